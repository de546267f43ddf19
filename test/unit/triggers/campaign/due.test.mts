import { describe, expect, it } from '@jest/globals';
import { dueCampaigns, nextReading } from '../../../../nodes/Hamsa/triggers/campaign/due.ts';
import type { KnownCampaign } from '../../../../nodes/Hamsa/triggers/campaign/state.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const MINUTE = 60_000;

const running: KnownCampaign = { status: 'RUNNING', changedAt: 0, ignoreUpTo: 0 };
const idsOfDue = (campaigns: Record<string, { size: number } & Partial<KnownCampaign>>) =>
	dueCampaigns(
		Object.entries(campaigns).map(([id, { size }]) => ({ id, recipientsCount: size })),
		Object.fromEntries(
			Object.entries(campaigns).map(([id, { size: _, ...known }]) => [id, { ...running, ...known }]),
		),
		NOW,
	).map(({ id }) => id);

describe('the campaigns that one poll reads', () => {
	it('are those that make calls or changed and are due, the longest waiting first', () => {
		expect(
			idsOfDue({
				later: { size: 1, nextReading: NOW + 1 },
				waits: { size: 1, status: 'SCHEDULED' },
				paused: { size: 1, status: 'PAUSED' },
				ended: { size: 1, status: 'COMPLETED' },
				changed: { size: 1, status: 'COMPLETED', needsReading: true, nextReading: NOW - 1 },
				stillCalling: { size: 1, status: 'CANCELLED', calling: true, nextReading: NOW },
				runs: { size: 1, nextReading: NOW - 5 },
			}),
		).toEqual(['runs', 'changed', 'stillCalling']);
	});

	it('hold 100,000 recipients together, or one campaign of any size', () => {
		expect(idsOfDue({ a: { size: 60_000 }, b: { size: 50_000 }, c: { size: 1 } })).toEqual(['a']);
		expect(idsOfDue({ a: { size: 60_000 }, b: { size: 40_000 } })).toEqual(['a', 'b']);
		expect(idsOfDue({ a: { size: 300_000 } })).toEqual(['a']);
	});

	it('are a hundred', () => {
		const many = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`c${index}`, { size: 1 }]));

		expect(idsOfDue(many)).toHaveLength(100);
	});
});

describe('the next reading of a campaign', () => {
	it.each([
		[4_999, false, 0],
		[5_000, false, 1],
		[50_000, false, 10],
		[10, true, 1],
		[50_000, true, 10],
	])('of %d recipients, failed: %s, is %d minutes later', (recipientsCount, failed, minutes) => {
		expect(nextReading({ recipientsCount }, NOW, failed)).toBe(NOW + minutes * MINUTE);
	});
});
