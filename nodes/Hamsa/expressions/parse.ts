import { isSafeObjectProperty } from 'n8n-workflow';

/** A property's name, or the index of a list. */
export type PropertyName = string | number;

/** One step of a path: a property or a list's index. An optional one (`?.`) ends the path when there is nothing to read from. */
export interface Step {
	name: PropertyName;
	optional: boolean;
}

type Literal = string | number | boolean | null;

/** An operand that can be read without n8n's evaluator. */
export type Operand = { kind: 'path'; steps: readonly Step[] } | { kind: 'literal'; value: Literal };

/** Operands joined by one operator: `a || b || c` or `a ?? b`. A single operand has no operator. */
export interface Chain {
	operator?: '||' | '??';
	operands: readonly Operand[];
}

/** A piece of a template: text as it stands, or code between double braces. */
type Piece = { text: string } | { code: Chain };

/** What an expression consists of, in order; never nothing. `single` expressions keep the type of their value, templates give text. */
export interface ParsedExpression {
	single: boolean;
	pieces: readonly Piece[];
}

/** Blanks, names, brackets, dots, operators, strings without escapes, and small whole numbers: nothing else is native. */
const TOKEN =
	/\s*(?:(\?\.|\|\||\?\?|[.[\]])|([A-Za-z_$][\w$]*)|"([^"\n\r\u2028\u2029]*)"|'([^'\n\r\u2028\u2029]*)'|(0|[1-9]\d{0,8})(?![\w.]))/y;

type Token = { kind: 'symbol' | 'name' | 'string' | 'number'; value: string };

/** The tokens of a piece of code, undefined when it holds anything else. */
function tokenize(code: string): Token[] | undefined {
	const tokens: Token[] = [];
	const end = code.trimEnd().length;
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < end) {
		const match = TOKEN.exec(code);
		if (match === null) return undefined;
		const [, symbol, name, double, single, number] = match;
		if (symbol !== undefined) tokens.push({ kind: 'symbol', value: symbol });
		else if (name !== undefined) tokens.push({ kind: 'name', value: name });
		else if (number !== undefined) tokens.push({ kind: 'number', value: number });
		else tokens.push({ kind: 'string', value: double ?? single ?? '' });
	}
	return tokens;
}

const KEYWORD_VALUES = new Map<string, Literal>([
	['null', null],
	['true', true],
	['false', false],
]);

/** Names that n8n's evaluator takes for the variables of the same name, even behind a dot. */
const VARIABLE_NAMES = new Set(['$', 'globalThis']);

/** Not a name that every object inherits: n8n's engines differ on those, and n8n forbids some. */
const isOrdinary = (name: string) =>
	isSafeObjectProperty(name) && !(name in Object.prototype) && !VARIABLE_NAMES.has(name);

/** Reads tokens in order; `undefined` from a reading function means: not native, leave it to n8n. */
class TokenReader {
	private position = 0;

	constructor(private readonly tokens: readonly Token[]) {}

	get done(): boolean {
		return this.position === this.tokens.length;
	}

	private isNext(...symbols: string[]): boolean {
		const token = this.tokens[this.position];
		return token?.kind === 'symbol' && symbols.includes(token.value);
	}

	/** Takes the next token if it is one of these symbols. */
	symbol(...symbols: string[]): string | undefined {
		return this.isNext(...symbols) ? this.token()?.value : undefined;
	}

	token(): Token | undefined {
		return this.tokens[this.position++];
	}

	private bracketed(): PropertyName | undefined {
		const token = this.token();
		if (token === undefined || this.symbol(']') === undefined) return undefined;
		if (token.kind === 'number') return Number(token.value);
		return token.kind === 'string' && isOrdinary(token.value) ? token.value : undefined;
	}

	private dotted(): PropertyName | undefined {
		const token = this.token();
		return token?.kind === 'name' && isOrdinary(token.value) ? token.value : undefined;
	}

	private step(): Step | undefined {
		const opening = this.symbol('.', '?.', '[');
		if (opening === undefined) return undefined;
		const optional = opening === '?.';
		const isBracketed = opening === '[' || (optional && this.symbol('[') !== undefined);
		const name = isBracketed ? this.bracketed() : this.dotted();
		return name === undefined ? undefined : { name, optional };
	}

	private path(): Operand | undefined {
		const steps: Step[] = [];
		do {
			const step = this.step();
			if (step === undefined) return undefined;
			steps.push(step);
		} while (this.isNext('.', '?.', '['));
		return { kind: 'path', steps };
	}

	operand(): Operand | undefined {
		const token = this.token();
		if (token?.kind === 'string') return { kind: 'literal', value: token.value };
		if (token?.kind === 'number') return { kind: 'literal', value: Number(token.value) };
		if (token?.kind !== 'name') return undefined;
		if (token.value === '$json') return this.path();
		const value = KEYWORD_VALUES.get(token.value);
		return value === undefined ? undefined : { kind: 'literal', value };
	}
}

/** Code between braces as a chain of operands, undefined when n8n has to evaluate it. */
function parseCode(code: string): Chain | undefined {
	const tokens = tokenize(code);
	if (tokens === undefined || tokens.length === 0) return undefined;
	const reader = new TokenReader(tokens);
	const operands: Operand[] = [];
	let operator: Chain['operator'];
	for (;;) {
		const operand = reader.operand();
		if (operand === undefined) return undefined;
		operands.push(operand);
		if (reader.done) return { operator, operands };
		const next = reader.symbol('||', '??') as Chain['operator'];
		// JavaScript does not allow both in one chain.
		if (next === undefined || (operator !== undefined && next !== operator)) return undefined;
		operator = next;
	}
}

/**
 * What n8n treats differently from place to place or from engine to engine: backslashes (they escape braces and quotes),
 * `.constructor` (refused even in text), and characters that do not survive the way into every engine.
 */
const NOT_NATIVE = /\\|\.\s*constructor|[\0\uFEFF\p{Surrogate}]/u;

/**
 * Takes a parameter's expression (its text behind `=`) apart as n8n's Tournament does: text and code between `{{` and
 * the next `}}`. Undefined when any part of it is more than paths of `$json`, constants and simple fallbacks.
 */
export function parseExpression(expression: string): ParsedExpression | undefined {
	if (expression === '' || NOT_NATIVE.test(expression)) return undefined;
	// n8n's legacy engine mistakes such a text for one that it has compiled before.
	if (expression in Object.prototype) return undefined;
	const pieces: Piece[] = [];
	let position = 0;
	while (position < expression.length) {
		const open = expression.indexOf('{{', position);
		const text = expression.slice(position, open < 0 ? undefined : open);
		if (text !== '') pieces.push({ text });
		if (open < 0) break;
		const close = expression.indexOf('}}', open + 2);
		const code = close < 0 ? undefined : parseCode(expression.slice(open + 2, close));
		if (code === undefined) return undefined;
		pieces.push({ code });
		position = close + 2;
	}
	return { single: pieces.length === 1 && 'code' in pieces[0]!, pieces };
}
