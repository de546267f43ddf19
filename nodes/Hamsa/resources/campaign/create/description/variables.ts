import type { INodeProperties } from 'n8n-workflow';

/** What the voice agent is told of each person, from the columns of the rows. */
export const variableProperties: INodeProperties[] = [
	{
		displayName: 'Variables for the Agent',
		name: 'agentVariables',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'All Other Columns',
				value: 'allOther',
				description: 'Every column that is not used above, under its own name',
			},
			{ name: 'Chosen Columns', value: 'selected', description: 'Some columns, under their own names' },
			{
				name: 'Map',
				value: 'map',
				description: "A column or a value for each of the voice agent's variables",
			},
			{ name: 'None', value: 'none' },
		],
		default: 'none',
		description:
			"Values the voice agent can use in the call, from the row's columns. Hamsa stores them with each person, but its published request schema does not show the field: try it with your own phones first.",
		displayOptions: { show: { recipientsSource: ['inputItems'] } },
	},
	{
		displayName: 'Columns',
		name: 'variableColumns',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. firstName, appointment',
		description: 'Names of the columns, separated by commas, or columns dragged here from the input',
		displayOptions: { show: { recipientsSource: ['inputItems'], agentVariables: ['selected'] } },
	},
	{
		displayName: 'Values',
		name: 'variableMap',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		displayOptions: { show: { recipientsSource: ['inputItems'], agentVariables: ['map'] } },
		typeOptions: {
			loadOptionsDependsOn: ['voiceAgentId.value'],
			resourceMapper: {
				resourceMapperMethod: 'getAgentVariables',
				mode: 'map',
				fieldWords: { singular: 'variable', plural: 'variables' },
				addAllFields: true,
				multiKeyMatch: false,
				supportAutoMap: true,
			},
		},
	},
];
