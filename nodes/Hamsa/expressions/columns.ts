import { parseExpression, type PropertyName } from './parse';

/** A path of `$json`: a column and what is read inside it. */
export type Path = readonly PropertyName[];

/** What a plain expression reads, for what it reads from: paths that stand for each other (`a || b`), and text between. */
interface ReadPaths {
	/** One entry for each piece of code: the paths that may give its value. Pieces with a value of their own are left out. */
	alternatives: readonly Path[][];
	/** The expression as text, with the names of its columns in the place of their values. */
	named: string;
}

/** The paths that a raw expression reads; undefined when it is none, or more than plain paths and fallbacks. */
export function pathsRead(raw: unknown): ReadPaths | undefined {
	if (typeof raw !== 'string' || !raw.startsWith('=')) return undefined;
	const parsed = parseExpression(raw.slice(1));
	if (parsed === undefined) return undefined;
	const alternatives: Path[][] = [];
	let named = '';
	for (const piece of parsed.pieces) {
		if ('text' in piece) {
			named += piece.text;
			continue;
		}
		const paths = piece.code.operands.flatMap((operand) =>
			operand.kind === 'path' ? [operand.steps.map(({ name }) => name)] : [],
		);
		if (paths.length === piece.code.operands.length) alternatives.push(paths);
		named += paths.map(([column]) => String(column)).join(', ');
	}
	return { alternatives, named };
}

/** The columns of a raw expression that is nothing but columns, with commas or blanks between; undefined for any other. */
export function onlyColumns(raw: unknown): string[] | undefined {
	if (typeof raw !== 'string' || !raw.startsWith('=')) return undefined;
	const columns: string[] = [];
	for (const piece of parseExpression(raw.slice(1))?.pieces ?? []) {
		if ('text' in piece) {
			if (!/^[\s,;]*$/.test(piece.text)) return undefined;
			continue;
		}
		const [operand, ...others] = piece.code.operands;
		if (operand?.kind !== 'path' || operand.steps.length !== 1 || others.length > 0) return undefined;
		columns.push(String(operand.steps[0]!.name));
	}
	return columns.length === 0 ? undefined : columns;
}

/** `$json.name`, `$json?.name` and `$json["name"]`, but not `$json.method(`. */
const COLUMN =
	/\$json\s*(?:\?\.\s*)?(?:\.?\s*([\p{L}_$][\p{L}\p{N}_$]*)(?![\p{L}\p{N}_$]|\s*\()|\[\s*(?:"([^"]*)"|'([^']*)')\s*\])/gu;

/** The columns that any raw expression names, as far as its text shows them. */
export function columnsNamed(raw: unknown): string[] {
	if (typeof raw !== 'string' || !raw.startsWith('=')) return [];
	const names = [...raw.matchAll(COLUMN)].map(([, bare, double, single]) => bare ?? double ?? single ?? '');
	return [...new Set(names)];
}

const NAME = /^[A-Za-z_$][\w$]*$/;

/** The code of a raw expression that is one piece of code and nothing else. */
const ONE_PIECE = /^=\s*\{\{((?:(?!\{\{|\}\}).)*)\}\}\s*$/s;

/** Longest code that is repeated inside another expression. */
const LONGEST_CODE = 200;

/**
 * Writes the expression that reads something inside the value of another. `steps` go on from that value (`[0].value`);
 * `isText` says that the value is JSON in a text.
 */
export type InnerExpression = (steps: string, isText: boolean) => string;

/** How one reads inside the value of a raw expression; undefined for what is none, or text with code in it. */
export function innerExpressionOf(raw: unknown): InnerExpression | undefined {
	const code = typeof raw === 'string' ? ONE_PIECE.exec(raw)?.[1]?.trim() : undefined;
	if (code === undefined || code === '' || code.length > LONGEST_CODE) return undefined;
	const { alternatives = [] } = pathsRead(raw) ?? {};
	const isPath = alternatives[0]?.length === 1 || code === '$json';
	const value = isPath ? code : `(${code})`;
	return (steps, isText) => `{{ ${isText ? `JSON.parse(${code})` : value}${steps} }}`;
}

/** The expression that reads a path, as one would type it: `{{ $json.body.phones[0]["Phone Number"] }}`. */
export function expressionOf(path: Path): string {
	const steps = path.map((step) => {
		if (typeof step === 'number') return `[${step}]`;
		return NAME.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
	});
	return `{{ $json${steps.join('')} }}`;
}
