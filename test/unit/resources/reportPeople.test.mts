/** What a report counts of the people of a campaign, and of several. */
import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import {
	addPeople,
	countPeople,
	nobody,
	percentOf,
} from '../../../nodes/Hamsa/resources/campaign/getReport/people.ts';

const at = (time: string) => Date.parse(`2026-03-02T${time}:00Z`);
const iso = (time: string) => new Date(at(time)).toISOString();
const tried = (status: string, more: IDataObject = {}): IDataObject => ({
	status,
	attempts: 1,
	maxAttempts: 3,
	nextRetryAt: null,
	...more,
});
const done = { attempts: 3 };

describe('the people of a campaign that goes on', () => {
	it('are each in one of the counts', () => {
		const recipients = [
			tried('COMPLETED'),
			tried('Completed'),
			tried('NO_ANSWER', done),
			tried('FAILED', done),
			{ status: 'PENDING', attempts: 0 },
			{ status: 'QUEUED', attempts: 0 },
			tried('IN_PROGRESS'),
			tried('BUSY'),
		];

		expect(countPeople(recipients, false)).toMatchObject({
			people: 8,
			reached: 2,
			notReached: 1,
			failed: 1,
			stillToCall: 4,
			neverCalled: 0,
			redialsPlanned: 0,
			attempts: 10,
			peopleByStatus: {
				COMPLETED: 2,
				NO_ANSWER: 1,
				FAILED: 1,
				PENDING: 1,
				QUEUED: 1,
				IN_PROGRESS: 1,
				BUSY: 1,
			},
		});
	});

	it('are called again where attempts are left or a time is set, and then their times count', () => {
		const people = countPeople(
			[
				tried('NO_ANSWER', { nextRetryAt: iso('10:00') }),
				tried('FAILED', { ...done, nextRetryAt: iso('12:00') }),
				tried('NO_ANSWER'),
				tried('NO_ANSWER', done),
				// Reached: a time that is left from before says nothing.
				tried('COMPLETED', { nextRetryAt: iso('09:00') }),
			],
			false,
		);

		expect(people).toMatchObject({
			redialsPlanned: 3,
			nextRetryAt: at('10:00'),
			lastRetryAt: at('12:00'),
			dueAt: -Infinity,
		});
	});

	it.each<[string, IDataObject[], number | undefined]>([
		['who waits for the first call is due', [{ status: 'PENDING' }], -Infinity],
		['who is on the phone is', [tried('IN_PROGRESS')], -Infinity],
		[
			'who is called again is at that time',
			[tried('FAILED', { nextRetryAt: iso('11:00') }), tried('NO_ANSWER', { nextRetryAt: iso('10:00') })],
			at('10:00'),
		],
		[
			'who is called again may wait as PENDING',
			[tried('PENDING', { nextRetryAt: iso('10:00') })],
			at('10:00'),
		],
		['who was reached is not', [tried('COMPLETED'), tried('NO_ANSWER', done)], undefined],
	])('%s', (_, recipients, dueAt) => {
		expect(countPeople(recipients, false).dueAt).toBe(dueAt);
	});

	it('have the first and the last activity of those who were called or queued', () => {
		const people = countPeople(
			[
				tried('COMPLETED', { latestActionTimestamp: iso('09:10'), updatedAt: iso('20:00') }),
				tried('COMPLETED', { completedAt: iso('09:05') }),
				tried('IN_PROGRESS', { updatedAt: iso('09:40') }),
				{ status: 'QUEUED', attempts: 0, latestActionTimestamp: iso('09:41') },
				{ status: 'PENDING', attempts: 0, latestActionTimestamp: iso('08:00'), updatedAt: iso('08:00') },
			],
			false,
		);

		expect([people.firstActivityAt, people.lastActivityAt]).toEqual([at('09:05'), at('09:41')]);
	});
});

describe('the people of a campaign that has ended', () => {
	it('are not called any more, whatever their times say', () => {
		const people = countPeople(
			[
				{ status: 'PENDING', attempts: 0 },
				tried('NO_ANSWER', { nextRetryAt: iso('10:00') }),
				tried('COMPLETED'),
			],
			true,
		);

		expect(people).toMatchObject({ stillToCall: 0, neverCalled: 1, notReached: 1, redialsPlanned: 0 });
		expect([people.nextRetryAt, people.lastRetryAt, people.dueAt]).toEqual([undefined, undefined, undefined]);
	});
});

describe('the people of several campaigns', () => {
	it('are counted together', () => {
		const first = countPeople(
			[tried('COMPLETED', { completedAt: iso('09:00') }), { status: 'PENDING', attempts: 0 }],
			true,
		);
		const second = countPeople(
			[
				tried('NO_ANSWER', { updatedAt: iso('10:00'), nextRetryAt: iso('11:00') }),
				tried('COMPLETED', { completedAt: iso('08:00') }),
			],
			false,
		);

		expect([first, second].reduce(addPeople, nobody())).toEqual({
			peopleByStatus: { COMPLETED: 2, PENDING: 1, NO_ANSWER: 1 },
			people: 4,
			reached: 2,
			notReached: 1,
			failed: 0,
			stillToCall: 0,
			neverCalled: 1,
			redialsPlanned: 1,
			attempts: 3,
			nextRetryAt: at('11:00'),
			lastRetryAt: at('11:00'),
			firstActivityAt: at('08:00'),
			lastActivityAt: at('10:00'),
		});
	});
});

describe('a share', () => {
	it('is of those whose latest call has ended', () => {
		const people = countPeople(
			[tried('FAILED'), tried('NO_ANSWER'), tried('COMPLETED'), { status: 'PENDING', attempts: 0 }],
			false,
		);

		expect(percentOf(people.failed, people)).toBe(33.3);
		expect(percentOf(0, nobody())).toBeNull();
	});
});
