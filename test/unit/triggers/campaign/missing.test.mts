import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { compareCampaigns } from '../../../../nodes/Hamsa/triggers/campaign/campaignChanges.ts';
import type { TriggerState } from '../../../../nodes/Hamsa/triggers/campaign/state.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const HOUR = 60 * 60_000;
const watch = {
	finished: true,
	statusChanged: false,
	gone: true,
	recipients: true,
	matches: ({ name }: IDataObject) => String(name).startsWith('Reminders'),
};
const at = (time: number) => new Date(time).toISOString();
const campaign = (status: string, updatedAt: number, more: IDataObject = {}): IDataObject => ({
	id: 'c',
	name: 'Reminders',
	status,
	createdAt: at(NOW - 9 * HOUR),
	updatedAt: at(updatedAt),
	...more,
});
const compare = (
	before: Pick<TriggerState, 'baseline' | 'campaigns'>,
	campaigns: IDataObject[],
	now: number,
	gone: string[] = [],
	watched = watch,
) => compareCampaigns(before, { campaigns, now, gone: new Set(gone) }, watched, false);

const nothing = { baseline: NOW - HOUR, campaigns: {} };
const known = compare(nothing, [campaign('RUNNING', NOW - 8 * HOUR)], NOW);

describe('a campaign that a list lacks', () => {
	it('is still known when it is listed again, however much later', () => {
		const without = compare(known, [], NOW + HOUR);
		const muchLater = compare(without, [], NOW + 99 * HOUR);
		const back = compare(muchLater, [campaign('COMPLETED', NOW + 2 * HOUR)], NOW + 100 * HOUR);

		expect([without.events, muchLater.events]).toEqual([[], []]);
		expect(back.events).toMatchObject([{ event: 'campaignFinished', previousStatus: 'RUNNING' }]);
	});

	it('is gone once Hamsa knows it no more, with what was known of it', () => {
		const told = compare(known, [], NOW + HOUR, ['c']);

		expect(told.events).toEqual([
			{
				event: 'campaignGone',
				campaign: expect.objectContaining({
					...campaign('RUNNING', NOW - 8 * HOUR),
				}),
			},
		]);
		expect(told.campaigns).toEqual({});
		expect(compare(told, [], NOW + 2 * HOUR)).toMatchObject({ events: [], campaigns: {} });
	});

	it.each([
		['nobody wants to hear of that', [], { ...watch, gone: false }],
		['its name has come to pass the filter no more', [], { ...watch, matches: () => false }],
		['it had been renamed so that it passes the filter no more', [{ name: 'Survey' }], watch],
	])('is dropped without a word where %s', (_, renamings, watched) => {
		let before: Pick<TriggerState, 'baseline' | 'campaigns'> = known;
		for (const more of renamings)
			before = compare(before, [campaign('RUNNING', NOW + HOUR, more)], NOW + HOUR);
		const told = compare(before, [], NOW + 2 * HOUR, ['c'], watched);

		expect(Object.keys(before.campaigns)).toEqual(['c']);
		expect(told).toMatchObject({ events: [], campaigns: {} });
	});
});

describe('a campaign that has ended and that a list lacks', () => {
	it('is forgotten a day after it was first missing', () => {
		const ended = compare(known, [campaign('COMPLETED', NOW + HOUR)], NOW + HOUR);
		const first = compare(ended, [], NOW + 2 * HOUR);
		const almost = compare(first, [], NOW + 25 * HOUR);
		const later = compare(almost, [], NOW + 26 * HOUR);
		const back = compare(almost, [campaign('COMPLETED', NOW + HOUR)], NOW + 26 * HOUR);

		expect(ended.campaigns.c).not.toHaveProperty('shown');
		expect(Object.keys(almost.campaigns)).toEqual(['c']);
		expect(later).toMatchObject({ events: [], campaigns: {} });
		expect(back.campaigns.c).not.toHaveProperty('missingSince');
	});
});
