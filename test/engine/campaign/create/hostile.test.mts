import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';
import { inPanel, useSimulator } from '../../support/campaign.mts';

const { create, posts, simulator } = useSimulator();

const numbers = fc.integer({ min: 0, max: 9 }).map((n) => `+96650100000${n}`);
const cell = fc.oneof(
	{ arbitrary: numbers, weight: 4 },
	fc.constantFrom<unknown>(
		'',
		'050 123 4567',
		'12',
		'+966501000001, +966501000002',
		'٠٥٠١٠٠٠٠٠١',
		null,
		0,
		-1,
		NaN,
	),
	fc.string({ unit: 'binary' }),
	fc.jsonValue(),
);
const rows = fc.array(
	fc.record(
		{ phone: cell, name: fc.oneof(fc.string({ unit: 'grapheme' }), fc.jsonValue()), city: fc.jsonValue() },
		{ requiredKeys: [] },
	),
	{ minLength: 1, maxLength: 12 },
);
const options = fc.record({
	keepDuplicates: fc.boolean(),
	ifRowCannotBeCalled: fc.constantFrom('onError', 'leaveOut'),
	digitsWithoutPlusAreInternational: fc.boolean(),
});
const countries = fc.constantFrom('', 'SA');
const settings = {
	recipientName: '={{ $json.name }}',
	agentVariables: 'allOther',
};

describe('any rows and options', () => {
	it('every row is in one class, counts add up, order is kept, and what is shown was sent', async () => {
		await fc.assert(
			fc.asyncProperty(
				rows,
				options,
				countries,
				fc.constantFrom('continueRegularOutput' as const, 'continueErrorOutput' as const),
				async (input, chosen, countryOfLocalNumbers, onError) => {
					simulator().reset();
					// A row without any column is what Always Output Data makes of no rows.
					const items = input.map((json, index) => ({
						json: { index, ...(index === 0 ? { name: '' } : {}), ...json } as INodeExecutionData['json'],
					}));
					const result = await create(
						items,
						{
							...settings,
							countryOfLocalNumbers,
							...inPanel({ ...chosen, duplicateProtectionHours: 0, output: 'rows' }),
						},
						{ onError },
					);

					expect(result.status).toBe('success');
					const all = result.outputs.flat();
					expect(all.map(({ json }) => json.index).sort()).toEqual(
						items.map(({ json }) => json.index).sort(),
					);
					expect(
						all.every(({ pairedItem, json }) => (pairedItem as { item: number }).item === json.index),
					).toBe(true);

					const verdicts = all.map(({ json }) => json.callVerdict ?? 'rejected');
					const sent = all.filter(({ json }) => json.callVerdict === 'sent');
					expect(verdicts.every((verdict) => /^(?:sent|duplicate|rejected)$/.test(String(verdict)))).toBe(
						true,
					);
					expect(sent.map(({ json }) => json.callPhoneNumber)).toEqual(
						posts().flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber)),
					);
					const order = all
						.filter(({ json }) => json.callVerdict !== undefined)
						.map(({ json }) => json.index);
					expect(order).toEqual([...order].sort((one, other) => Number(one) - Number(other)));
					if (sent.length === 0) expect(posts()).toEqual([]);
				},
			),
			{ numRuns: 60 },
		);
	});

	it('the counts of the preview add up to the rows', async () => {
		await fc.assert(
			fc.asyncProperty(rows, options, countries, async (input, chosen, countryOfLocalNumbers) => {
				const items = input.map((json, index) => ({
					// A column that no row has would be an error of the field that reads it.
					json: { index, ...(index === 0 ? { name: '' } : {}), ...json } as INodeExecutionData['json'],
				}));
				const { status, json, error } = await create(items, {
					...settings,
					countryOfLocalNumbers,
					runMode: 'preview',
					...inPanel({ ...chosen, output: 'summary', simplify: false }),
				});

				if (status === 'error') {
					expect(error?.message).toMatch(/empty in every row/);
					return;
				}
				const [{ recipientsCount, duplicatesRemoved, rejectedCount, notSent }] = json as [
					Record<'recipientsCount' | 'duplicatesRemoved' | 'rejectedCount', number> & {
						notSent?: Array<{ row: number }>;
					},
				];
				expect(recipientsCount + duplicatesRemoved + rejectedCount).toBe(items.length);
				const left = (notSent ?? []).map(({ row }) => row);
				expect(left).toEqual([...new Set(left)].sort((one, other) => one - other));
			}),
			{ numRuns: 40 },
		);
	});
});

describe('hostile rows get a verdict each, and the good one among them is called', () => {
	const circular: Record<string, unknown> = {};
	circular.self = circular;
	let deep: unknown = 'bottom';
	for (let depth = 0; depth < 5_000; depth++) deep = { deep };
	const throwing = Object.defineProperty({}, 'phone', {
		enumerable: true,
		get() {
			throw new Error('a getter that throws');
		},
	});
	const binary = { notes: { data: 'AAAA', mimeType: 'text/plain', fileName: 'notes.txt' } };

	it.each<[string, object]>([
		['a megabyte of text', { phone: '9'.repeat(1_000_000) }],
		['a megabyte elsewhere', { phone: 'x', notes: 'y'.repeat(1_000_000) }],
		['a loop', { phone: circular }],
		['a loop elsewhere', { phone: 'x', notes: circular }],
		['a deep object', { phone: deep }],
		['a getter in a number', { phone: throwing }],
		[
			'names of the prototype',
			JSON.parse('{"__proto__":{"phone":"+966501234567"},"constructor":"x","phone":"x"}'),
		],
		['a row without prototype', Object.assign(Object.create(null), { phone: 'x' })],
		['control characters', { phone: '\u0000\u001b[31m+966\u202e501234567' }],
		['half a surrogate', { phone: '\ud83d' }],
		['emoji', { phone: '📞'.repeat(1_000) }],
		['a list', { phone: ['+966501234567', '+966501234568'] }],
		['a function', { phone: () => '+966501234567' }],
		['nothing', { phone: undefined }],
	])('%s', async (_, hostile) => {
		const items = [
			{ json: { phone: '+966501000000' } },
			{ json: hostile as INodeExecutionData['json'], binary },
		];

		const { status, outputs } = await create(
			items,
			{ limits: { duplicateProtectionHours: 0 }, options: { output: 'rows' } },
			{ onError: 'continueErrorOutput' },
		);

		expect(status).toBe('success');
		expect(posts().map(({ recipients }) => recipients)).toEqual([[{ phoneNumber: '+966501000000' }]]);
		expect(outputs.map((items) => items.length)).toEqual([1, 1]);
		expect(String(outputs[1]?.[0]?.json.error).length).toBeLessThan(300);
		expect(outputs[1]?.[0]?.json.error).toMatch(/^Row 2: /);
	});

	it('a getter that throws, in any column', async () => {
		const { json } = await create([{ json: { phone: '+966501000000', name: '' } }, { json: throwing }], {
			...settings,
			limits: { duplicateProtectionHours: 0 },
			options: { ifRowCannotBeCalled: 'leaveOut' },
		});

		expect(json[0]).toMatchObject({ created: true, recipientsCount: 1, rejectedCount: 1 });
	});
});
