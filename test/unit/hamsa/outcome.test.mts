/** What came of a call: lists and objects that came as JSON text, secrets, and who wants no more calls. */
import { describe, expect, it } from '@jest/globals';
import { optOutOf, readOutcome } from '../../../nodes/Hamsa/hamsa/outcome.ts';

describe('an outcome', () => {
	it('has lists and objects where they came as JSON text', () => {
		expect(
			readOutcome({
				topics: '["price", "date"]',
				visit: ' {"day": "Monday", "seats": 2}',
				summary: 'Will come',
				count: 2,
				list: [1],
				nothing: null,
			}),
		).toEqual({
			topics: ['price', 'date'],
			visit: { day: 'Monday', seats: 2 },
			summary: 'Will come',
			count: 2,
			list: [1],
			nothing: null,
		});
	});

	it('is an object when it is JSON text as a whole', () => {
		expect(readOutcome('{"booked": true, "topics": "[1]"}')).toEqual({ booked: true, topics: [1] });
	});

	it.each(['[call later]', '{ not JSON', '7', 'true', '"quoted"', ''])('leaves the text %j alone', (text) => {
		expect(readOutcome({ note: text })).toEqual({ note: text });
	});

	it('leaves a text alone that is nested too deeply to be read', () => {
		const text = '['.repeat(100_000) + ']'.repeat(100_000);

		expect(readOutcome({ note: text })).toEqual({ note: text });
	});

	it('shows no secrets, in JSON text as little as elsewhere', () => {
		const outcome = readOutcome({
			apiKey: 'marked-secret',
			tool: '{"headers": {"authorization": "Bearer marked-secret"}}',
			link: 'https://example.com/?token=marked-secret',
		});

		expect(outcome).toEqual({
			apiKey: '***',
			tool: { headers: { authorization: '***' } },
			link: 'https://example.com/?token=***',
		});
	});

	it.each([undefined, null])('that is %s stays so', (nothing) => {
		expect(readOutcome(nothing)).toBe(nothing);
	});
});

describe('who wants no more calls', () => {
	it.each([true, 'true', 'TRUE', 'yes', ' Yes ', 1, '1', 'نعم'])('is who said %j', (value) => {
		expect(optOutOf({ doNotCall: value }, 'doNotCall')).toEqual({ optedOut: true });
	});

	it.each([false, 'false', 'no', 0, '0', 'لا'])('is not who said %j', (value) => {
		expect(optOutOf({ doNotCall: value }, 'doNotCall')).toEqual({ optedOut: false });
	});

	it.each([null, '', undefined, 'perhaps', 2, [], {}])('is not told by %j', (value) => {
		expect(optOutOf({ doNotCall: value }, 'doNotCall')).toEqual({});
	});

	it.each([null, undefined, 'text', [true], { other: true }])('is not told by the outcome %j', (outcome) => {
		expect(optOutOf(outcome, 'doNotCall')).toEqual({});
	});

	it('is read from the field that was chosen, and from none that objects have by themselves', () => {
		expect(optOutOf({ doNotCall: false, stop: 'yes' }, 'stop')).toEqual({ optedOut: true });
		expect(optOutOf({}, 'constructor')).toEqual({});
		expect(optOutOf({ doNotCall: true }, '')).toEqual({});
	});
});
