import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { compileField, EVALUATE, readNatively } from '../../../nodes/Hamsa/expressions/compile.ts';
import { ENGINES, FIELDS, openEvaluator, type Engine } from '../support/evaluator.mts';

/** Column names: usual ones, and those that parsers, prototypes and n8n's security rules stumble over. */
const USUAL_KEYS = ['a', 'b', 'phone', 'Phone Number', 'Phone (mobile)', 'No.', '0', '1'];
const ODD_KEYS = [
	'',
	' ',
	'name',
	'length',
	'ä',
	'📞',
	'رقم',
	"it's",
	'"',
	'x}}y',
	'{{',
	'//',
	'a\tb',
	'\ufeffphone',
	'$',
	'$json',
	'this',
	'class',
	'null',
	'globalThis',
	'window',
	'isProxy',
	'toJSON',
	'__isObject',
	'toString',
	'valueOf',
	'hasOwnProperty',
	'__proto__',
	'constructor',
	'a.constructor',
	'a.first(',
	'$if(',
	'prototype',
	'arguments',
	'values',
	'map',
];
const key = fc.oneof(
	{ arbitrary: fc.constantFrom(...USUAL_KEYS), weight: 6 },
	{ arbitrary: fc.constantFrom(...ODD_KEYS), weight: 2 },
	fc.string({ maxLength: 4 }),
	fc.string({ maxLength: 3, unit: 'binary' }),
);

class Contact {
	a = 'own';
	get b() {
		return 'inherited';
	}
}

const scalar = fc.oneof(
	fc.string(),
	fc.string({ unit: 'binary' }),
	fc.integer(),
	fc.double(),
	fc.constantFrom(null, undefined, true, false, 0, -0, NaN, Infinity, 1e21, 1e-7, 2 ** 53, '', ' '),
	fc.constantFrom('{{ $json.a }}', '=1', '\\', '\\n', '"', 'a\0b', '\ud800', '\u2028', '٠٥٠'),
);
const notPlain = fc.oneof(
	fc.date(),
	fc.date().map((date) => DateTime.fromJSDate(date)),
	fc.constantFrom(10n, Symbol('a'), () => 'a', /a/, new Map([['a', 1]]), new Contact()),
	fc.constant(Object.assign(['x'], { a: 'beside the elements' })),
	fc.constant(Object.create({ a: 'inherited' })),
	fc.constant(Object.assign(Object.create(null), { a: 'no prototype' })),
	fc.constant({
		get a() {
			return 'from a getter';
		},
	}),
);
const { row } = fc.letrec<{ row: Record<string, unknown>; value: unknown }>((tie) => ({
	row: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
	value: fc.oneof(
		{ depthSize: 'small' },
		{ arbitrary: scalar, weight: 6 },
		{ arbitrary: tie('row'), weight: 2 },
		fc.array(tie('value'), { maxLength: 3 }),
		notPlain,
	),
}));

const blank = fc.constantFrom('', '', ' ', '  ', '\n', '\t', '\r\n', '\u00a0');
const step = fc.oneof(
	fc
		.tuple(blank, fc.constantFrom('.', '.', '?.'), key)
		.map(([before, dot, name]) => `${before}${dot}${name}`),
	fc
		.tuple(fc.constantFrom('[', '?.['), blank, fc.constantFrom('"', "'"), key, blank)
		.map(([open, before, quote, name, after]) => `${open}${before}${quote}${name}${quote}${after}]`),
	fc.tuple(fc.constantFrom('[', '?.['), fc.nat(3)).map(([open, index]) => `${open}${index}]`),
);
const path = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => `$json${steps.join('')}`);
const literal = fc.oneof(
	fc.constantFrom(
		'"none"',
		"'x y'",
		'0',
		'7',
		'""',
		'"📞"',
		'1.5',
		'010',
		'null',
		'true',
		'false',
		'undefined',
	),
	key.map((name) => `"${name}"`),
);
const operand = fc.oneof({ arbitrary: path, weight: 4 }, literal);
const code = fc
	.tuple(fc.array(operand, { minLength: 1, maxLength: 3 }), fc.constantFrom('||', '??', '+'), blank)
	.map(([operands, operator, space]) => `${space}${operands.join(`${space}${operator}${space}`)}${space}`);
const inBraces = code.map((inner) => `{{${inner}}}`);
const text = fc.oneof(
	blank,
	key,
	fc.constantFrom(
		'Mr ',
		', ',
		'+',
		'=',
		'}',
		'{',
		'{{',
		'}}',
		'\\',
		'\\\\',
		'\\{{',
		'see x.constructor',
		'\ud83d',
	),
);
const expression = fc.oneof(
	inBraces.map((only) => `=${only}`),
	fc.array(fc.oneof(text, inBraces), { maxLength: 4 }).map((pieces) => `=${pieces.join('')}`),
);

/** n8n's quickjs engine cuts text at a NUL and breaks half surrogate pairs; read natively, such text stays whole. */
const survives = (engine: Engine, value: unknown) =>
	engine !== 'quickjs' || typeof value !== 'string' || !/[\0\p{Surrogate}]/u.test(value);

describe.each(ENGINES)('with n8n’s %s engine', (engine) => {
	let evaluator: Awaited<ReturnType<typeof openEvaluator>>;
	beforeAll(async () => {
		evaluator = await openEvaluator(engine);
	});
	afterAll(async () => await evaluator.close());

	it('really compares with that engine', () => {
		expect(evaluator.engine).toBe(engine);
	});

	it('whatever is read natively is what getNodeParameter gives, whatever the expression and the row', () => {
		let compared = 0;
		fc.assert(
			fc.property(expression, row, fc.constantFrom(...FIELDS), (raw, json, field) => {
				const reader = compileField(raw);
				if (reader.kind === 'evaluate') return;
				const value = reader.kind === 'constant' ? reader.value : readNatively(reader, json);
				if (value === EVALUATE || !survives(engine, value)) return;
				compared++;
				expect(evaluator.evaluate(raw, json, field)).toStrictEqual({ value });
			}),
			{ numRuns: 12_000 },
		);
		// The property must not hold for want of native cases.
		expect(compared).toBeGreaterThan(1500);
	});

	const sara = {
		phone: '+966501234567',
		'Phone Number': '050',
		person: { name: 'Sara', numbers: ['051', '052'], manager: null },
		nothing: null,
		zero: 0,
		no: false,
		first: 'Sara',
		last: 'Ahmed',
	};

	it.each([
		['={{ $json.phone }}', '+966501234567'],
		['={{$json.phone}}', '+966501234567'],
		['={{\n\t$json\n\t\t.phone\n}}', '+966501234567'],
		['={{$json["Phone Number"]}}', '050'],
		["={{ $json['Phone Number'] }}", '050'],
		['={{ $json.person.numbers[1] }}', '052'],
		["={{ $json['person'].numbers[0] }}", '051'],
		['={{ $json.person.numbers.length }}', 2],
		['={{ $json?.person?.name }}', 'Sara'],
		['={{ $json.person.manager?.name }}', undefined],
		['={{ $json.company?.address.city }}', undefined],
		['={{ $json.missing }}', undefined],
		['={{ $json.nothing }}', null],
		['={{ $json.zero }}', 0],
		['={{ $json.missing || $json.phone }}', '+966501234567'],
		['={{ $json.missing || $json.nothing || $json.zero }}', 0],
		['={{ $json.zero ?? $json.phone }}', 0],
		['={{ $json.missing ?? $json.nothing ?? "none" }}', 'none'],
		['={{ $json.missing ?? false }}', false],
		['={{ $json.zero || null }}', null],
		['={{ "Riyadh" }}', 'Riyadh'],
		['={{ 3 }}', 3],
		['={{ $json.first }} {{ $json.last }}', 'Sara Ahmed'],
		['=Mr {{ $json.last || "X" }}', 'Mr Ahmed'],
		['=Dr {{ $json.last }}{{ $json.nothing }}{{ $json.missing }}', 'Dr Ahmed'],
		['={{ $json.zero }}{{ $json.no }}', '0false'],
		['={{ $json.phone }} ', '+966501234567 '],
		['= {{ $json.phone }}', ' +966501234567'],
		['={{ $json.phone }}\n', '+966501234567\n'],
		['=+{{ $json.zero }}', '+0'],
	])('reads %j without n8n', (raw, value) => {
		const reader = compileField(raw);

		if (reader.kind !== 'column' && reader.kind !== 'native')
			throw new Error(`It is left to n8n: ${reader.kind}`);
		expect(readNatively(reader, sara)).toBe(value);
		expect(evaluator.evaluate(raw, sara)).toStrictEqual({ value });
	});

	it.each(['=plain text', '=50% }} off', '= '])('takes %j for the text that n8n takes it for', (raw) => {
		expect(compileField(raw)).toEqual({ kind: 'constant', value: raw.slice(1) });
		expect(evaluator.evaluate(raw, sara)).toStrictEqual({ value: raw.slice(1) });
	});
});
