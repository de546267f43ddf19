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
	const rules = { withinMs: HOUR, voiceAgentId };
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

describe('calls that Hamsa cannot list at once', () => {
	const calls = Array.from({ length: 12 }, (_, index) => NOW - index * 5 * 60_000);

	/** A Hamsa that fails when it is asked for more than this many milliseconds, and how often it was asked. */
	function busyHamsa(most: number, status = 504) {
		const asked: IDataObject[] = [];
		const whole = hamsaWith([]);
		const call: Reader['call'] = async (request) => {
			if (!request.path.endsWith('minimal-list')) return await whole.call(request);
			const { startTime, endTime = NOW } = request.query as { startTime: number; endTime?: number };
			asked.push({ startTime, endTime });
			if (endTime - startTime > most) {
				if (status === 0) throw new Error('timeout of 10000ms exceeded');
				return { status, headers: {}, body: {} };
			}
			const rows = calls
				.filter((time) => time >= startTime && time <= endTime)
				.map((time) => ({ id: `at ${time}`, createdAt: at(time), callParams: { userNumber: `+${DIGITS}` } }));
			return { status: 200, headers: { date: new Date(NOW).toUTCString() }, body: { data: { calls: rows } } };
		};
		return { asked, reader: { ...whole, call } };
	}

	it.each([500, 503, 504, 408, 0])('are read in halves, after status %d (0: no answer)', async (status) => {
		const { reader, asked } = busyHamsa(HOUR / 4, status);

		expect((await historyOf(reader))?.map((known) => known.at).sort()).toEqual([...calls].sort());
		expect(asked).toHaveLength(7);
		expect(asked.filter(({ startTime }) => startTime === NOW - HOUR)).toHaveLength(3);
	});

	it('end the look when the smallest part cannot be read either', async () => {
		const { reader, asked } = busyHamsa(0);

		await expect(historyOf(reader)).rejects.toThrow('504');
		expect(asked).toHaveLength(6);
	});

	it('are not asked for again when the answer says that asking is no use', async () => {
		const { reader, asked } = busyHamsa(0, 403);

		await expect(historyOf(reader)).rejects.toThrow('403');
		expect(asked).toHaveLength(1);
	});
});
