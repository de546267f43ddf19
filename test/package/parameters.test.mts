/**
 * The parameters of nodes and credential by name, with their defaults, against parameters.json. Workflows of users hold them:
 * from 1.0.0 on they change only with a new version of the node (.github/CONTRIBUTING.md). Who changes one on purpose renews the list:
 *
 *     UPDATE_PARAMETERS=1 npm test -- test/package/parameters.test.mts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { HamsaApi } from '../../credentials/HamsaApi.credentials.ts';
import { Hamsa } from '../../nodes/Hamsa/Hamsa.node.ts';
import { HamsaCampaignTrigger } from '../../nodes/Hamsa/HamsaCampaignTrigger.node.ts';
import { HamsaTrigger } from '../../nodes/Hamsa/HamsaTrigger.node.ts';

const file = join(import.meta.dirname, 'parameters.json');

/** A parameter's path, where it is shown, and what is saved of it: its type, its default and the values to choose from. */
type Recorded = Record<string, unknown>;

const isProperty = (option: object): option is INodeProperties => 'type' in option;
const isCollection = (option: object): option is INodePropertyCollection => 'values' in option;

function record(property: INodeProperties, path: string, recorded: Recorded): void {
	const { type, default: initial, options = [], displayOptions, modes } = property;
	const shown = Object.entries({ ...displayOptions?.show, ...displayOptions?.hide });
	const where = ['resource', 'operation']
		.flatMap((name) => shown.filter(([key]) => key === name))
		.map(([, values]) => (values ?? []).join('|'))
		.join('.');
	const name = `${where === '' || path !== '' ? '' : `${where}: `}${path}${property.name}`;
	const values = options.filter((option) => !isProperty(option) && !isCollection(option));
	const choices = (values as INodePropertyOptions[]).map(({ value }) => value);
	const kind = [
		type,
		JSON.stringify(initial),
		...(choices.length > 0 ? [JSON.stringify(choices)] : []),
		...(modes === undefined ? [] : [JSON.stringify(modes.map((mode) => mode.name))]),
	].join(' ');
	const known = recorded[name];
	// The same name may be shown under several conditions.
	recorded[name] = known === undefined || known === kind ? kind : [known, kind].flat();
	for (const option of options) {
		if (isProperty(option)) record(option, `${name}.`, recorded);
		if (isCollection(option)) {
			for (const value of option.values) record(value, `${name}.${option.name}.`, recorded);
		}
	}
}

function recordOf(properties: INodeProperties[]): Recorded {
	const recorded: Recorded = {};
	for (const property of properties) {
		// What is only shown is not saved.
		if (property.type !== 'notice') record(property, '', recorded);
	}
	return Object.fromEntries(Object.entries(recorded).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a workflow that was saved relies on. */
const current = {
	credential: { name: new HamsaApi().name, parameters: recordOf(new HamsaApi().properties) },
	nodes: Object.fromEntries(
		[new Hamsa(), new HamsaCampaignTrigger(), new HamsaTrigger()].map(({ description }) => [
			description.name,
			{
				version: description.version,
				...(description.defaultVersion === undefined ? {} : { defaultVersion: description.defaultVersion }),
				outputs: description.outputs,
				parameters: recordOf(description.properties),
			},
		]),
	),
};

if (process.env.UPDATE_PARAMETERS !== undefined) {
	writeFileSync(file, `${JSON.stringify(current, null, '\t')}\n`);
}

describe('the parameters', () => {
	it('are those of parameters.json, by name, default and choices', () => {
		expect(current).toEqual(JSON.parse(readFileSync(file, 'utf8')));
	});

	it('are many, so that the list is not empty by mistake', () => {
		expect(Object.keys(current.nodes.hamsa?.parameters ?? {}).length).toBeGreaterThan(50);
	});
});
