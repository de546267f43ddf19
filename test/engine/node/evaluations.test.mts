import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Expression } from 'n8n-workflow';
import { goodRows, SIX_DAYS, useSimulator } from '../support/campaign.mts';

const { create, posts } = useSimulator();

/** n8n's own evaluator, which goes on working: every expression of a parameter passes here. */
let evaluator: jest.SpiedFunction<Expression['resolveSimpleParameterValue']>;
beforeEach(() => {
	evaluator = jest.spyOn(Expression.prototype, 'resolveSimpleParameterValue');
});
afterEach(() => evaluator.mockRestore());

/** How often n8n evaluated an expression with `$json` in it to create a campaign of so many rows. */
async function evaluations(rows: number, parameters: Record<string, unknown>): Promise<number> {
	evaluator.mockClear();
	await create(goodRows(rows), { ...parameters, limits: SIX_DAYS });
	expect(posts().at(-1)?.recipients).toHaveLength(rows);
	return evaluator.mock.calls.filter(([value]) => String(value).includes('$json')).length;
}

describe('expressions of a row', () => {
	it.each([
		['paths', { recipientPhoneNumber: '={{ $json.phone }}', recipientName: '={{ $json["name"] }}' }],
		[
			'templates and fallbacks',
			{
				recipientPhoneNumber: '={{ $json.mobile || $json.phone }}',
				recipientName: '=Dear {{ $json.name }}',
				countryOfLocalNumbers: '={{ $json.address?.country ?? "SA" }}',
			},
		],
	])('that are plain %s cost no evaluation in n8n', async (_, parameters) => {
		expect(await evaluations(1000, parameters)).toBe(0);
	});

	it('that are more are evaluated once for each row', async () => {
		expect(await evaluations(50, { recipientPhoneNumber: '={{ $json.phone.trim() }}' })).toBe(50);
	});
});
