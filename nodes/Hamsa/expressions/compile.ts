import {
	parseExpression,
	type Chain,
	type Operand,
	type ParsedExpression,
	type PropertyName,
	type Step,
} from './parse';
import { mayUseItem } from './scope';

type PlainValue = string | number | boolean | null | undefined;

/** What `readNatively` gives for a row whose value it leaves to n8n's evaluator. Never a value of an expression. */
export const EVALUATE: unique symbol = Symbol('evaluate');

type Read = (json: object) => PlainValue | typeof EVALUATE;

/**
 * A parameter's raw value (`getNodeParameter` with `rawExpressions`), understood once per field. A field is read by
 * `readNatively` when it is a column or native; a constant is its own value, and the rest needs n8n's evaluator.
 */
export type CompiledField =
	/** Not an expression, or one without any code. */
	| { kind: 'constant'; value: unknown }
	/** `{{ $json.column }}`, what most fields hold. */
	| { kind: 'column'; column: PropertyName }
	/** Read from the row; `fields` are the columns it looks at. */
	| { kind: 'native'; read: Read; fields: readonly string[] }
	/** Left to n8n's evaluator; `usesItem` is false only if the value cannot depend on the row. */
	| { kind: 'evaluate'; usesItem: boolean };

/** Passes on what is the same in every engine of n8n; dates, objects and functions are not. */
function plain(value: unknown): PlainValue | typeof EVALUATE {
	switch (typeof value) {
		case 'string':
		case 'number':
		case 'boolean':
		case 'undefined':
			return value;
		default:
			return value === null ? null : EVALUATE;
	}
}

/** An object as JSON gives it: neither a list nor an instance of a class, whichever realm it comes from. */
export function isRecord(value: unknown): value is object {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A property of a record or list, EVALUATE when it is inherited. */
function ownProperty(owner: object, name: PropertyName): unknown {
	const value = (owner as Record<PropertyName, unknown>)[name];
	return value === undefined || Object.hasOwn(owner, name) ? value : EVALUATE;
}

/** One step further down a path. What JavaScript makes of a path through text or nothing is n8n's business. */
function stepInto(owner: unknown, name: PropertyName): unknown {
	if (isRecord(owner)) return ownProperty(owner, name);
	// n8n's engines see different things in a list, beyond its elements.
	const isReadable = Array.isArray(owner) && (typeof name === 'number' || name === 'length');
	return isReadable ? ownProperty(owner, name) : EVALUATE;
}

const readColumn = (json: object, column: PropertyName): unknown =>
	isRecord(json) ? ownProperty(json, column) : EVALUATE;

function readPath([first, ...rest]: readonly Step[]): Read {
	const column = first!.name;
	return (json) => {
		let value = readColumn(json, column);
		for (const { name, optional } of rest) {
			if (optional && (value === null || value === undefined)) return undefined;
			value = stepInto(value, name);
		}
		return plain(value);
	};
}

const readOperand = (operand: Operand): Read => {
	if (operand.kind === 'path') return readPath(operand.steps);
	const { value } = operand;
	return () => value;
};

function readChain({ operator, operands }: Chain): Read {
	const reads = operands.map(readOperand);
	if (reads.length === 1) return reads[0]!;
	const isEnough = operator === '||' ? Boolean : (value: unknown) => value !== null && value !== undefined;
	return (json) => {
		let value: PlainValue | typeof EVALUATE;
		for (const read of reads) {
			value = read(json);
			// A symbol is truthy, so EVALUATE ends the chain too.
			if (isEnough(value)) return value;
		}
		return value;
	};
}

/** Text of a template. n8n leaves out what is neither truthy, nor 0, nor false. */
function readTemplate({ pieces }: ParsedExpression): Read {
	const reads = pieces.map((piece) => ('text' in piece ? () => piece.text : readChain(piece.code)));
	return (json) => {
		let text = '';
		for (const read of reads) {
			const value = read(json);
			if (value === EVALUATE) return EVALUATE;
			if (value || value === 0 || value === false) text += String(value);
		}
		return text;
	};
}

/** The same expression with other columns in the places of those it names. */
function withColumns({ single, pieces }: ParsedExpression, columnFor: ColumnChoice): ParsedExpression {
	const choose = (operand: Operand): Operand => {
		if (operand.kind !== 'path') return operand;
		const [{ name, optional }, ...rest] = operand.steps as [Step, ...Step[]];
		return { kind: 'path', steps: [{ name: columnFor(name), optional }, ...rest] };
	};
	return {
		single,
		pieces: pieces.map((piece) =>
			'text' in piece ? piece : { code: { ...piece.code, operands: piece.code.operands.map(choose) } },
		),
	};
}

function columnsIn({ pieces }: ParsedExpression): string[] {
	const operands = pieces.flatMap((piece) => ('code' in piece ? piece.code.operands : []));
	return [
		...new Set(
			operands.flatMap((operand) => (operand.kind === 'path' ? String(operand.steps[0]!.name) : [])),
		),
	];
}

/** The column of an expression that is one column and nothing else. */
function columnAlone({ single, pieces: [piece] }: ParsedExpression): PropertyName | undefined {
	if (!single || piece === undefined || !('code' in piece)) return undefined;
	const [operand, another] = piece.code.operands;
	if (operand?.kind !== 'path' || another !== undefined || operand.steps.length > 1) return undefined;
	return operand.steps[0]!.name;
}

/** Which column of the rows is meant by a name: most often the one of that name. */
export type ColumnChoice = (name: PropertyName) => PropertyName;

/**
 * Understands a parameter once, so that reading it for a row costs no evaluation where the expression is plain: paths of
 * `$json`, constants, templates of them, `||` and `??` between them. Whatever `readNatively` returns is what n8n's
 * evaluator gives, in each of its engines, but where `columnFor` chooses another column; everything else is left to it.
 * Takes any value and never throws; what is no expression is a constant.
 */
export function compileField(raw: unknown, columnFor?: ColumnChoice): CompiledField {
	if (typeof raw !== 'string' || !raw.startsWith('=')) return { kind: 'constant', value: raw };
	const expression = raw.slice(1);
	const written = parseExpression(expression);
	if (written === undefined) return { kind: 'evaluate', usesItem: mayUseItem(expression) };
	const parsed = columnFor === undefined ? written : withColumns(written, columnFor);
	const [first] = parsed.pieces;
	if (parsed.pieces.length === 1 && 'text' in first!) return { kind: 'constant', value: first.text };
	const column = columnAlone(parsed);
	if (column !== undefined) return { kind: 'column', column };
	const read = parsed.single && 'code' in first! ? readChain(first.code) : readTemplate(parsed);
	return { kind: 'native', read, fields: columnsIn(parsed) };
}

/**
 * The value of a field in a row, without n8n's evaluator; EVALUATE when only that can tell. Never throws: a row may hold
 * getters that throw, and n8n then decides what they mean.
 */
export function readNatively(
	field: Extract<CompiledField, { kind: 'column' | 'native' }>,
	json: object,
): PlainValue | typeof EVALUATE {
	try {
		return field.kind === 'column' ? plain(readColumn(json, field.column)) : field.read(json);
	} catch {
		return EVALUATE;
	}
}

/** The columns of a row that a field looks at, each once; none for a field that n8n has to evaluate. */
export function columnsOf(field: CompiledField): readonly string[] {
	switch (field.kind) {
		case 'column':
			return [String(field.column)];
		case 'native':
			return field.fields;
		default:
			return [];
	}
}
