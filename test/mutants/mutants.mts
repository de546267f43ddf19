/** Makes mutants: copies of a source with one mistake in each. */
import ts from 'typescript';
import { type Change, OPERATORS } from './operators.mts';

/** One mistake in a source. */
export interface Mutant extends Change {
	/** What was done, one of the names of OPERATORS. */
	kind: string;
}

/** The source with the mistake in it. */
export const mutate = (source: string, { from, to, text }: Change): string =>
	source.slice(0, from) + text + source.slice(to);

const hasNoBehaviour = (node: ts.Node) =>
	ts.isTypeNode(node) ||
	ts.isTypeAliasDeclaration(node) ||
	ts.isInterfaceDeclaration(node) ||
	ts.isImportDeclaration(node);

/** All mutants of a TypeScript source in the order of its text, each of another text than the others. */
export function mutantsOf(source: string): Mutant[] {
	const found = new Map<string, Mutant>();
	const visit = (node: ts.Node): void => {
		if (hasNoBehaviour(node)) return;
		for (const [kind, operator] of Object.entries(OPERATORS)) {
			for (const change of operator(node)) {
				const mutated = mutate(source, change);
				if (!found.has(mutated)) found.set(mutated, { ...change, kind });
			}
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
	return [...found.values()].sort((a, b) => a.from - b.from);
}

/** The lines that a mutant changes, as they were and as they are, and the number of the first. */
export function changedLines(
	source: string,
	mutant: Change,
): { line: number; before: string; after: string } {
	const start = source.lastIndexOf('\n', mutant.from - 1) + 1;
	const newline = source.indexOf('\n', mutant.to);
	const end = newline < 0 ? source.length : newline;
	return {
		line: source.slice(0, start).split('\n').length,
		before: source.slice(start, end),
		after: source.slice(start, mutant.from) + mutant.text + source.slice(mutant.to, end),
	};
}
