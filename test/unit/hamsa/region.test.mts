import { describe, expect, it } from '@jest/globals';
import { Workflow, type ICredentialDataDecryptedObject, type INode, type INodeTypes } from 'n8n-workflow';
import { HamsaApi } from '../../../credentials/HamsaApi.credentials.ts';
import { Hamsa } from '../../../nodes/Hamsa/Hamsa.node.ts';
import { readBaseUrl } from '../../../nodes/Hamsa/hamsa/http/credential.ts';
import { askRegion } from '../../../nodes/Hamsa/hamsa/http/region.ts';

const hamsa = new Hamsa();
const nodeTypes = { getByNameAndVersion: () => hamsa } as Partial<INodeTypes> as INodeTypes;
const node: INode = {
	id: '1',
	name: 'Hamsa',
	type: 'hamsa',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });

/** The address that routing sends to. */
const routedTo = ($credentials: ICredentialDataDecryptedObject) =>
	workflow.expression.getSimpleParameterValue(node, hamsa.description.requestDefaults!.baseURL, 'internal', {
		$credentials,
	});

describe('the address of the API', () => {
	it.each([
		[{ region: 'europe' }, 'https://api.tryhamsa.com'],
		[{ region: 'uae' }, 'https://api.uae.tryhamsa.com'],
		// n8n leaves the hidden field out; one that comes along all the same says nothing.
		[{ region: 'uae', baseUrl: 'https://elsewhere.example' }, 'https://api.uae.tryhamsa.com'],
		[{ region: 'other', baseUrl: ' https://hamsa.example/api// ' }, 'https://hamsa.example/api'],
	])('of %j is the same in routing and in all other requests', (credential, address) => {
		expect(readBaseUrl(credential)).toBe(address);
		expect(routedTo(credential)).toBe(address);
	});

	it('is never that of a region that nobody has chosen', () => {
		expect(() => readBaseUrl({ apiKey: 'k', baseUrl: 'https://hamsa.example' })).toThrow(
			'Region (empty) is not one of its choices',
		);
		expect(() => readBaseUrl({ region: 'other' })).toThrow('Base URL (empty) is not a web address');
	});
});

it('the region is asked for by its name, and only the other ones', () => {
	expect(askRegion({ region: 'europe' })).toBe('Is it a key of UAE? Then choose that Region.');
	expect(askRegion({ region: 'uae' })).toBe('Is it a key of Europe? Then choose that Region.');
});

it('the credential asks for a Base URL only where the region is Other, and begins with Europe', () => {
	const { properties } = new HamsaApi();
	const region = properties.find(({ name }) => name === 'region');
	const baseUrl = properties.find(({ name }) => name === 'baseUrl');

	expect(region).toMatchObject({
		default: 'europe',
		options: [{ name: 'Europe' }, { name: 'UAE' }, { name: 'Other' }],
	});
	expect(JSON.stringify(region)).toMatch(/Campaigns were not tried there/);
	expect(baseUrl?.displayOptions).toEqual({ show: { region: ['other'] } });
});
