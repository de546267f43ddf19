/** A campaign that has ended and is retried in the dashboard: what of its marks is kept. */
import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { compareCampaigns, type Watch } from '../../../../nodes/Hamsa/triggers/campaign/campaignChanges.ts';
import { compareRecipients } from '../../../../nodes/Hamsa/triggers/campaign/recipientChanges.ts';
import type { KnownCampaign, TriggerState } from '../../../../nodes/Hamsa/triggers/campaign/state.ts';

const START = Date.UTC(2026, 0, 5, 8);
const MINUTE = 60_000;
const at = (minutes: number) => new Date(START + minutes * MINUTE).toISOString();

const watching = (more: Partial<Watch> = {}): Watch => ({
	finished: false,
	statusChanged: false,
	gone: false,
	recipients: true,
	matches: () => true,
	...more,
});

/** The list as it is after so many minutes, with one campaign, and what is known then. */
function look(
	before: Pick<TriggerState, 'baseline' | 'campaigns'>,
	minutes: number,
	{ status, changed = minutes }: { status: string; changed?: number },
	watch = watching(),
) {
	const campaign = { id: 'c', status, createdAt: at(0), updatedAt: at(changed) };
	const listing = { campaigns: [campaign], now: START + minutes * MINUTE, gone: new Set<string>() };
	return compareCampaigns(before, listing, watch, false);
}

const start = { baseline: START - MINUTE, campaigns: {} };
const missed = (id: string, minutes: number): IDataObject => ({
	id,
	status: 'NO_ANSWER',
	attempts: 1,
	maxAttempts: 3,
	latestActionTimestamp: at(minutes),
});
const answered = (id: string, minutes: number): IDataObject => ({
	id,
	status: 'COMPLETED',
	attempts: 1,
	maxAttempts: 3,
	completedAt: at(minutes),
});

/** Tells the first `most` of those who have finished: their IDs, and what is known then. */
function tell(known: KnownCampaign, people: IDataObject[], most = Infinity) {
	const ended = known.status !== 'RUNNING';
	const { finished, markAfter } = compareRecipients(known, people, ended, 0);
	const told = finished.slice(0, most);
	return {
		told: told.map(({ id }) => id),
		campaigns: { c: { ...known, recipients: markAfter(told.length) } },
	};
}

describe('a campaign that a person retries while those who finished with it are still being told', () => {
	it('tells nobody again who was told and is not called again', () => {
		const first = look(start, 1, { status: 'RUNNING' });
		const running = tell(first.campaigns.c!, [
			missed('a', 1),
			missed('b', 1),
			answered('early', 2),
			answered('late', 20),
		]);
		const people = [missed('a', 1), missed('b', 1), answered('early', 2), answered('late', 20)];
		const ended = look({ ...first, ...running }, 21, { status: 'COMPLETED' });
		// The answer for the details of the second call does not come.
		const half = tell(ended.campaigns.c!, people, 1);

		const waits = { ...people[1], status: 'PENDING', latestActionTimestamp: at(22) };
		const again = look({ ...ended, ...half }, 22, { status: 'RUNNING' });
		const retried = tell(again.campaigns.c!, [people[0]!, waits, people[2]!, people[3]!]);
		const called = [people[0]!, answered('b', 23), people[2]!, people[3]!];
		const over = look({ ...again, ...retried }, 24, { status: 'COMPLETED' });
		const last = tell(over.campaigns.c!, called);

		expect([running, half, retried, last].map(({ told }) => told)).toEqual([
			['early', 'late'],
			['a'],
			[],
			['b'],
		]);
	});
});

describe('a campaign that was cancelled and is retried', () => {
	it('reopens whom it had called, and not who is called for the first time', () => {
		const running = look(start, 1, { status: 'RUNNING' });
		const cancelled = look(running, 2, { status: 'CANCELLED' });
		const again = look(cancelled, 3, { status: 'RUNNING' });
		const onThePhone = (id: string, attempts: number) => ({ id, status: 'IN_PROGRESS', attempts, jobId: id });
		const people = [
			onThePhone('first time', 1),
			onThePhone('once more', 2),
			{ id: 'waits', status: 'PENDING' },
		];

		const { reopened } = compareRecipients(again.campaigns.c!, people, false, 0);

		expect(reopened.map(({ id }) => id)).toEqual(['once more']);
	});
});

describe('those who finished with a campaign', () => {
	it('are told also when they were missed at the very moment up to which others have been told', () => {
		const people = [missed('a', 18), answered('late', 20)];
		const first = look(start, 1, { status: 'RUNNING' });
		const running = tell(first.campaigns.c!, people);
		const ended = look({ ...first, ...running }, 21, { status: 'COMPLETED' });

		expect(running.campaigns.c.recipients.toldUpTo).toBe(Date.parse(at(18)));
		expect(tell(ended.campaigns.c!, people).told).toEqual(['a']);
	});

	it('are told once each when they are told in parts', () => {
		const people = [missed('a', 1), missed('b', 1), missed('c', 1), answered('late', 20)];
		const first = look(start, 1, { status: 'RUNNING' });
		const running = tell(first.campaigns.c!, people);
		const ended = look({ ...first, ...running }, 21, { status: 'COMPLETED' });
		const parts = [1, 1, Infinity, Infinity].reduce(
			(told, most) => [...told, tell(told.at(-1)!.campaigns.c, people, most)],
			[{ told: [] as unknown[], campaigns: { c: ended.campaigns.c! } }],
		);

		expect(parts.slice(1).map(({ told }) => told)).toEqual([['a'], ['b'], ['c'], []]);
	});
});

describe('what is remembered of a campaign that has ended', () => {
	const ended = { status: 'COMPLETED', changed: 2 };

	it.each<[string, Watch]>([
		['its end', watching({ finished: true, recipients: false })],
		['its changes', watching({ statusChanged: true, recipients: false })],
	])('is nothing once it is past, where only %s is told', (_, watch) => {
		const running = look(start, 1, { status: 'RUNNING' }, watch);
		const told = look(running, 2, ended, watch);
		const later = look(told, 60, ended, watch);

		expect(told.events).toHaveLength(1);
		expect(later.events).toEqual([]);
		expect(later.campaigns).toEqual({});
	});

	it('is a cancelled one as long as its last calls can go on, since they are no sign that it ran again', () => {
		const watch = watching({ finished: true, recipients: false });
		const cancelled = { status: 'CANCELLED', changed: 2 };
		const told = look(look(start, 1, { status: 'RUNNING' }, watch), 2, cancelled, watch);
		const during = look(told, 50, cancelled, watch);
		const renamed = look(during, 60, { status: 'CANCELLED', changed: 55 }, watch);
		const after = look(during, 80, cancelled, watch);

		expect(renamed.campaigns.c).not.toHaveProperty('mayHaveRunAgainSince');
		expect(after.campaigns).toEqual({});
	});

	it('is whether it may have run again, until its recipients have shown it', () => {
		const watch = watching({ finished: true, recipients: false });
		const told = look(look(start, 1, { status: 'RUNNING' }, watch), 2, ended, watch);
		const changed = look(told, 5, { status: 'COMPLETED' }, watch);
		const later = look(changed, 60, { status: 'COMPLETED', changed: 5 }, watch);

		expect(later.campaigns.c).toMatchObject({
			needsReading: true,
			mayHaveRunAgainSince: START + 2 * MINUTE,
		});
	});
});
