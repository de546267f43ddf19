/** Calling Limits: who has been called often enough. */
import { describe, expect, it } from '@jest/globals';
import type { KnownCall } from '../../../nodes/Hamsa/recipients/leaveOut/callHistory.ts';
import { limitJudge, reachOf, type CallingLimit } from '../../../nodes/Hamsa/recipients/leaveOut/limits.ts';

const ZONE = 'Asia/Riyadh';
/** Monday noon in Riyadh. */
const NOW = Date.UTC(2026, 0, 5, 9);
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const AGENT = 'a';

const limit = (more: Partial<CallingLimit> = {}): CallingLimit => ({
	calls: 1,
	days: 1,
	onlyCompleted: false,
	onlyThisAgent: false,
	...more,
});
const call = (hoursAgo: number, more: Partial<KnownCall> = {}): KnownCall => ({
	at: NOW - hoursAgo * HOUR,
	since: NOW - hoursAgo * HOUR,
	wasReached: true,
	attempts: 1,
	...more,
});
const campaign = { id: 'c', name: 'Spring' };
const ofCampaign = (attempts: number, hoursAgo: number, more: Partial<KnownCall> = {}) =>
	call(hoursAgo, { attempts, campaign, since: NOW - 3 * DAY, ...more });
const judged = (limits: CallingLimit[], known: KnownCall[], zone = ZONE) =>
	limitJudge(limits, { voiceAgentId: AGENT, now: NOW })(known, zone);

describe('days', () => {
	it('are days of a calendar, and it is another day elsewhere', () => {
		// In New York it is four in the morning: ten hours ago was yesterday there, and today in Riyadh.
		expect(judged([limit({ days: 1 })], [call(10)])).toBeDefined();
		expect(judged([limit({ days: 1 })], [call(10)], 'America/New_York')).toBeUndefined();
	});

	it('begin at midnight', () => {
		const today = limit({ days: 1 });

		expect(judged([today], [call(12)])).toMatchObject({ calledAt: NOW - 12 * HOUR });
		expect(judged([today], [call(12.001)])).toBeUndefined();
		expect(judged([limit({ days: 2 })], [call(36)])).toBeDefined();
		expect(judged([limit({ days: 2 })], [call(36.001)])).toBeUndefined();
	});

	it('are asked of Hamsa as a whole, however long they are', () => {
		expect(reachOf([limit({ days: 1 }), limit({ days: 7 })])).toBe(7 * DAY + HOUR);
	});
});

describe('calls', () => {
	const twice = limit({ calls: 2, days: 7 });

	it('are counted up to the limit', () => {
		expect(judged([twice], [call(30)])).toBeUndefined();
		expect(judged([twice], [call(30), call(5)])).toEqual({
			calledAt: NOW - 5 * HOUR,
			since: NOW - 5 * HOUR,
			limit: { amount: 2, calls: 2, days: 7 },
		});
	});

	it('of a campaign are all that it made, and are not counted again where they are listed', () => {
		expect(judged([twice], [ofCampaign(1, 5), call(5)])).toBeUndefined();
		expect(judged([twice], [ofCampaign(2, 5)])).toMatchObject({ limit: { amount: 2 }, campaign });
		expect(judged([twice], [ofCampaign(2, 5), call(5), call(6), call(7)])).toMatchObject({
			limit: { amount: 3 },
		});
	});

	it('that reached nobody count only when any call does', () => {
		const missed = { wasReached: false };

		expect(judged([limit()], [call(1, missed)])).toBeDefined();
		expect(
			judged([limit({ onlyCompleted: true })], [call(1, missed), ofCampaign(3, 2, missed)]),
		).toBeUndefined();
		expect(judged([{ ...twice, onlyCompleted: true }], [ofCampaign(3, 2)])).toBeUndefined();
	});

	it('of other voice agents count only when all agents do', () => {
		const own = limit({ onlyThisAgent: true });

		expect(judged([limit()], [call(1, { agent: 'b' })])).toBeDefined();
		expect(judged([own], [call(1, { agent: 'b' })])).toBeUndefined();
		expect(judged([own], [call(1, { agent: 'A' })])).toBeDefined();
		expect(judged([own], [call(1)])).toBeDefined();
	});
});

describe('several limits', () => {
	const law = [limit({ calls: 1, days: 1 }), limit({ calls: 2, days: 7 })];

	it.each<[string, KnownCall[], number | undefined]>([
		['nobody called yet', [], undefined],
		['a call yesterday', [call(20)], undefined],
		['a call today', [call(2)], 1],
		['two calls this week', [call(100), call(20)], 2],
	])('%s', (_, known, calls) => {
		expect(judged(law, known)?.limit?.calls).toBe(calls);
	});

	it('are reached since the first of them was', () => {
		expect(judged(law, [call(100), call(20), call(2)])).toMatchObject({
			since: NOW - 20 * HOUR,
			limit: { calls: 1 },
		});
	});
});

describe('somebody who waits in a campaign', () => {
	it('is left out, whatever the limit', () => {
		const waits = ofCampaign(1, 0, { at: Infinity, wasReached: false });

		expect(judged([limit({ calls: 5, onlyCompleted: true })], [waits])).toEqual({
			calledAt: Infinity,
			campaign,
			since: NOW - 3 * DAY,
		});
	});
});
