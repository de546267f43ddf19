/** Whose webhook a trigger node may replace. */
import { describe, expect, it } from '@jest/globals';
import { register } from '../../../../nodes/Hamsa/triggers/call/registration.ts';

const ORIGIN = 'https://hooks.example.com';

describe('a node without a webhook ID of its own', () => {
	it('replaces no address of the same n8n: it cannot tell its own from those of other nodes', async () => {
		const methods: string[] = [];
		const reader = {
			connection: { baseUrl: 'http://127.0.0.1', credential: {}, settings: {} },
			call: async ({ method }: { method: string }) => {
				methods.push(method);
				return {
					status: 200,
					headers: {},
					body: { data: { name: 'Reminder', webhookUrl: `${ORIGIN}/webhook/another` } },
				};
			},
		};
		const target = {
			url: `${ORIGIN}/webhook/hamsa`,
			tail: '',
			origins: [ORIGIN],
			isTest: false,
			agentIds: ['11111111-1111-4111-8111-111111111111'],
			secret: 'a secret of a test',
		};

		await expect(register(reader, target, {})).rejects.toThrow(
			'The webhook is in use already at the voice agent "Reminder"',
		);
		expect(methods).toEqual(['GET']);
	});
});

describe('a test', () => {
	it('leaves the address alone that its own workflow has registered', async () => {
		const methods: string[] = [];
		const live = `${ORIGIN}/webhook/an-id/hamsa`;
		const reader = {
			connection: { baseUrl: 'http://127.0.0.1', credential: {}, settings: {} },
			call: async ({ method }: { method: string }) => {
				methods.push(method);
				return { status: 200, headers: {}, body: { data: { name: 'Reminder', webhookUrl: live } } };
			},
		};
		const target = {
			url: `${ORIGIN}/webhook-test/an-id/hamsa`,
			tail: '/an-id/hamsa',
			origins: [ORIGIN],
			isTest: true,
			agentIds: ['11111111-1111-4111-8111-111111111111'],
			secret: 'a secret of a test',
		};

		await expect(register(reader, target, { url: live })).rejects.toThrow(
			'go to the production URL of this workflow, which a test does not touch',
		);
		expect(methods).toEqual(['GET']);
	});
});
