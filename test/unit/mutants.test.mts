/** The maker of mutants that `npm run test:mutants` tries. */
import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { changedLines, mutantsOf, mutate } from '../mutants/mutants.mts';
import { OPERATORS } from '../mutants/operators.mts';
import { ROOMS } from '../mutants/rooms.mts';
import { shuffle } from '../mutants/shuffle.mts';

/** The texts that mutants make of a source. */
const textsOf = (source: string) => mutantsOf(source).map((mutant) => mutate(source, mutant));

/** The mutants of a source by one kind of mistake. */
const textsBy = (kind: string, source: string) =>
	mutantsOf(source)
		.filter((mutant) => mutant.kind === kind)
		.map((mutant) => mutate(source, mutant));

/** Why a text does not parse. TypeScript keeps that in a property that its types do not show. */
function syntaxErrors(text: string): unknown[] {
	const parsed: ts.SourceFile & { parseDiagnostics?: unknown[] } = ts.createSourceFile(
		'mutant.ts',
		text,
		ts.ScriptTarget.Latest,
	);
	return parsed.parseDiagnostics!;
}

describe('mutantsOf', () => {
	it.each<[string, string, string[]]>([
		['other operator', 'f(a < b);', ['f(a <= b);']],
		['other operator', 'f(a >= b);', ['f(a > b);']],
		['other operator', 'f(a === b);', ['f(a !== b);']],
		['other operator', 'f(a && b);', ['f(a || b);']],
		['other operator', 'f(a || b);', ['f(a && b);']],
		['other operator', 'f(a - b);', ['f(a + b);']],
		['other operator', 'f((a * b) / c);', ['f((a / b) / c);', 'f((a * b) * c);']],
		['negated condition', 'if (a > b) f();', ['if (!(a > b)) f();']],
		['negated condition', 'f(a ? b : c);', ['f(!(a) ? b : c);']],
		['negated condition', 'while (a) f();', ['while (!(a)) f();']],
		['negated condition', 'if (a === b) f(); if (!a) f();', []],
		['dropped !', 'if (!a) f(); f(!b);', ['if (a) f(); f(!b);', 'if (!a) f(); f(b);']],
		['dropped statement', 'list.push(a);', [';']],
		['dropped statement', 'if (a) throw new Error();', ['if (a) ;']],
		[
			'dropped statement',
			'for (;;) { if (a) continue; break; }',
			['for (;;) { if (a) ; break; }', 'for (;;) { if (a) continue; ; }'],
		],
		[
			'dropped return',
			'function f() { if (a) return 1; return 2; }',
			['function f() { if (a) ; return 2; }'],
		],
		['dropped return', 'function f() { for (;;) { return 1; } }', ['function f() { for (;;) { ; } }']],
		['dropped return', 'function f() { if (a) { g(); return 1; } else return 2; }', []],
		['dropped return', 'function f() { h(() => { return 1; }); return 2; }', []],
		['other truth value', 'f(true); f(false);', ['f(false); f(false);', 'f(true); f(true);']],
		['other number', 'f(5_000);', ['f(5001);', 'f(4999);', 'f(0);']],
		['other number', 'f(1);', ['f(2);', 'f(0);']],
		['other number', 'f(a - 0);', ['f(a - 1);', 'f(a - (-1));']],
		['other number', 'f({ 200: a });', []],
		['dropped method', 'f(list.filter(g).sort());', ['f(list.filter(g));', 'f(list.sort());']],
		['dropped method', 'list.sort();', []],
		[
			'other method',
			'f(list.every(g), Math.max(a, b));',
			['f(list.some(g), Math.max(a, b));', 'f(list.every(g), Math.min(a, b));'],
		],
		['dropped ??', 'f(a ?? b);', ['f(a);']],
		[
			'dropped entry',
			"new Set(['a', 'b', 'c']);",
			["new Set(['b', 'c']);", "new Set(['a', 'c']);", "new Set(['a', 'b']);"],
		],
		['dropped entry', "new Map([['a', b]]);", ['new Map([]);']],
		['dropped entry', 'new Set(list);', []],
	])('by %s of %s', (kind, source, texts) => {
		expect(textsBy(kind, source).sort()).toEqual([...texts].sort());
	});

	it('leaves alone what does nothing', () => {
		expect(
			textsOf("import { a } from './1';\ninterface B { c: 1 }\ntype D = true | 5;\nlet e: 0 = f as 0;"),
		).toEqual([]);
	});

	it('has an example of each of its kinds', () => {
		const source = `for (const a of new Set([1])) {
			if (b.every(a) && !c) continue;
			if (d.trim()) return true;
			e.push(a ?? 5);
		}`;
		const kinds = new Set(mutantsOf(`function f() { ${source} }`).map(({ kind }) => kind));

		expect([...kinds].sort()).toEqual(Object.keys(OPERATORS).sort());
	});

	it('is judged by a parser that finds errors', () => {
		expect(syntaxErrors('f(;')).not.toEqual([]);
	});

	const files = Object.keys(ROOMS).flatMap((room) => globSync(`nodes/Hamsa/${room}/*.ts`));

	it.each(files)('makes of %s texts that all differ and parse', (file) => {
		const source = readFileSync(file, 'utf8');
		const texts = textsOf(source);

		expect(new Set([source, ...texts]).size).toBe(texts.length + 1);
		expect(texts.flatMap(syntaxErrors)).toEqual([]);
	});
});

describe('changedLines', () => {
	it('shows the lines as they were and as they are', () => {
		const source = 'f();\n\tg(a < b);\nh();\n';
		const [mutant] = mutantsOf(source).filter(({ kind }) => kind === 'other operator');

		expect(changedLines(source, mutant!)).toEqual({ line: 2, before: '\tg(a < b);', after: '\tg(a <= b);' });
	});

	it('shows all lines of a statement that is dropped, also the first and the last', () => {
		const source = 'f(\n\ta,\n);';

		expect(changedLines(source, mutantsOf(source)[0]!)).toEqual({ line: 1, before: source, after: ';' });
	});
});

describe('shuffle', () => {
	const list = Array.from({ length: 50 }, (_, index) => index);

	it('gives one order to a seed, and others to others', () => {
		expect(shuffle(list, 7)).toEqual(shuffle(list, 7));
		expect(shuffle(list, 7)).not.toEqual(shuffle(list, 8));
		expect(shuffle(list, 7)).not.toEqual(list);
	});

	it('loses nothing', () => {
		expect(shuffle(list, 7).sort((a, b) => a - b)).toEqual(list);
	});
});
