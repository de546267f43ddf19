/** Skipping and sending together, over real HTTP, with something happening between one try and the next. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { optionReader } from '../../../nodes/Hamsa/fields/options.ts';
import { judgeContacts } from '../../../nodes/Hamsa/recipients/judge.ts';
import { leaveOut, readLeaveOutRules } from '../../../nodes/Hamsa/recipients/leaveOut/index.ts';
import { earlierCampaignFinder } from '../../../nodes/Hamsa/resources/campaign/create/existing/earlierCampaign.ts';
import { contactsOf, listOf } from '../support/contacts.mts';
import { requestOf } from '../../../nodes/Hamsa/resources/campaign/create/request.ts';
import { sendCampaign, type CampaignSender } from '../../../nodes/Hamsa/resources/campaign/create/send.ts';
import type { CampaignSettings } from '../../../nodes/Hamsa/resources/campaign/create/settings.ts';
import type { HamsaAnswer, HamsaRequest } from '../../../nodes/Hamsa/hamsa/http/transport.ts';
import { startSimulator, type Simulator } from '../../simulator/server.mts';

const CREATE = { method: 'POST', path: '/v1/voice-agents/campaigns' };
const NUMBERS = ['+966501000000', '+966501000001', '+966501000002'];

const settings: CampaignSettings = {
	name: 'Spring recall',
	phoneNumber: '+966112000001',
	voiceAgentId: '11111111-1111-4111-8111-111111111111',
	sendType: 'NOW',
	suffixes: [],
	hours: { startCallingTime: '09:00', endCallingTime: '17:00' },
	workflowZone: 'Asia/Riyadh',
	window: { days: ['MONDAY'], startCallingTime: '09:00', endCallingTime: '17:00' },
	timeZone: { zone: 'Asia/Riyadh' },
	reservedConcurrency: 1,
};

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
beforeEach(() => simulator.reset());
afterAll(async () => await simulator.close());

async function call({ method, path, query = {}, body }: HamsaRequest): Promise<HamsaAnswer> {
	const url = new URL(simulator.url + path);
	for (const [name, value] of Object.entries(query))
		if (value !== undefined) url.searchParams.set(name, String(value));
	const answer = await fetch(url, {
		method,
		headers: { authorization: `Token ${simulator.apiKey}`, 'content-type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await answer.text();
	return {
		status: answer.status,
		headers: Object.fromEntries(answer.headers),
		body: text.startsWith('{') ? JSON.parse(text) : text,
	};
}

/** The sender of one execution; `memory` is what n8n keeps from try to try. */
const senderWith = (memory: IDataObject, more: Partial<CampaignSender> = {}): CampaignSender => ({
	connection: { baseUrl: simulator.url, credential: { apiKey: simulator.apiKey }, settings: {} },
	call,
	memory,
	runIndex: 0,
	isRetry: false,
	timeoutMs: 1,
	protectionMs: 0,
	...more,
});

/** One try: skips, then sends who is left. */
async function attempt(sender: CampaignSender) {
	const contacts = judgeContacts(contactsOf(NUMBERS.map((phoneNumber) => ({ phoneNumber }))), {
		digitsAreInternational: false,
	});
	const rules = readLeaveOutRules(
		optionReader((name) => (name === 'callingLimits.limit' ? [{ days: 7 }] : undefined)),
	);
	const openSender = async () => sender;
	const [group] = await leaveOut([{ items: [0], contacts, settings }], rules, {
		now: Date.now(),
		openSender,
		findEarlierCampaign: earlierCampaignFinder(openSender),
		doNotCall: listOf([]),
	});
	const left = group!.contacts;
	const sent = await sendCampaign(sender, requestOf(settings, left.recipients), left);
	return { ...sent, recipients: left.recipients.map(({ phoneNumber }) => phoneNumber) };
}

const posts = () => simulator.requests.filter(({ method }) => method === 'POST');

describe('a second try, after somebody else has called one of the people', () => {
	it('does not send again while nobody knows what became of the first', async () => {
		const memory = {};
		simulator.behave({ ...CREATE, then: { status: 504, text: '' } });
		await expect(attempt(senderWith(memory))).rejects.toThrow('HTTP 504');
		simulator.seedCalls([{ toNumber: NUMBERS[0]! }]);

		await expect(attempt(senderWith(memory))).rejects.toThrow('An earlier try did not learn');

		expect(posts()).toHaveLength(1);
	});

	it('finds the campaign of the first with all its people, once Hamsa lists it', async () => {
		const memory = {};
		simulator.behave({ ...CREATE, then: { status: 504, text: '' } });
		await expect(attempt(senderWith(memory))).rejects.toThrow('HTTP 504');
		await call({
			method: 'POST',
			path: CREATE.path,
			body: requestOf(
				settings,
				NUMBERS.map((phoneNumber) => ({ phoneNumber })),
			),
		});
		simulator.seedCalls([{ toNumber: NUMBERS[0]! }]);

		const second = await attempt(senderWith(memory));

		expect(second).toMatchObject({ origin: 'earlierTry', recipients: NUMBERS });
		expect(second.campaign.id).toBe(simulator.campaigns[0]?.id);
		expect(simulator.campaigns).toHaveLength(1);
	});

	it('returns a campaign it knows of, with all its people', async () => {
		const memory = {};
		const first = await attempt(senderWith(memory));
		simulator.seedCalls([{ toNumber: NUMBERS[0]! }]);

		const second = await attempt(senderWith(memory));

		expect(second).toMatchObject({ origin: 'earlierTry', recipients: NUMBERS, campaign: first.campaign });
		expect(posts()).toHaveLength(1);
	});
});

describe('an execution that is cancelled', () => {
	it('stops looking and sends nothing', async () => {
		const cancelling = new AbortController();
		const seeds = Array.from({ length: 20 }, () => simulator.seedCampaign());
		let read = 0;
		const sender = senderWith(
			{},
			{
				signal: cancelling.signal,
				call: async (request) => {
					if (++read === 3) cancelling.abort();
					return await call(request);
				},
			},
		);

		await expect(attempt(sender)).rejects.toThrow('The execution was cancelled');

		expect(read).toBeLessThan(seeds.length);
		expect(posts()).toEqual([]);
	});
});

describe('reading campaigns', () => {
	it('ends when one cannot be read', async () => {
		for (let index = 0; index < 40; index++) simulator.seedCampaign();
		const reads: Array<Promise<HamsaAnswer>> = [];
		const sender = senderWith(
			{},
			{
				call: async (request) => {
					const isFirst = reads.length === 1;
					const answer = isFirst ? Promise.reject(new Error('cut off')) : call(request);
					reads.push(answer);
					return await answer;
				},
			},
		);

		await expect(attempt(sender)).rejects.toThrow('cut off');
		for (let seen = 0; seen < reads.length;) {
			seen = reads.length;
			await Promise.allSettled(reads);
			await new Promise(setImmediate);
		}

		expect(reads.length).toBeLessThan(10);
	});

	it('asks for four at the same time and no more', async () => {
		for (let index = 0; index < 20; index++) simulator.seedCampaign();
		let atOnce = 0;
		let most = 0;
		const counting: CampaignSender['call'] = async (request) => {
			most = Math.max(most, ++atOnce);
			const answer = await call(request);
			atOnce--;
			return answer;
		};

		await attempt(senderWith({}, { call: counting }));

		expect(most).toBe(4);
	});
});
