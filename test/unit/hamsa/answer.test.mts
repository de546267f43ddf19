import { describe, expect, it } from '@jest/globals';
import { describeAnswer } from '../../../nodes/Hamsa/hamsa/http/answer.ts';

describe('what to do about a refusal', () => {
	it.each([402, 409, 413, 422, 429, 500])('fits campaigns and calls alike: HTTP %i', (status) => {
		const { message, action } = describeAnswer(status, { message: 'no' });

		expect(message).toBe(`Hamsa answered with HTTP ${status}: no`);
		expect(action).toMatch(/^[A-Z].+\.$/);
		expect(action).not.toMatch(/campaign|batch|\bcalls?\b/i);
	});
});
