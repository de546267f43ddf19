/** Tables of the README that are made of what was observed: `WRITE_README=yes` renews them. */
import { expect } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const README = join(process.cwd(), 'README.md');

/** A table as Markdown. */
export const tableOf = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
	[head, head.map(() => '---'), ...rows]
		.map((cells, index) => (index === 1 ? `|${cells.join('|')}|` : `| ${cells.join(' | ')} |`))
		.join('\n');

/** Expects the README to hold this table between two comments, or writes it there. */
export function expectInReadme(start: string, end: string, table: string): void {
	const text = readFileSync(README, 'utf8');
	const from = text.indexOf(start);
	const to = text.indexOf(end, from) + end.length;
	if (from === -1 || to < end.length) throw new Error(`The README has no place for ${start}`);
	const block = [start, '', table, '', end].join('\n');
	if (process.env.WRITE_README === 'yes') writeFileSync(README, text.slice(0, from) + block + text.slice(to));
	else expect(text.slice(from, to)).toBe(block);
}
