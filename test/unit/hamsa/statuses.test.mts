import { describe, expect, it } from '@jest/globals';
import {
	hasEnded,
	hasNotStarted,
	isCalling,
	isOpen,
	statusOf,
	wasNotReached,
	willNotBeCalledAgain,
} from '../../../nodes/Hamsa/hamsa/statuses.ts';

const names = (isIt: (row: { status: string }) => boolean, statuses: readonly string[]) =>
	statuses.filter((status) => isIt({ status }));

describe('a status', () => {
	it.each([
		['IN_PROGRESS', 'IN_PROGRESS'],
		['in_progress', 'IN_PROGRESS'],
		['inProgress', 'IN_PROGRESS'],
		[' In progress ', 'IN_PROGRESS'],
		['no-answer', 'NO_ANSWER'],
		['Completed', 'COMPLETED'],
		['somethingNew', 'SOMETHING_NEW'],
		['', ''],
		[null, ''],
		[undefined, ''],
	])('%j is read as %j', (status, read) => {
		expect(statusOf({ status })).toBe(read);
	});
});

describe('a campaign', () => {
	const statuses = [
		'Scheduled',
		'PENDING',
		'running',
		'PAUSED',
		'Completed',
		'cancelled',
		'FAILED',
		'NEW_ONE',
	];

	it('has ended, has not started or makes calls by its status; one that is not known makes calls', () => {
		expect(names(hasEnded, statuses)).toEqual(['Completed', 'cancelled', 'FAILED']);
		expect(names(hasNotStarted, statuses)).toEqual(['Scheduled', 'PENDING']);
		expect(names(isCalling, statuses)).toEqual(['running', 'NEW_ONE']);
	});
});

describe('a recipient', () => {
	const statuses = ['pending', 'QUEUED', 'inProgress', 'COMPLETED', 'FAILED', 'No_Answer', 'NEW_ONE'];

	it('is open or was not reached by the status', () => {
		expect(names(isOpen, statuses)).toEqual(['pending', 'QUEUED', 'inProgress']);
		expect(names(wasNotReached, statuses)).toEqual(['FAILED', 'No_Answer']);
	});

	it.each([
		[{ status: 'completed' }, true],
		[{ status: 'NO_ANSWER', attempts: 3, maxAttempts: 3 }, true],
		[{ status: 'no_answer', attempts: 3, maxAttempts: 3, nextRetryAt: null }, true],
		[{ status: 'FAILED', attempts: 4, maxAttempts: 3, nextRetryAt: '' }, true],
		[{ status: 'FAILED', attempts: 3, maxAttempts: 3, nextRetryAt: '2026-12-01T09:00:00Z' }, false],
		[{ status: 'FAILED', attempts: 2, maxAttempts: 3, nextRetryAt: null }, false],
		[{ status: 'FAILED', attempts: 3 }, false],
		[{ status: 'PENDING', attempts: 3, maxAttempts: 3 }, false],
		[{ status: 'NEW_ONE', attempts: 3, maxAttempts: 3 }, false],
	])('%j will not be called again: %s', (recipient, expected) => {
		expect(willNotBeCalledAgain(recipient)).toBe(expected);
	});
});
