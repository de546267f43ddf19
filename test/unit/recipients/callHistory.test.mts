/** Who counts as called within a time, to the millisecond. */
import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import type { Reader } from '../../../nodes/Hamsa/hamsa/http/reading.ts';
import { readCallHistory } from '../../../nodes/Hamsa/recipients/leaveOut/callHistory.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const HOUR = 60 * 60_000;
const DIGITS = '966501234567';
const at = (time: number) => new Date(time).toISOString();

/** A Hamsa with these calls, and a campaign that has ended with this recipient. */
function hamsaWith(calls: IDataObject[], recipient?: IDataObject): Reader {
	const campaign = { id: 'c', name: 'Spring', status: 'COMPLETED', createdAt: at(0), updatedAt: at(NOW) };
	const answers: Record<string, IDataObject> = {
		campaigns: { campaigns: recipient === undefined ? [] : [campaign] },
		c: { ...campaign, recipients: { COMPLETED: [recipient ?? {}] } },
		'minimal-list': { calls },
	};
	return {
		connection: { baseUrl: 'http://127.0.0.1', credential: {}, settings: {} },
		call: async ({ path }) => ({
			status: 200,
			headers: { date: new Date(NOW).toUTCString() },
			body: { data: answers[path.split('/').at(-1)!] },
		}),
	};
}

const historyOf = async (reader: Reader, voiceAgentId?: string) => {
	const rules = { withinMs: HOUR, onlyCompleted: false, voiceAgentId };
	return (await readCallHistory(reader, new Set([DIGITS]), rules)).get(DIGITS);
};

describe('a call of an hour ago, when calls of the last hour count', () => {
	it.each([
		[0, true],
		[1, false],
	])('and %d ms before that counts: %s', async (earlier, counts) => {
		const time = at(NOW - HOUR - earlier);
		const call = { createdAt: time, status: 'COMPLETED', callParams: { userNumber: `+${DIGITS}` } };
		const recipient = { phoneNumber: `+${DIGITS}`, attempts: 1, completedAt: time };

		expect((await historyOf(hamsaWith([call]))) !== undefined).toBe(counts);
		expect((await historyOf(hamsaWith([], recipient))) !== undefined).toBe(counts);
	});
});

describe('somebody who was called several times', () => {
	const MINUTE = 60_000;
	const call = (minutesAgo: number): IDataObject => ({
		createdAt: at(NOW - minutesAgo * MINUTE),
		status: 'COMPLETED',
		callParams: { userNumber: `+${DIGITS}` },
	});

	it.each([
		['the earlier call listed first', [call(40), call(10), call(30)]],
		['the later call listed first', [call(10), call(40), call(30)]],
	])('was called at the last of these, and would be skipped since the first: %s', async (_, calls) => {
		expect(await historyOf(hamsaWith(calls))).toEqual({
			calledAt: NOW - 10 * MINUTE,
			since: NOW - 40 * MINUTE,
		});
	});
});

describe('a call in the list of one voice agent', () => {
	const call = { createdAt: at(NOW), status: 'COMPLETED', callParams: { userNumber: `+${DIGITS}` } };

	it.each([
		['of that agent', { voiceAgentId: 'one' }, true],
		['that does not say whose it is', {}, true],
		['of another agent', { voiceAgentId: 'other' }, false],
	])('%s, %j, counts: %s', async (_, agent, counts) => {
		const history = await historyOf(hamsaWith([{ ...call, ...agent }]), 'one');

		expect(history !== undefined).toBe(counts);
	});
});
