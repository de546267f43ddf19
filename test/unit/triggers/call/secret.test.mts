import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readSecret } from '../../../../nodes/Hamsa/hamsa/secrets.ts';
import { carriesSecret, newSecret } from '../../../../nodes/Hamsa/triggers/call/secret.ts';

const word = fc.constantFrom('Bearer', 'bearer', 'Token', 'TOKEN', 'basic');
const secret = fc
	.stringMatching(/^[!-~]([ -~]{0,40}[!-~])?$/)
	.filter((text) => !/^(?:bearer|token|basic)(?:\s|$)/i.test(text));

describe('the webhook secret', () => {
	it('is accepted bare, after a word and after two', () => {
		fc.assert(
			fc.property(secret, fc.array(word, { maxLength: 2 }), (value, words) => {
				expect(carriesSecret([...words, value].join(' '), value)).toBe(true);
			}),
		);
	});

	it('is refused when anything about it differs', () => {
		fc.assert(
			fc.property(secret, secret, fc.array(word, { maxLength: 3 }), (value, other, words) => {
				fc.pre(value !== other);
				expect(carriesSecret([...words, other].join(' '), value)).toBe(false);
			}),
		);
	});

	it.each([
		undefined,
		'',
		'Bearer',
		'Bearer ',
		'abc',
		'Bearer abc d',
		'Digest abc',
		'Bearer Bearer Bearer abcd',
		['abcd'],
	])('is missing in %j', (header) => expect(carriesSecret(header, 'abcd')).toBe(false));

	it('never matches when there is none', () => {
		for (const header of [undefined, '', 'Bearer', 'Bearer ']) expect(carriesSecret(header, '')).toBe(false);
	});

	it.each([
		['  abcd ', 'abcd'],
		['Bearer abcd', 'abcd'],
		['token Bearer abcd', 'abcd'],
		['', ''],
		[undefined, ''],
	])('is read from %j as %j, as people enter it', (entered, read) => expect(readSecret(entered)).toBe(read));

	it('is long and new each time it is made', () => {
		const made = Array.from({ length: 50 }, newSecret);

		expect(new Set(made).size).toBe(50);
		for (const each of made) expect(each).toMatch(/^[\w-]{43}$/);
	});
});
