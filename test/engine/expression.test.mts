import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { compileField, EVALUATE } from '../../nodes/Hamsa/campaign/expression.ts';
import { openEvaluator, type Engine } from './evaluator.mts';

const KEYS = [
	'phone',
	'Phone Number',
	'a',
	'0',
	'name',
	'length',
	'ä',
	'📞',
	'',
	'toString',
	'__proto__',
	'constructor',
	'values',
	'x}}y',
	"it's",
];
const key = fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 4 }));
const scalar = fc.oneof(
	fc.string(),
	fc.string({ unit: 'binary' }),
	fc.integer(),
	fc.double(),
	fc.constantFrom(
		null,
		undefined,
		true,
		false,
		0,
		-0,
		NaN,
		Infinity,
		1e21,
		1e-7,
		'',
		' ',
		'{{ $json.a }}',
		'=1',
		'\\',
		'\u0000',
		'\ud800',
	),
);
const { json } = fc.letrec<{ json: Record<string, unknown>; value: unknown }>((tie) => ({
	json: fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
	value: fc.oneof(
		{ depthSize: 'small' },
		{ arbitrary: scalar, weight: 4 },
		tie('json'),
		fc.array(tie('value'), { maxLength: 3 }),
	),
}));

const blank = fc.constantFrom('', ' ', '  ', '\n', '\t');
const step = fc.oneof(
	fc.constantFrom(
		'.phone',
		'.a',
		'.name',
		'.length',
		'.values',
		'.toString',
		'.constructor',
		'?.a',
		'?.["phone"]',
		'[0]',
		'[ 1 ]',
	),
	key.map((name) => `[${JSON.stringify(name)}]`),
	key.map((name) => `['${name}']`),
);
const path = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => `$json${steps.join('')}`);
const literal = fc.constantFrom('"none"', "'x y'", '0', '7', '""', '1.5', 'null', 'true', '"📞"');
const operand = fc.oneof({ arbitrary: path, weight: 4 }, literal);
const code = fc
	.tuple(fc.array(operand, { minLength: 1, maxLength: 3 }), fc.constantFrom('||', '??', '+'), blank)
	.map(([operands, operator, space]) => `${space}${operands.join(`${space}${operator}${space}`)}${space}`);
const text = fc.oneof(blank, fc.constantFrom('Mr ', ', ', '+', '=', '}', '{', '{{', '}}', '\\', '\\\\', 'ü'));
const expression = fc.oneof(
	code.map((inner) => `={{${inner}}}`),
	fc
		.array(
			fc.oneof(
				text,
				code.map((inner) => `{{${inner}}}`),
			),
			{ maxLength: 4 },
		)
		.map((pieces) => `=${pieces.join('')}`),
);

describe.each<Engine>(['legacy', 'vm'])('a natively read field equals n8n’s %s evaluator', (engine) => {
	let evaluator: Awaited<ReturnType<typeof openEvaluator>>;
	beforeAll(async () => {
		evaluator = await openEvaluator(engine);
	});
	afterAll(async () => await evaluator.close());

	it('whatever the expression and the row', () => {
		let compared = 0;
		fc.assert(
			fc.property(expression, json, (raw, row) => {
				const field = compileField(raw);
				if (field.kind === 'evaluate') return;
				const read = field.kind === 'constant' ? field.value : field.read(row);
				if (read === EVALUATE) return;
				compared++;
				expect({ value: read }).toEqual(evaluator.evaluate(raw, row));
			}),
			{ numRuns: 8000 },
		);
		// The property must not hold for want of native cases.
		expect(compared).toBeGreaterThan(1000);
	});

	it.each([
		['={{ $json.phone }}', '+966501234567'],
		['={{$json["Phone Number"]}}', '050'],
		["={{ $json['Phone Number'] }}", '050'],
		['={{ $json.person.numbers[1] }}', '052'],
		['={{ $json?.person?.name }}', 'Sara'],
		['={{ $json.missing }}', undefined],
		['={{ $json.nothing }}', null],
		['={{ $json.zero }}', 0],
		['={{ $json.missing || $json.phone }}', '+966501234567'],
		['={{ $json.zero ?? $json.phone }}', 0],
		['={{ $json.missing ?? "none" }}', 'none'],
		['={{ $json.first }} {{ $json.last }}', 'Sara Ahmed'],
		[
			'=Dr {{ $json.last }}{{ $json.nothing }}{{ $json.missing }}{{ $json.zero }}{{ $json.no }}',
			'Dr Ahmed0false',
		],
		['={{ $json.phone }} ', '+966501234567 '],
		['=plain text', 'plain text'],
	])('reads %s without n8n', (raw, value) => {
		const row = {
			phone: '+966501234567',
			'Phone Number': '050',
			person: { name: 'Sara', numbers: ['051', '052'] },
			nothing: null,
			zero: 0,
			no: false,
			first: 'Sara',
			last: 'Ahmed',
		};
		const field = compileField(raw);

		expect(field.kind).toBe(raw === '=plain text' ? 'constant' : 'native');
		expect(field.kind === 'native' ? field.read(row) : field.kind === 'constant' && field.value).toEqual(
			value,
		);
		expect(evaluator.evaluate(raw, row)).toEqual({ value });
	});
});

describe('a row is left to n8n', () => {
	const read = (raw: string, row: object) => {
		const field = compileField(raw);
		return field.kind === 'native' ? field.read(row) : field.kind;
	};

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
	});

	it('when a value is inherited, behind a getter that throws, or below text or nothing', () => {
		const throwing = {
			get phone(): string {
				throw new Error('no');
			},
		};

		expect(read('={{ $json.phone }}', Object.create({ phone: '050' }))).toBe(EVALUATE);
		expect(read('={{ $json.phone }}', throwing)).toBe(EVALUATE);
		expect(read('={{ $json.phone.number }}', { phone: '050' })).toBe(EVALUATE);
		expect(read('={{ $json.phone.number }}', {})).toBe(EVALUATE);
	});

	it.each([
		'={{ $json.phone.trim() }}',
		'={{ $json }}',
		'={{ $json.toString }}',
		'={{ $json.a + 1 }}',
		'={{ $json.a ? 1 : 2 }}',
		'={{ $json.a || $json.b ?? 1 }}',
	])('when the expression is richer: %s', (raw) => {
		expect(compileField(raw)).toEqual({ kind: 'evaluate', usesItem: true });
	});
});

describe('an expression uses the item', () => {
	it.each([
		['={{ $json.a.b() }}', true],
		['={{ $item(0).$json }}', true],
		['={{ $itemIndex + 1 }}', true],
		['={{ $input.item.json.a }}', true],
		['={{ $binary.file.fileName }}', true],
		["={{ $('Rows').item.json.a }}", true],
		["={{ $('Rows').itemMatching(0).json.a }}", true],
		['={{ $node["Rows"].json.a }}', true],
		["={{ $fromAI('name') }}", true],
		['={{ $parameter.name }}', true],
		['={{ $now.toISO() }}', false],
		['={{ $today.plus({ days: 1 }) }} {{ $workflow.name }}', false],
		["={{ $('Rows').first().json.a }}", false],
		["={{ $('Rows').all().length }}", false],
		['={{ $input.first().json.a }}', false],
		['={{ $vars.list + $execution.id }}', false],
		['={{ Math.random() }}', false],
		["={{ $('Rows').first().json.a + $json.b }}", true],
	])('%s: %s', (raw, usesItem) => {
		expect(compileField(raw)).toEqual({ kind: 'evaluate', usesItem });
	});
});

it('names the columns it reads', () => {
	const field = compileField('=Dr {{ $json.first }} {{ $json["last name"] || $json.person.name }}');

	expect(field.kind === 'native' && field.fields).toEqual(['first', 'last name', 'person']);
});
