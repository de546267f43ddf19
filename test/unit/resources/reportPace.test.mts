/** When a campaign ends at its pace, and when it stands still. Monday, 2 March 2026 is a calling day, on a clock without seasons. */
import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import {
	expectedEnd,
	hoursOf,
	isOpen,
	isStalled,
} from '../../../nodes/Hamsa/resources/campaign/getReport/pace.ts';
import { nobody, type People } from '../../../nodes/Hamsa/resources/campaign/getReport/people.ts';

/** Epoch ms of a time on the campaign's clock, on a day of March 2026. */
const on = (day: number, time: string) =>
	Date.parse(`2026-03-${String(day).padStart(2, '0')}T${time}:00+03:00`);
const monday = (time: string) => on(2, time);
const MINUTES = 60_000;
const HALF_HOUR = 30 * MINUTES;

const campaign: IDataObject = {
	status: 'RUNNING',
	sendType: 'NOW',
	createdAt: new Date(monday('08:00')).toISOString(),
	scheduledTimezone: 'Asia/Riyadh',
	timeRange: {
		days: ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY'],
		startCallingTime: '09:00',
		endCallingTime: '17:00',
	},
};
const hours = (changes: IDataObject = {}) => hoursOf({ ...campaign, ...changes }, 'Europe/London');
const people = (counts: Partial<People>): People => ({ ...nobody(), ...counts });

describe('the hours of a campaign', () => {
	it('are on its clock, on the workflow’s where Hamsa shows none', () => {
		expect(isOpen(hours(), monday('09:00'))).toBe(true);
		expect(isOpen(hours(), monday('08:59'))).toBe(false);
		expect(isOpen(hours(), monday('17:00'))).toBe(false);
		// 09:00 in London, in winter.
		expect(isOpen(hours({ scheduledTimezone: null }), monday('11:59'))).toBe(false);
		expect(isOpen(hours({ scheduledTimezone: null }), monday('12:00'))).toBe(true);
	});

	it.each([
		['that run over midnight', { days: ['MONDAY'], startCallingTime: '22:00', endCallingTime: '06:00' }],
		['without a day', { days: [], startCallingTime: '09:00', endCallingTime: '17:00' }],
		['that are none', null],
	])('%s are not judged', (_, timeRange) => {
		const unknown = hours({ timeRange });
		const waiting = people({ people: 2, reached: 1, stillToCall: 1, dueAt: -Infinity, firstActivityAt: 0 });

		expect(isOpen(unknown, monday('12:00'))).toBeUndefined();
		expect(isStalled(unknown, waiting, monday('12:00'), HALF_HOUR)).toBe(false);
		expect(expectedEnd(unknown, waiting, monday('12:00'))).toBeUndefined();
	});
});

describe('a campaign stands still', () => {
	const waiting = (lastActivity?: number) =>
		people({ people: 1, stillToCall: 1, dueAt: -Infinity, lastActivityAt: lastActivity });

	it.each<[string, number, boolean]>([
		['30 minutes after the last activity', monday('10:30'), true],
		['a moment before', monday('10:30') - 1, false],
		['when the window has closed', monday('17:00'), false],
	])('%s: %s is %s', (_, now, expected) => {
		expect(isStalled(hours(), waiting(monday('10:00')), now, HALF_HOUR)).toBe(expected);
	});

	it('only by time in which the window was open', () => {
		const lateOnSunday = waiting(on(1, '16:50'));
		const older = hours({ createdAt: new Date(on(1, '08:00')).toISOString() });

		expect(isStalled(older, lateOnSunday, monday('09:19'), HALF_HOUR)).toBe(false);
		expect(isStalled(older, lateOnSunday, monday('09:20'), HALF_HOUR)).toBe(true);
	});

	it('also when it never began, from its creation or its date on', () => {
		const scheduled = { sendType: 'SCHEDULED', scheduledDate: new Date(monday('12:00')).toISOString() };

		expect(isStalled(hours({ status: 'SCHEDULED' }), waiting(), monday('09:29'), HALF_HOUR)).toBe(false);
		expect(isStalled(hours({ status: 'SCHEDULED' }), waiting(), monday('09:30'), HALF_HOUR)).toBe(true);
		expect(isStalled(hours(scheduled), waiting(), monday('12:29'), HALF_HOUR)).toBe(false);
		expect(isStalled(hours(scheduled), waiting(), monday('12:30'), HALF_HOUR)).toBe(true);
	});

	it('not while the next call is planned for later', () => {
		const redial = people({
			people: 1,
			notReached: 1,
			redialsPlanned: 1,
			dueAt: monday('14:00'),
			lastActivityAt: monday('10:00'),
		});

		expect(isStalled(hours(), redial, monday('14:29'), HALF_HOUR)).toBe(false);
		expect(isStalled(hours(), redial, monday('14:30'), HALF_HOUR)).toBe(true);
	});

	it.each([
		['paused', { status: 'PAUSED' }, waiting()],
		['at its end', { status: 'COMPLETED' }, waiting()],
		['out of people', {}, people({ people: 1, reached: 1, lastActivityAt: monday('09:00') })],
	])('not when it is %s', (_, changes, counted) => {
		expect(isStalled(hours(changes), counted, monday('12:00'), HALF_HOUR)).toBe(false);
	});

	it('also when Hamsa says of no time when it was', () => {
		expect(isStalled(hours({ createdAt: null }), waiting(), monday('09:00'), HALF_HOUR)).toBe(true);
	});
});

describe('the expected end', () => {
	/** 60 people done in one hour. */
	const counted = (changes: Partial<People> = {}) =>
		people({
			people: 180,
			reached: 50,
			failed: 10,
			stillToCall: 120,
			firstActivityAt: monday('09:00'),
			...changes,
		});

	it('is those who are left at the pace of those who are done', () => {
		expect(expectedEnd(hours(), counted(), monday('10:00'))).toBe(monday('12:00'));
	});

	it('counts who is called again as left', () => {
		const redials = counted({ failed: 40, stillToCall: 90, redialsPlanned: 30 });

		expect(expectedEnd(hours(), redials, monday('10:00'))).toBe(monday('12:00'));
	});

	it('counts hours in which the window is open, over nights and free days', () => {
		// 1 h so far, and 37 h to come: 7 on Monday, 24 on the three days after it, 6 on Sunday the 8th.
		const many = counted({ people: 60 + 37 * 60, stillToCall: 37 * 60 });

		expect(expectedEnd(hours(), many, monday('10:00'))).toBe(on(8, '15:00'));
	});

	it('measures the pace by open hours too', () => {
		// Begun on Sunday at 16:00: one open hour, seen on Monday before the window opens.
		const begun = counted({ firstActivityAt: on(1, '16:00') });

		expect(expectedEnd(hours(), begun, monday('07:00'))).toBe(monday('11:00'));
	});

	it('is not before the last planned redial', () => {
		const redials = counted({ stillToCall: 119, redialsPlanned: 1, lastRetryAt: on(3, '11:00') });

		expect(expectedEnd(hours(), redials, monday('10:00'))).toBe(on(3, '11:00'));
	});

	it('is now when nobody is left', () => {
		expect(expectedEnd(hours(), counted({ people: 60, stillToCall: 0 }), monday('10:00'))).toBe(
			monday('10:00'),
		);
	});

	it.each<[string, IDataObject, Partial<People>]>([
		['is paused', { status: 'PAUSED' }, {}],
		['has ended', { status: 'CANCELLED' }, {}],
		['has finished nobody', {}, { people: 120, reached: 0, failed: 0 }],
		['shows no activity', {}, { firstActivityAt: undefined }],
		['has called outside its window only', {}, { firstActivityAt: monday('10:00') }],
		['would go on for years', {}, { people: 1_000_060, stillToCall: 1_000_000 }],
		['redials in years', {}, { lastRetryAt: on(2, '10:00') + 500 * 24 * 60 * MINUTES }],
	])('is not told of a campaign that %s', (_, changes, counts) => {
		expect(expectedEnd(hours(changes), counted(counts), monday('10:00'))).toBeUndefined();
	});
});
