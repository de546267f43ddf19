import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { columnsOf, compileField, EVALUATE, readNatively } from '../../../nodes/Hamsa/expressions/compile.ts';

const read = (raw: string, row: unknown) => {
	const field = compileField(raw);
	return field.kind === 'column' || field.kind === 'native' ? readNatively(field, row as object) : field.kind;
};

describe('a value that is no expression', () => {
	it.each(['050', '', ' =050', 5, true, null, undefined, { mode: 'list', value: 'x' }])(
		'is itself: %j',
		(value) => {
			expect(compileField(value)).toEqual({ kind: 'constant', value });
		},
	);
});

describe('a row is left to n8n', () => {
	it.each([
		['a date', new Date()],
		['a Luxon date', DateTime.now()],
		['an object', { a: 1 }],
		['a list', ['050']],
		['a function', () => '050'],
		['a big integer', 10n],
		['a symbol', Symbol('050')],
	])('when its value is %s', (_, value) => {
		expect(read('={{ $json.phone }}', { phone: value })).toBe(EVALUATE);
		expect(read('=Call {{ $json.phone }}', { phone: value })).toBe(EVALUATE);
		expect(read('={{ $json.phone || "none" }}', { phone: value })).toBe(EVALUATE);
		expect(read('={{ $json.missing ?? $json.phone }}', { phone: value })).toBe(EVALUATE);
		expect(read('={{ $json.phones[0] }}', { phones: [value] })).toBe(EVALUATE);
	});

	it('when a path leads through text or nothing', () => {
		expect(read('={{ $json.phone.number }}', { phone: '050' })).toBe(EVALUATE);
		expect(read('={{ $json.phone.number }}', { phone: null })).toBe(EVALUATE);
		expect(read('={{ $json.phone.number }}', {})).toBe(EVALUATE);
		expect(read('={{ $json.phone?.number.main }}', { phone: {} })).toBe(EVALUATE);
	});

	it('when a path leads through an instance of a class, or beside the elements of a list', () => {
		expect(read('={{ $json.when.ts }}', { when: DateTime.now() })).toBe(EVALUATE);
		expect(read('={{ $json.list.a }}', { list: Object.assign(['x'], { a: '050' }) })).toBe(EVALUATE);
		expect(read('={{ $json.text.length }}', { text: new String('050') })).toBe(EVALUATE);
	});

	it('when a value is inherited or not really there', () => {
		expect(read('={{ $json.phone }}', Object.create({ phone: '050' }))).toBe(EVALUATE);
		expect(read('={{ $json.phone }}', new Proxy({}, { get: () => '050' }))).toBe(EVALUATE);
	});

	it.each([
		['nothing', undefined],
		['null', null],
		['text', '050'],
		['a list', ['050']],
		['a function', Object.assign(() => 1, { phone: '050' })],
		['a date', Object.assign(new Date(), { phone: '050' })],
	])('when it is %s', (_, row) => {
		expect(read('={{ $json.phone }}', row)).toBe(EVALUATE);
		expect(read('={{ $json.phone.main }}', row)).toBe(EVALUATE);
		expect(read('={{ $json.phone ?? "none" }}', row)).toBe(EVALUATE);
		expect(read('=Call {{ $json.phone }}', row)).toBe(EVALUATE);
	});

	it('when looking at it throws', () => {
		const fail = (): never => {
			throw new Error('no');
		};
		const throwing = {
			get phone() {
				return fail();
			},
		};
		const hostile = new Proxy({ phone: '050' }, { get: fail, getPrototypeOf: fail, has: fail });

		expect(read('={{ $json.phone }}', throwing)).toBe(EVALUATE);
		expect(read('={{ $json.a.phone }} x', { a: throwing })).toBe(EVALUATE);
		expect(read('={{ $json.phone }}', hostile)).toBe(EVALUATE);
		expect(read('={{ $json.a?.phone || 1 }}', { a: hostile })).toBe(EVALUATE);
	});
});

it('reads a row that has no prototype', () => {
	const row = Object.assign(Object.create(null), { phone: '050' });

	expect(read('={{ $json.phone }}', row)).toBe('050');
	expect(read('={{ $json.missing }}', row)).toBeUndefined();
});

describe('an expression is left to n8n', () => {
	it.each([
		'={{ $json.phone.trim() }}',
		'={{ $json }}',
		'={{ $json["a"',
		'={{ $json.a',
		'={{ $json.a; }}',
		'={{ $json.a + 1 }}',
		'={{ $json.a ? 1 : 2 }}',
		'={{ $json.a || $json.b ?? 1 }}',
		'={{ $json[$json.a] }}',
		'={{ $json[`a`] }}',
		'={{ $json["a" + "b"] }}',
		'={{ $json.a /* b */ }}',
		'={{ [$json.a] }}',
		'={{ { a: $json.a } }}',
		'={{ $JSON.a }}',
		'={{ $json.ä }}',
		'={{ $json.a }} {{ $now }} $json',
		'={{ $json["a\\"b"] }}',
		'=\\{{ $json.a }} {{ $json.b }}',
		'={{ $json.toString }}',
		'={{ $json["__proto__"] }}',
		'={{ $json.constructor }}',
		'={{ $json.a["hasOwnProperty"] }}',
		'={{ $json.$ }}',
		'={{ $json.globalThis }}',
		'={{ $json.a }} and x.constructor',
	])('when it is more than paths, constants and fallbacks, or n8n is particular about it: %s', (raw) => {
		expect(compileField(raw)).toEqual({ kind: 'evaluate', usesItem: true });
	});

	it.each(['=x. constructor', '=toString', '=', '={{ }}', '={{ 1.50 }}', '={{ 010 }}', '=C:\\temp'])(
		'also without item data: %s',
		(raw) => {
			expect(compileField(raw)).toEqual({ kind: 'evaluate', usesItem: false });
		},
	);
});

describe('an expression uses the item', () => {
	it.each([
		['={{ $json.a.b() }}', true],
		['={{ $item(0).$json }}', true],
		['={{ $itemIndex + 1 }}', true],
		['={{ $position + 1 }}', true],
		['={{ $thisItem.json.a }}', true],
		['={{ $data.a.b() }}', true],
		['={{ $input.item.json.a }}', true],
		['={{ $binary.file.fileName }}', true],
		["={{ $('Rows').item.json.a }}", true],
		["={{ $('Rows')['item'].json.a }}", true],
		["={{ $('Rows').itemMatching(0).json.a }}", true],
		["={{ $('Rows').pairedItem().json.a }}", true],
		['={{ $(`Rows`).first().json.a }}', true],
		['={{ $node["Rows"].json.a }}', true],
		["={{ $fromAI('name') }}", true],
		['={{ $getPairedItem("Rows", a, b) }}', true],
		['={{ $evaluateExpression("{{ 1 }}") }}', true],
		['={{ $parameter.name }}', true],
		['={{ $unheardOf }}', true],
		['={{ $nowhere }}', true],
		['={{ \\u0024json.a }}', true],
		['={{ this["$" + "json"].a }}', true],
		["={{ $('Rows').first().json.a + $json.b }}", true],
		["={{ $('Rows').all()[$itemIndex].json.a }}", true],
		["={{ `it's ${$json.a}'s` }}", true],
		['={{ /\'/.test($json.a) + "\'" }}', true],
		['={{ 1 /* \' */ + $json.a + "\'" }}', true],
		['={{ $now.toISO() }} {{ $json.a.trim() }}', true],
		['={{ $now.toISO() + $json.a', true],
		['={{ $now.toISO() }}', false],
		['={{ $today.plus({ days: 1 }) }} {{ $workflow.name }}', false],
		["={{ $('Rows').first().json.a }}", false],
		['={{ $("Rows") .last( ).json.a }}', false],
		["={{ $('Rows').all().length }}", false],
		["={{ $if($('Rows').isExecuted, 1, 2) }}", false],
		['={{ $input.first().json.a }}', false],
		['={{ $input.all().length }}', false],
		['={{ $vars.list + $execution.id }}', false],
		['={{ $max(1, 2) + $runIndex }}', false],
		['={{ Math.random() }}', false],
		['={{ DateTime.now().year }}', false],
		['=Eid this year, $5 off: {{ $now.toISO() }}', false],
		['={{ "this offer, $5 off: " + $now.toISO() }}', false],
	])('%s: %s', (raw, usesItem) => {
		expect(compileField(raw)).toEqual({ kind: 'evaluate', usesItem });
	});
});

it('names the columns it reads, each once', () => {
	const fields = (raw: string) => columnsOf(compileField(raw));

	expect(fields('=Dr {{ $json.first }} {{ $json["last name"] || $json.person.first }}')).toEqual([
		'first',
		'last name',
		'person',
	]);
	expect(fields('={{ $json.first }} {{ $json.first }} {{ $json[0] }}')).toEqual(['first', '0']);
	expect(fields('={{ "none" }}')).toEqual([]);
});
