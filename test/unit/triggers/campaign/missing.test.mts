import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { compareCampaigns } from '../../../../nodes/Hamsa/triggers/campaign/campaignChanges.ts';
import type { TriggerState } from '../../../../nodes/Hamsa/triggers/campaign/state.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const HOUR = 60 * 60_000;
const watch = { finished: true, statusChanged: false, recipients: false, matches: () => true };
const at = (time: number) => new Date(time).toISOString();
const campaign = (status: string, updatedAt: number): IDataObject => ({
	id: 'c',
	status,
	createdAt: at(NOW - 9 * HOUR),
	updatedAt: at(updatedAt),
});
const compare = (
	before: Pick<TriggerState, 'baseline' | 'campaigns'>,
	campaigns: IDataObject[],
	now: number,
) => compareCampaigns(before, { campaigns, now }, watch, false);

describe('a campaign that a list lacks', () => {
	const known = compare({ baseline: NOW - HOUR, campaigns: {} }, [campaign('RUNNING', NOW - 8 * HOUR)], NOW);

	it('is still known when it is listed again', () => {
		const without = compare(known, [], NOW + HOUR);
		const back = compare(without, [campaign('COMPLETED', NOW + 2 * HOUR)], NOW + 2 * HOUR);

		expect(without.events).toEqual([]);
		expect(back.events).toMatchObject([{ event: 'campaignFinished', previousStatus: 'RUNNING' }]);
		expect(back.campaigns.c).not.toHaveProperty('missingSince');
	});

	it('is forgotten a day after it was first missing', () => {
		const first = compare(known, [], NOW + HOUR);
		const almost = compare(first, [], NOW + 24 * HOUR);
		const later = compare(almost, [], NOW + 25 * HOUR);

		expect(Object.keys(almost.campaigns)).toEqual(['c']);
		expect(later.campaigns).toEqual({});
	});
});
