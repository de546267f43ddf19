/** Call: Start calls only while its window is open. */
import { DateTime } from 'luxon';
import { describe, expect, it } from '@jest/globals';
import { newPeople, useCalls } from '../support/calls.mts';

const { simulator, start, posts } = useCalls();

describe('Only Within Calling Window', () => {
	/** A zone in which it is between 06:00 and 18:00 now, and today's day there. */
	const daylight = () => {
		const zone = ['Asia/Riyadh', 'America/Los_Angeles', 'Pacific/Auckland', 'America/New_York'].find(
			(name) => {
				const { hour } = DateTime.now().setZone(name);
				return hour >= 6 && hour < 18;
			},
		)!;
		return { zone, today: DateTime.now().setZone(zone).setLocale('en').toFormat('EEEE').toUpperCase() };
	};
	const windowOf = (zone: string, days: string[]) => ({
		onlyWithinWindow: true,
		callingDays: 'custom',
		days,
		startCallingTime: '05:00',
		endCallingTime: '19:00',
		timezone: { __rl: true, mode: 'name', value: zone },
	});
	const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

	it('calls while it is open', async () => {
		const { zone, today } = daylight();

		const { status } = await start(newPeople(1), windowOf(zone, [today]));

		expect(status).toBe('success');
		expect(posts()).toHaveLength(1);
	});

	it('calls nobody while it is closed, and says when it opens', async () => {
		const { zone, today } = daylight();
		const tomorrow = DAYS[(DAYS.indexOf(today) + 1) % 7]!;

		const { error } = await start(newPeople(2), windowOf(zone, [tomorrow]));

		expect(error?.message).toMatch(/^The calling window is closed: \w{3} 05:00-19:00 .*, opens in /);
		expect(error?.description).toMatch(
			/^It opens \w{3} \d+ \w{3}.* 05:00 \(.*Campaign: Create.*Nobody was called/,
		);
		expect(simulator().requests).toEqual([]);
	});

	it('judges each row by its own clock', async () => {
		const { zone, today } = daylight();
		const tomorrow = DAYS[(DAYS.indexOf(today) + 1) % 7]!;
		const [one, two] = newPeople(2);

		const { outputs } = await start(
			[
				{ ...one!, days: today },
				{ ...two!, days: tomorrow },
			],
			{ ...windowOf(zone, []), days: '={{ [$json.days] }}' },
			{ onError: 'continueErrorOutput' },
		);

		expect(posts().map(({ toNumber }) => toNumber)).toEqual([one!.phone]);
		expect(outputs[1]?.[0]?.json.error).toMatch(/^Row 2: The calling window is closed/);
	});

	it('refuses a time zone that nobody chose and that the person does not live in', async () => {
		const { zone: _zone, ...parameters } = { zone: '', ...windowOf('', DAYS) };

		const { error } = await start(newPeople(1), parameters, { timezone: 'America/New_York' });

		expect(error?.message).toMatch(/America\/New_York comes from the workflow's settings/);
		expect(posts()).toEqual([]);
	});
});
