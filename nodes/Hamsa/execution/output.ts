import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { readChoice, readChoices, readSwitch } from '../fields/readers';
import { withoutSecrets } from '../hamsa/secrets';
import { runsAsTool } from './context';
import type { OperationInput } from './operation';

/** How the rows of an operation may look. */
export interface OutputShape {
	/** What people look for first, in this order: ten fields at most. Each is read from the row as `raw` gives it. */
	simplified: Readonly<Record<string, (row: IDataObject) => unknown>>;
	/** What else Hamsa is known to give. */
	further: readonly string[];
	/** The whole row; without secrets where it is left out. */
	raw?: (row: IDataObject) => IDataObject;
}

/** Fields that keep their names. */
export const fieldsAsTheyAre = (...names: string[]): OutputShape['simplified'] =>
	Object.fromEntries(names.map((name) => [name, (row: IDataObject) => row[name]]));

/** Whether what Hamsa answers is cut down to what people use. */
export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Names for people: `recordingUrl` is "Recording URL". */
const titleOf = (name: string) =>
	name
		.replace(/^./, (letter) => letter.toUpperCase())
		.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
		.replace(/\b(?:Id|Url)\b/g, (word) => word.toUpperCase());

const selectable = ({ simplified, further }: OutputShape) =>
	[...new Set([...Object.keys(simplified), ...further])].filter((name) => name !== 'id');

/** How much is returned: Simplify for people, and Output for an AI model, which too many fields would confuse. */
export const outputFields = (shape: OutputShape): INodeProperties[] => [
	{ ...simplify, displayOptions: { show: { '@tool': [false] } } },
	{
		displayName: 'Output',
		name: 'outputMode',
		type: 'options',
		options: [
			{ name: 'Simplified', value: 'simplified', description: 'The fields that people look for first' },
			{ name: 'Raw', value: 'raw', description: 'All fields' },
			{ name: 'Selected Fields', value: 'selected', description: 'The ID, and the fields that you choose' },
		],
		default: 'simplified',
		description: 'What the AI model gets of each result. It can be confused by more than it needs.',
		displayOptions: { show: { '@tool': [true] } },
	},
	{
		displayName: 'Fields',
		name: 'outputFields',
		type: 'multiOptions',
		options: selectable(shape)
			.map((value) => ({ name: titleOf(value), value }))
			.sort((a, b) => (a.name < b.name ? -1 : 1)),
		default: [],
		description: 'The fields that the AI model gets beside the ID',
		displayOptions: { show: { '@tool': [true], outputMode: ['selected'] } },
	},
];

/** The names of the fields that are wanted, undefined for all of them. */
function wantedFields({ field, context }: OperationInput, shape: OutputShape): string[] | undefined {
	const simplified = Object.keys(shape.simplified);
	if (!runsAsTool(context)) {
		return readSwitch(field('simplify') ?? true, 'Simplify') ? simplified : undefined;
	}
	const mode = readChoice(field('outputMode') ?? 'simplified', 'Output', ['simplified', 'raw', 'selected']);
	if (mode === 'simplified') return simplified;
	return mode === 'raw'
		? undefined
		: ['id', ...readChoices(field('outputFields'), 'Fields', selectable(shape))];
}

/** Reads Simplify, and Output for a tool: how each row is returned. Throws InputError. */
export function readOutput(input: OperationInput, shape: OutputShape): (row: IDataObject) => IDataObject {
	const { simplified, raw = withoutSecrets } = shape;
	const wanted = wantedFields(input, shape);
	if (wanted === undefined) return raw;
	return (row) => {
		const whole = raw(row);
		const valueOf = (name: string) =>
			Object.hasOwn(simplified, name) ? simplified[name]!(whole) : whole[name];
		return Object.fromEntries(wanted.map((name) => [name, valueOf(name) ?? null]));
	};
}

/** An item of a trigger without the fields that Simplify leaves out. */
export const withoutFields = (item: IDataObject, leftOut: readonly string[]): IDataObject =>
	Object.fromEntries(Object.entries(item).filter(([name]) => !leftOut.includes(name)));
