import { describe, expect, it } from '@jest/globals';
import { columnsNamed, expressionOf, pathsRead } from '../../../nodes/Hamsa/expressions/columns.ts';
import { compileField, readNatively } from '../../../nodes/Hamsa/expressions/compile.ts';
import { showExpression } from '../../../nodes/Hamsa/expressions/failure.ts';
import { readsAllItems, unknownVariables } from '../../../nodes/Hamsa/expressions/scope.ts';

describe('what an expression reads', () => {
	it.each<[string, unknown, string]>([
		['={{ $json.a }}', [[['a']]], 'a'],
		['={{ $json.a }}, {{ $json["b c"].d }}', [[['a']], [['b c', 'd']]], 'a, b c'],
		['={{ $json.a || $json.b[0] }}', [[['a'], ['b', 0]]], 'a, b'],
		['={{ $json.a || "none" }}', [], 'a'],
		['=Dear {{ $json.a }}', [[['a']]], 'Dear a'],
	])('%s', (raw, alternatives, named) => {
		expect(pathsRead(raw)).toEqual({ alternatives, named });
	});

	it.each([['text'], ['={{ $json.a.trim() }}'], [undefined], [5]])('is not known of %j', (raw) => {
		expect(pathsRead(raw)).toBeUndefined();
	});

	it('shows in its text, where it is more than a path', () => {
		expect(
			columnsNamed(
				'={{ $json.a.trim() + $json["b c"] + $json?.d + $json[\'e\'] + $json.keys().length + $json.a }}',
			),
		).toEqual(['a', 'b c', 'd', 'e']);
		expect(columnsNamed('$json.a')).toEqual([]);
	});

	it('may be another column than it names', () => {
		const choose = (name: string | number) => (name === 'phone' ? '\ufeffphone' : name);
		const row = { '\ufeffphone': { n: '1' }, name: 'Sara' };

		const read = (raw: string) => {
			const field = compileField(raw, choose);
			if (field.kind !== 'column' && field.kind !== 'native') throw new Error('Not native');
			return readNatively(field, row);
		};

		expect(read('={{ $json.phone.n }}')).toBe('1');
		expect(read('={{ $json.none || $json.phone.n }}')).toBe('1');
		expect(read('={{ $json.name }} {{ $json.phone.n }}')).toBe('Sara 1');
	});
});

it.each([
	[['body', 'phone'], '{{ $json.body.phone }}'],
	[['Phone "1"', 0], '{{ $json["Phone \\"1\\""][0] }}'],
])('%j is read by %s', (path, expression) => {
	expect(expressionOf(path)).toBe(expression);
});

it.each<[unknown, string]>([
	['={{ $json.a }}', '{{ $json.a }}'],
	['=' + 'x'.repeat(500), `${'x'.repeat(120)}…`],
	['text', ''],
	[undefined, ''],
])('%j is shown as %j', (raw, shown) => {
	expect(showExpression(raw)).toBe(shown);
});

it.each<[unknown, boolean]>([
	['={{ $input.all().map(i => i.json) }}', true],
	["={{ $('Rows').all() }}", true],
	['={{ $items("Rows") }}', true],
	[{ recipient: [{ phoneNumber: '={{ $input.all()[0].json.phone }}' }] }, true],
	['={{ $input.first().json.list }}', false],
	['$input.all()', false],
	['[{"phoneNumber":"+966501234567"}]', false],
])('%j reads all items: %s', (raw, all) => {
	expect(readsAllItems(raw)).toBe(all);
});

it.each([
	['={{ $jsn.name }}', ['$jsn']],
	['={{ $json.name + $now + $("Rows").first().json.x + $input.item.json.y }}', []],
	['={{ "$jsn" + $json.$odd }}', []],
])('%s holds the unknown variables %j', (raw, unknown) => {
	expect(unknownVariables(raw)).toEqual(unknown);
});
