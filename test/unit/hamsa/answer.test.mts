import { describe, expect, it } from '@jest/globals';
import { describeAnswer } from '../../../nodes/Hamsa/hamsa/http/answer.ts';

describe("Hamsa's own words", () => {
	it.each([
		[{ message: ' no ' }, ': no'],
		[{ error: { message: 'no', details: ['name', 'days'] } }, ': no (name; days)'],
		[{ error: true, message: null }, ''],
		[{ error: { code: 7 } }, ''],
		['<html/>', ''],
	])('of %j are %j', (body, words) => {
		expect(describeAnswer(500, body).message).toBe(`Hamsa answered with HTTP 500${words}`);
	});
});

describe('what to do about a refusal', () => {
	it.each([402, 409, 413, 422, 429, 500])('fits campaigns and calls alike: HTTP %i', (status) => {
		const { message, action } = describeAnswer(status, { message: 'no' });

		expect(message).toBe(`Hamsa answered with HTTP ${status}: no`);
		expect(action).toMatch(/^[A-Z].+\.$/);
		expect(action).not.toMatch(/campaign|batch|\bcalls?\b/i);
	});
});
