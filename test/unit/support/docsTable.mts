/** Tables of the pages in docs/ that are made of what was observed: `WRITE_DOCS=yes` renews them. */
import { expect } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A table as Markdown. */
export const tableOf = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
	[head, head.map(() => '---'), ...rows]
		.map((cells, index) => (index === 1 ? `|${cells.join('|')}|` : `| ${cells.join(' | ')} |`))
		.join('\n');

/** Expects a page of docs/ to hold this table between two comments, or writes it there. */
export function expectInDocs(page: string, start: string, end: string, table: string): void {
	const file = join(process.cwd(), 'docs', page);
	const text = readFileSync(file, 'utf8');
	const from = text.indexOf(start);
	const to = text.indexOf(end, from) + end.length;
	if (from === -1 || to < end.length) throw new Error(`docs/${page} has no place for ${start}`);
	const block = [start, '', table, '', end].join('\n');
	if (process.env.WRITE_DOCS === 'yes') writeFileSync(file, text.slice(0, from) + block + text.slice(to));
	else expect(text.slice(from, to)).toBe(block);
}
