import type { INodeProperties, TriggerPanelDefinition } from 'n8n-workflow';
import { simplify } from '../../execution/output';
import { campaignSelect, voiceAgentSelect } from '../../fields/descriptions';
import { optOutField } from '../../fields/optOut';
import { CALL_EVENTS, UNKNOWN } from './events';

const TEST_STEPS =
	'<b>To test</b>, click the button and let a call happen, or send a sample event to the test URL.';

/** What the panel of the trigger says beside its button. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Receive an event from Hamsa',
	executionsHelp: {
		inactive: `${TEST_STEPS} <br /><br /> <b>To receive the events of real calls</b>, publish the workflow. Its runs then show in the executions list, but not here.`,
		active: `${TEST_STEPS} <br /><br /> <b>The workflow is published</b>: it receives the events of real calls at the production URL. Its runs show in the <a data-key="executions">executions list</a>, but not here.`,
	},
	activationHint: 'Publish the workflow to receive the events of real calls.',
};

/** Of HTML, n8n's notices keep links and this kind of list only: no line breaks, and no list that numbers itself. */
const steps = (...each: string[]) =>
	`<ul>${each.map((step, index) => `<li>${index + 1}. ${step}</li>`).join('')}</ul>`;

const MANUAL_STEPS = `To set it up:${steps(
	'In the Hamsa dashboard, open the settings of the voice agent and find Webhook.',
	'Paste the production URL. It is under Webhook URLs above and must start with https.',
	'Set the authentication to Bearer, with the Webhook Secret of your Hamsa credential.',
	'Publish the workflow.',
)}A voice agent has one webhook: this replaces what is set there.`;

const SECRET_WARNING =
	'Warning: without a Webhook Secret in the Hamsa credential, anyone who knows the URL can start this workflow. Enter long random text there, and the same in Hamsa.';

const REGISTER_STEPS = `To set it up:${steps(
	'Choose the voice agents below.',
	'Publish the workflow: this sets its production URL as their webhook. Unpublishing removes it.',
)}A webhook that was set by others is never replaced: publishing fails then and says what is there. The secret is the Webhook Secret of the credential, or a new one if that is empty.`;

const notice = (text: string, name: string, setUp: string): INodeProperties => ({
	displayName: text,
	name,
	type: 'notice',
	default: '',
	displayOptions: { show: { setUp: [setUp] } },
});

/** A list of voice agents or campaigns, each chosen from a searchable list. */
const listOf = (
	one: INodeProperties,
	entry: { displayName: string; button: string },
): Pick<INodeProperties, 'type' | 'typeOptions' | 'placeholder' | 'default' | 'options'> => ({
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: entry.button,
	default: {},
	options: [{ displayName: entry.displayName, name: 'values', values: [one] }],
});

const agentList = listOf(voiceAgentSelect, { displayName: 'Voice Agent', button: 'Add Voice Agent' });

const eventOptions = [
	...Object.entries(CALL_EVENTS).map(([value, { name, description }]) => ({ name, value, description })),
	{
		name: 'Unknown Event',
		value: UNKNOWN,
		description: 'Anything else that Hamsa sends, passed on as it came',
	},
].sort((a, b) => a.name.localeCompare(b.name));

/** The panel of Hamsa Trigger. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Set-Up',
		name: 'setUp',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Manual',
				value: 'manual',
				description: 'You paste the webhook URL into the Hamsa dashboard',
			},
			{
				name: 'Register on the Agent',
				value: 'register',
				description: 'Publishing the workflow sets the webhook of the voice agents',
			},
		],
		default: 'manual',
		description: 'How Hamsa learns the webhook URL of this workflow',
	},
	notice(MANUAL_STEPS, 'manualSteps', 'manual'),
	notice(SECRET_WARNING, 'secretWarning', 'manual'),
	notice(REGISTER_STEPS, 'registerSteps', 'register'),
	{
		displayName: 'Voice Agents',
		name: 'voiceAgents',
		...agentList,
		required: true,
		displayOptions: { show: { setUp: ['register'] } },
		description: 'The voice agents whose events start the workflow',
	},
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		noDataExpression: true,
		options: eventOptions,
		default: ['call.ended'],
		description:
			'Which events start the workflow. Each event is one execution, which n8n Cloud counts. An event that is not chosen starts none.',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Campaigns',
				name: 'campaigns',
				...listOf(campaignSelect, { displayName: 'Campaign', button: 'Add Campaign' }),
				description:
					'Only calls of these campaigns. For a call that is not known yet, Hamsa is asked whether it belongs to them.',
			},
			{
				displayName: 'Voice Agents',
				name: 'voiceAgents',
				...agentList,
				displayOptions: { show: { '/setUp': ['manual'] } },
				description: 'Only calls of these voice agents, if several send their events here',
			},
		],
	},
	simplify,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Include Raw Body',
				name: 'includeRawBody',
				type: 'boolean',
				default: false,
				description: 'Whether to add everything that Hamsa sent, as rawBody. Unknown events always have it.',
			},
			optOutField,
		],
	},
];
