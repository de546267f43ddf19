import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { differencesOf } from '../../../nodes/Hamsa/resources/campaign/create/receipt/differences.ts';
import type { CreateCampaignRequest } from '../../../nodes/Hamsa/resources/campaign/create/request.ts';
import type { Recipient } from '../../../nodes/Hamsa/recipients/types.ts';

const PEOPLE: Recipient[] = [
	{ phoneNumber: '+966501000000', name: 'Sara', dynamicVariables: { city: 'Riyadh', amount: 5 } },
	{ phoneNumber: '+966501000001' },
	{ phoneNumber: '+966501000002', name: 'Omar' },
];
const REQUEST: CreateCampaignRequest = {
	name: 'Spring recall',
	phoneNumber: '+966112000001',
	voiceAgentId: '11111111-1111-4111-8111-111111111111',
	recipients: PEOPLE,
	sendType: 'SCHEDULED',
	timeRange: { days: ['MONDAY', 'SUNDAY'], startCallingTime: '09:00', endCallingTime: '17:00' },
	reservedConcurrency: 2,
	scheduledDate: '2030-01-01T06:00:00Z',
	scheduledTimezone: 'Asia/Riyadh',
};

/** The campaign as Hamsa shows it when it has stored what was sent. */
const stored = (recipients: readonly object[] = PEOPLE): IDataObject => ({
	name: 'Spring recall',
	sendType: 'SCHEDULED',
	timeRange: { days: ['sunday', 'monday'], startCallingTime: '09:00:00', endCallingTime: '17:00:00' },
	reservedConcurrency: 2,
	scheduledDate: '2030-01-01T06:00:00.000Z',
	scheduledTimezone: 'Asia/Riyadh',
	recipients: {
		pending: recipients.map((recipient) => ({ name: null, dynamicVariables: {}, ...recipient })) as never,
	},
});

describe('what Hamsa stored', () => {
	it('agrees with what was sent, however it is written and in whatever order', () => {
		const turned = [...PEOPLE].reverse().map((person) => ({
			...person,
			phoneNumber: person.phoneNumber.replace('+966', '00966 ').replace('00', ''),
			...(person.dynamicVariables && { dynamicVariables: { amount: 5, city: 'Riyadh' } }),
		}));

		expect(differencesOf(REQUEST, stored())).toEqual([]);
		expect(differencesOf(REQUEST, stored(turned))).toEqual([]);
	});

	it('differs in people: missing, added, twice', () => {
		const [first, second, third] = PEOPLE;

		expect(differencesOf(REQUEST, stored([first!, second!]))).toEqual([
			'1 recipient is not stored: +966501000002',
		]);
		expect(differencesOf(REQUEST, stored([...PEOPLE, { phoneNumber: '+14155550100' }]))).toEqual([
			'1 recipient was not sent but is stored: +14155550100',
		]);
		expect(differencesOf(REQUEST, stored([first!, second!, third!, third!]))).toEqual([
			'1 recipient was not sent but is stored: +966501000002',
		]);
	});

	it('differs in names and dynamic variables', () => {
		const [first, second, third] = PEOPLE;
		const without = { phoneNumber: first!.phoneNumber, name: 'Sara' };

		expect(differencesOf(REQUEST, stored([without, second!, third!]))).toEqual([
			'1 recipient is stored without dynamic variables: +966501000000',
		]);
		const other = { ...first!, dynamicVariables: { city: 'Jeddah', amount: 5 } };
		expect(differencesOf(REQUEST, stored([other, second!, third!]))).toEqual([
			'1 recipient has other dynamic variables: +966501000000',
		]);
		expect(differencesOf(REQUEST, stored([first!, second!, { ...third!, name: 'Omar A.' }]))).toEqual([
			'1 recipient has another name: +966501000002',
		]);
	});

	it('agrees in variables that are stored as text', () => {
		const [first, ...others] = PEOPLE;
		const asText = { ...first!, dynamicVariables: { city: 'Riyadh', amount: '5' } };

		expect(differencesOf(REQUEST, stored([asText, ...others]))).toEqual([]);
	});

	it('names three people and counts the others', () => {
		const many = Array.from({ length: 1_203 }, (_, n) => ({ phoneNumber: `+9665${10_000_000 + n}` }));

		expect(differencesOf({ ...REQUEST, recipients: many }, stored([]))).toEqual([
			'1,203 recipients are not stored: +966510000000, +966510000001, +966510000002 and 1,200 more',
		]);
	});

	it.each<[string, IDataObject, string]>([
		['name', { name: 'Spring' }, 'Campaign Name: "Spring recall" was sent, "Spring" is stored'],
		['kind', { sendType: 'NOW' }, 'Send: "SCHEDULED" was sent, "NOW" is stored'],
		['zone', { scheduledTimezone: 'UTC' }, 'Time Zone: "Asia/Riyadh" was sent, "UTC" is stored'],
		[
			'date',
			{ scheduledDate: '2030-01-01T09:00:00.000Z' },
			'Start Date: "2030-01-01T06:00:00.000Z" was sent, "2030-01-01T09:00:00.000Z" is stored',
		],
		['concurrency', { reservedConcurrency: 1 }, 'Calls at the Same Time: "2" was sent, "1" is stored'],
		[
			'days',
			{ timeRange: { days: ['MONDAY'], startCallingTime: '09:00', endCallingTime: '17:00' } },
			'Days: "MONDAY, SUNDAY" was sent, "MONDAY" is stored',
		],
		[
			'times',
			{ timeRange: { days: ['MONDAY', 'SUNDAY'], startCallingTime: '06:00', endCallingTime: '17:00' } },
			'Calling Hours From: "09:00" was sent, "06:00" is stored',
		],
		[
			'end',
			{ timeRange: { days: ['MONDAY', 'SUNDAY'], startCallingTime: '09:00', endCallingTime: '20:00' } },
			'Calling Hours To: "17:00" was sent, "20:00" is stored',
		],
	])('differs in its %s', (_what, shown, difference) => {
		expect(differencesOf(REQUEST, { ...stored(), ...shown })).toEqual([difference]);
	});

	it('agrees in what Hamsa does not show', () => {
		expect(differencesOf(REQUEST, { recipients: stored().recipients })).toEqual([]);
	});

	it('differs in the number of recipients where only that is shown', () => {
		const listed = { ...stored(), recipients: undefined };

		expect(differencesOf(REQUEST, { ...listed, recipientsCount: 3 })).toEqual([]);
		expect(differencesOf(REQUEST, { ...listed, recipientsCount: 2 })).toEqual([
			'3 recipients were sent, 2 are stored',
		]);
	});

	it('tells of every person whose record is not the one that was sent', () => {
		const person = fc.record({
			phoneNumber: fc.integer({ min: 0, max: 8 }).map((n) => `+96650100000${n}`),
			name: fc.option(fc.constantFrom('Sara', 'Omar'), { nil: undefined }),
		});
		fc.assert(
			fc.property(fc.array(person), fc.array(person), (sent, shown) => {
				const key = (people: ReadonlyArray<{ phoneNumber: string; name?: string }>) =>
					people.map(({ phoneNumber, name = '' }) => `${phoneNumber} ${name}`).sort();

				const differences = differencesOf({ ...REQUEST, recipients: sent }, stored(shown));

				expect(differences.length === 0).toBe(JSON.stringify(key(sent)) === JSON.stringify(key(shown)));
			}),
		);
	});
});
