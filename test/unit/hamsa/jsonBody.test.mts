import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonBytes } from '../../../nodes/Hamsa/hamsa/http/jsonBody.ts';

const text = (body: object) => jsonBytes(body).toString('utf8');

describe('a request body as bytes', () => {
	it('is what JSON.stringify gives, whatever it holds', () => {
		const value = fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.string({ unit: 'binary' }));
		fc.assert(
			fc.property(fc.dictionary(fc.string(), value), (body) => {
				expect(text(body)).toBe(JSON.stringify(body));
			}),
		);
	});

	it.each([0, 1, 499, 500, 501, 1_000, 1_001, 20_000])(
		'is the same with a list of %i recipients',
		(length) => {
			const recipients = Array.from({ length }, (_, n) => ({
				phoneNumber: `+9665${String(n).padStart(8, '0')}`,
				name: ['Sara', 'نورة', 'Zoë "Z"', '😀 \ud800', '第三'][n % 5],
			}));
			const body = { name: 'List', recipients, reservedConcurrency: 1 };

			expect(text(body) === JSON.stringify(body)).toBe(true);
		},
	);
});
