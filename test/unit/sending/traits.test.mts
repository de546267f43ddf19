/** Which campaigns look like the one that is sent, before anybody's number is read. */
import { describe, expect, it } from '@jest/globals';
import type { CreateCampaignRequest } from '../../../nodes/Hamsa/resources/campaign/create/request.ts';
import { looksLike, traitsOf } from '../../../nodes/Hamsa/resources/campaign/create/existing/traits.ts';

const AGENT = '11111111-1111-4111-8111-11111111abcd';
const request: CreateCampaignRequest = {
	name: 'Spring recall',
	phoneNumber: '+966112000001',
	voiceAgentId: AGENT,
	recipients: [{ phoneNumber: '+966501000000' }, { phoneNumber: '+966501000001' }],
	sendType: 'SCHEDULED',
	timeRange: { days: ['MONDAY', 'TUESDAY'], startCallingTime: '09:00', endCallingTime: '17:00' },
	reservedConcurrency: 2,
	scheduledDate: '2030-01-07T09:00:00Z',
	scheduledTimezone: 'Asia/Riyadh',
};
const traits = traitsOf(request, 'a hash');
/** The campaign as Hamsa lists it. */
const listed = {
	id: 'c1',
	name: 'Spring recall',
	status: 'SCHEDULED',
	voiceAgentId: AGENT,
	sendType: 'SCHEDULED',
	scheduledDate: '2030-01-07T09:00:00.000Z',
	scheduledTimezone: 'Asia/Riyadh',
	timeRange: request.timeRange,
	reservedConcurrency: 2,
	recipientsCount: 2,
};
const window = (changed: object) => ({ timeRange: { ...request.timeRange, ...changed } });

describe('a campaign looks like the one that is sent', () => {
	it.each([
		['when it is listed as it was sent', {}],
		['whatever has become of it', { status: 'CANCELLED' }],
		['with its days in another order', window({ days: ['TUESDAY', 'MONDAY'] })],
		['with its days in small letters', window({ days: ['monday', 'tuesday'] })],
		['with seconds in its times', window({ startCallingTime: '09:00:00', endCallingTime: '17:00:00' })],
		['with its date in another notation', { scheduledDate: '2030-01-07T12:00:00+03:00' }],
		['with its agent in capitals', { voiceAgentId: AGENT.toUpperCase() }],
		[
			'when Hamsa shows no more than name and date',
			{ timeRange: null, sendType: undefined, recipientsCount: null },
		],
		['by the other name of the count', { recipientsCount: undefined, totalRecipients: 2 }],
	])('%s', (_, changed) => {
		expect(looksLike({ ...listed, ...changed }, traits, { sameName: true })).toBe(true);
	});

	it.each([
		['another send type', { sendType: 'NOW' }],
		['another time zone', { scheduledTimezone: 'Asia/Dubai' }],
		['another concurrency', { reservedConcurrency: 3 }],
		['another agent', { voiceAgentId: '11111111-1111-4111-8111-11111111abce' }],
		['another number of people', { recipientsCount: 3 }],
		['fewer people', { recipientsCount: 1 }],
		['another number of people by its other name', { recipientsCount: undefined, totalRecipients: 3 }],
		['other days', window({ days: ['MONDAY', 'WEDNESDAY'] })],
		['one day more', window({ days: ['MONDAY', 'TUESDAY', 'WEDNESDAY'] })],
		['another start', window({ startCallingTime: '09:30' })],
		['another end', window({ endCallingTime: '17:30' })],
	])('but not with %s, whatever its name', (_, changed) => {
		expect(looksLike({ ...listed, ...changed }, traits, { sameName: false })).toBe(false);
	});

	it.each([
		['another name', { name: 'Spring recall 2' }],
		['another date', { scheduledDate: '2030-01-08T09:00:00Z' }],
		['no date', { scheduledDate: null }],
	])('nor with %s, where that counts', (_, changed) => {
		expect(looksLike({ ...listed, ...changed }, traits, { sameName: true })).toBe(false);
		expect(looksLike({ ...listed, ...changed }, traits, { sameName: false })).toBe(true);
	});

	it.each([
		[1, true],
		[2, true],
		[3, false],
	])('with %i of 2 people where some may be left out: %s', (recipientsCount, expected) => {
		const rules = { sameName: true, atMost: true };
		expect(looksLike({ ...listed, recipientsCount }, traits, rules)).toBe(expected);
	});

	it('and nobody’s number is in what is kept of it', () => {
		expect(JSON.stringify(traits)).not.toContain('9665');
		expect(traits).toMatchObject({ recipientsCount: 2, numbersHash: 'a hash' });
	});
});
