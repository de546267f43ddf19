/** n8n's UX guidelines as far as a test can see them, for all nodes and the credential; docs/VERIFICATION.md lists them all. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { HamsaApi } from '../../credentials/HamsaApi.credentials.ts';
import { Hamsa } from '../../nodes/Hamsa/Hamsa.node.ts';
import { HamsaCampaignTrigger } from '../../nodes/Hamsa/HamsaCampaignTrigger.node.ts';
import { HamsaTrigger } from '../../nodes/Hamsa/HamsaTrigger.node.ts';

type Option = INodeProperties | INodePropertyOptions | INodePropertyCollection;

/** A parameter and all within it. */
function flat(property: INodeProperties): INodeProperties[] {
	const inner = ((property.options ?? []) as Option[]).flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option ? [option] : [];
	});
	return [property, ...inner.flatMap(flat)];
}

const descriptions = [new Hamsa(), new HamsaCampaignTrigger(), new HamsaTrigger()].map(
	({ description }) => description,
);
const parameters = descriptions.flatMap(({ properties }) => properties.flatMap(flat));
const named = (wrong: INodeProperties[]) => wrong.map(({ displayName }) => displayName);

const operations = parameters
	.filter(({ name }) => name === 'operation')
	.flatMap(({ options }) => options as INodePropertyOptions[]);

describe("n8n's UX guidelines", () => {
	it('secrets are password fields', () => {
		const secrets = new HamsaApi().properties.filter(({ name }) => /key|secret|token|password/i.test(name));

		expect(named(secrets)).toEqual(['API Key', 'Webhook Secret']);
		expect(secrets.every(({ typeOptions }) => typeOptions?.password === true)).toBe(true);
	});

	it('what can be chosen from a list is a resource locator, From List first and by default', () => {
		const locators = parameters.filter(({ type }) => type === 'resourceLocator');
		const wrong = locators.filter(
			({ modes, default: initial }) =>
				modes?.[0]?.type !== 'list' || (initial as { mode?: string }).mode !== 'list',
		);

		expect(locators.length).toBeGreaterThan(5);
		expect(named(wrong)).toEqual([]);
	});

	it('descriptions of switches begin with "Whether"', () => {
		const switches = parameters.filter(({ type, name }) => type === 'boolean' && name !== '');

		expect(switches.length).toBeGreaterThan(10);
		expect(named(switches.filter(({ description }) => !description?.startsWith('Whether ')))).toEqual([]);
	});

	it('Simplify is named and described as in every node of n8n', () => {
		const simplify = parameters.filter(({ name }) => name === 'simplify');

		expect(simplify.length).toBeGreaterThan(3);
		expect(new Set(simplify.map(({ displayName }) => displayName))).toEqual(new Set(['Simplify']));
		expect(new Set(simplify.map(({ description }) => description))).toEqual(
			new Set(['Whether to return a simplified version of the response instead of the raw data']),
		);
	});

	it('as a tool, what has Simplify has Output with its three modes', () => {
		const outputs = parameters.filter(({ name }) => name === 'outputMode');

		expect(outputs.length).toBeGreaterThan(3);
		for (const { displayName, options } of outputs) {
			expect(displayName).toBe('Output');
			expect((options as INodePropertyOptions[]).map(({ name }) => name)).toEqual([
				'Simplified',
				'Raw',
				'Selected Fields',
			]);
		}
	});

	it('operations have a name in Title Case, and an action and a description in sentence case', () => {
		expect(operations.length).toBeGreaterThan(8);
		for (const { name, action, description } of operations) {
			expect(name).toMatch(/^[A-Z][a-z]*(?: [A-Z][a-z]*)*$/);
			expect(action).toMatch(/^[A-Z][^.]*[a-z]$/);
			expect(action?.replace('API', '').slice(1)).not.toMatch(/[A-Z]/);
			expect(description).toMatch(/^[A-Z]/);
		}
	});

	it('all texts are English', () => {
		const texts = parameters.flatMap(({ displayName, description, hint, placeholder }) =>
			[displayName, description, hint, placeholder].filter((text) => text !== undefined),
		);

		// Letters of other scripts are in examples of names alone, if anywhere.
		expect(texts.filter((text) => /[\u0370-\u1fff\u3040-\ud7ff]/.test(text))).toEqual([]);
	});
});

describe('docs/VERIFICATION.md', () => {
	it('names only files, folders and commands that are there', () => {
		const text = readFileSync('docs/VERIFICATION.md', 'utf8');
		const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
			scripts: Record<string, string>;
		};
		const paths = [...text.matchAll(/`((?:test|tools|docs|examples|nodes|\.github)\/[^`\s]*)`/g)].map(
			([, path = '']) => path,
		);
		const commands = [...text.matchAll(/`npm run ([\w:]+)/g)].map(([, name = '']) => name);

		expect(paths.length).toBeGreaterThan(10);
		expect(paths.filter((path) => !existsSync(path))).toEqual([]);
		expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
	});
});
