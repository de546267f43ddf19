import { describe, expect, it } from '@jest/globals';
import { readCallingWindow } from '../../../nodes/Hamsa/time/callingWindow.ts';
import { estimateDuration } from '../../../nodes/Hamsa/time/duration.ts';

const eightHours = readCallingWindow({
	callingDays: 'mondayToFriday',
	days: [],
	startCallingTime: '09:00',
	endCallingTime: '17:00',
});

function estimate(recipients: number, changes: Partial<Parameters<typeof estimateDuration>[0]> = {}) {
	return estimateDuration({
		recipients,
		averageCallMinutes: 2,
		reservedConcurrency: 1,
		window: eightHours,
		...changes,
	});
}

describe('estimateDuration', () => {
	it.each([
		[1, 1, 'about 2 min'],
		[50, 1, 'about 1 h 40 min'],
		[240, 1, 'about 8 h'],
		[241, 2, 'about 2 calling days'],
		[720, 3, 'about 3 calling days'],
		[1200, 5, 'about 5 calling days'],
		[2400, 10, 'about 10 calling days (some 2 weeks)'],
		[50_000, 209, 'about 209 calling days (some 42 weeks)'],
	])('%i calls of 2 minutes one after another: %i calling days, "%s"', (recipients, callingDays, words) => {
		expect(estimate(recipients)).toMatchObject({ callingDays, words });
	});

	it('counts weeks by the days that are calling days', () => {
		const window = readCallingWindow({ ...eightHours, callingDays: 'custom', days: ['MONDAY'] });
		expect(estimate(720, { window }).words).toBe('about 3 calling days (some 3 weeks)');
	});

	it('divides by the calls at the same time, in whole rounds', () => {
		expect(estimate(50, { reservedConcurrency: 10 }).words).toBe('about 10 min');
		expect(estimate(51, { reservedConcurrency: 10 }).words).toBe('about 12 min');
		expect(estimate(3, { reservedConcurrency: 10 }).words).toBe('about 2 min');
	});

	it('grows with the average call', () => {
		expect(estimate(10, { averageCallMinutes: 4.5 }).words).toBe('about 45 min');
		expect(estimate(10, { averageCallMinutes: 0.05 }).words).toBe('less than a minute');
		expect(estimate(10, { averageCallMinutes: 0.1 }).words).toBe('about 1 min');
	});

	it('counts the calling days', () => {
		expect(estimate(1200).callingDays).toBe(5);
		expect(estimate(1201).callingDays).toBe(6);
		expect(estimate(1201, { reservedConcurrency: 2 }).callingDays).toBe(3);
	});

	describe('with the time of its start', () => {
		const from = (iso: string, recipients = 50) =>
			estimate(recipients, { zone: 'Asia/Riyadh', startsAt: Date.parse(iso) });

		it('counts what is left of the first day', () => {
			expect(from('2026-11-24T15:20+03:00')).toMatchObject({ callingDays: 1, words: 'about 1 h 40 min' });
			expect(from('2026-11-24T16:30+03:00')).toMatchObject({
				callingDays: 2,
				words: 'about 1 h 40 min, over 2 calling days',
			});
			expect(from('2026-11-24T13:00+03:00', 480)).toMatchObject({
				callingDays: 3,
				words: 'about 3 calling days',
			});
		});

		it('counts a whole day when the window opens only later', () => {
			expect(from('2026-11-24T05:00+03:00')).toMatchObject({ callingDays: 1, words: 'about 1 h 40 min' });
			expect(from('2026-11-27T18:00+03:00')).toMatchObject({ callingDays: 1, words: 'about 1 h 40 min' });
		});
	});
});
