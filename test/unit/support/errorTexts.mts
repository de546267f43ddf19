/** The texts of errors as they stand in the code, for docs/troubleshooting.md. What is filled in at run time is "…". */
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** An error: what happened, and what to do about it ('' where only the running node knows). */
export interface ErrorText {
	message: string;
	action: string;
}

/** The constants of a file that are plain text. */
function constantsOf(source: ts.SourceFile): Map<string, string> {
	const constants = new Map<string, string>();
	for (const statement of source.statements) {
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations)
			if (initializer !== undefined && ts.isStringLiteralLike(initializer))
				constants.set(name.getText(source), initializer.text);
	}
	return constants;
}

/** Every way in which an expression can read; [] where it is no text in the code. */
function readings(expression: ts.Expression | undefined, constants: Map<string, string>): string[] {
	if (expression === undefined) return [];
	if (ts.isStringLiteralLike(expression)) return [expression.text];
	if (ts.isConditionalExpression(expression))
		return [expression.whenTrue, expression.whenFalse].flatMap((part) => readings(part, constants));
	if (ts.isIdentifier(expression)) return [constants.get(expression.text) ?? []].flat();
	if (!ts.isTemplateExpression(expression)) return [];
	const filled = ({ expression: part, literal }: ts.TemplateSpan) =>
		((ts.isIdentifier(part) ? constants.get(part.text) : undefined) ?? '…') + literal.text;
	return [expression.head.text + expression.templateSpans.map(filled).join('')];
}

const isError = (node: ts.Node): node is ts.NewExpression =>
	ts.isNewExpression(node) && /^(Input|Api)Error$/.test(node.expression.getText());

const isRefusal = (node: ts.Node): node is ts.CallExpression =>
	ts.isCallExpression(node) && /^SendError\.(refused|unknown)$/.test(node.expression.getText());

const LETTER = /\p{L}/u;

const shown = (text: string) => text.replace(/…+/g, '…').replace(/\s+/g, ' ').trim();

function* nodesOf(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of node.getChildren()) yield* nodesOf(child);
}

function* filesOf(pattern: string): Generator<ts.SourceFile> {
	for (const file of globSync(pattern).sort())
		yield ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** Every error that the code makes of a text of its own, by alphabet; each text once. */
export function errorTexts(): ErrorText[] {
	const found = new Map<string, string[]>();
	for (const source of filesOf('nodes/**/*.ts')) {
		const constants = constantsOf(source);
		for (const node of nodesOf(source)) {
			if (!isError(node) && !isRefusal(node)) continue;
			const [message, action] = node.arguments ?? [];
			const messages = readings(message, constants).map(shown);
			const actions = readings(action, constants).map(shown);
			// Where message and action are chosen alike, each has its own.
			const paired = messages.length > 1 && messages.length === actions.length;
			for (const [index, text] of messages.entries()) {
				const own = (paired ? [actions[index]!] : actions).filter((each) => LETTER.test(each));
				if (LETTER.test(text)) found.set(text, [...new Set([...(found.get(text) ?? []), ...own])]);
			}
		}
	}
	return [...found]
		.map(([message, actions]) => ({ message, action: actions.join(' Or: ') }))
		.sort((one, other) => one.message.localeCompare(other.message, 'en'));
}

/** Why a phone number is rejected: every reason that the code has as a text. */
export function numberReasons(): string[] {
	const reasons = new Set<string>();
	for (const source of filesOf('nodes/Hamsa/phoneNumbers/*.ts')) {
		const constants = constantsOf(source);
		for (const node of nodesOf(source)) {
			let text: ts.Expression | undefined;
			if (ts.isCallExpression(node) && node.expression.getText() === 'bad') text = node.arguments[0];
			if (ts.isPropertyAssignment(node) && node.name.getText() === 'reason') text = node.initializer;
			if (text === undefined) continue;
			for (const reason of readings(text, constants).map(shown)) if (LETTER.test(reason)) reasons.add(reason);
		}
	}
	return [...reasons].sort((one, other) => one.localeCompare(other, 'en'));
}
