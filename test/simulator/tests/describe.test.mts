import { describe, expect, it } from '@jest/globals';
import { validCampaign } from '../support/client.mts';
import { describeCampaign } from '../api/describe.mts';
import type { Campaign } from '../life/state.mts';

/** A stored campaign, of which only what the line shows matters. */
const stored = (fields: Partial<Campaign>): Campaign => ({
	...validCampaign,
	id: 'c0000000-0000-4000-8000-000000000001',
	status: 'SCHEDULED',
	scheduledDate: null,
	scheduledTimezone: null,
	webhookUrl: null,
	projectId: '',
	userId: '',
	phoneNumberId: '',
	createdAt: '',
	updatedAt: '',
	...fields,
});

describe('the line about a campaign', () => {
	it.each([
		[['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'], 'Mon-Fri'],
		[['THURSDAY', 'SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY'], 'Sun-Thu'],
		[['FRIDAY', 'SATURDAY', 'SUNDAY'], 'Fri-Sun'],
		[['SATURDAY', 'SUNDAY'], 'Sun, Sat'],
		[['MONDAY', 'WEDNESDAY', 'FRIDAY'], 'Mon, Wed, Fri'],
		[['MONDAY'], 'Mon'],
		[['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'], 'every day'],
	])('says %j as %s', (days, words) => {
		const line = describeCampaign(stored({ timeRange: { ...validCampaign.timeRange, days } }));
		expect(line).toBe(`"Spring recall", 1 recipient, NOW, ${words} 09:00-17:00`);
	});

	it('names a schedule and its time zone', () => {
		const line = describeCampaign(
			stored({
				sendType: 'SCHEDULED',
				scheduledDate: '2026-12-01T09:00:00Z',
				scheduledTimezone: 'Asia/Riyadh',
			}),
		);
		expect(line).toBe(
			'"Spring recall", 1 recipient, SCHEDULED 2026-12-01T09:00:00Z, Sun-Thu 09:00-17:00 Asia/Riyadh',
		);
	});
});
