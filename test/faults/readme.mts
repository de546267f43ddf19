/** The table of docs/what-happens-when.md, made of what was observed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../tools/lib/paths.mts';
import { CELLS, type Observed } from './cells.mts';
import { FAULTS, RUNS, type Fault, type Run } from './table.mts';

const PAGE = join(projectRoot, 'docs/what-happens-when.md');
const START = '<!-- made by `npm run test:faults -- --readme` -->';
const END = '<!-- end -->';

const amount = (campaigns: number) => (campaigns === 3 ? 'Three campaigns' : 'One campaign');

const WORDS: Record<Observed['outcome'], (campaigns: number) => string> = {
	created: (campaigns) => `${amount(campaigns)}, everyone once`,
	found: (campaigns) => `${amount(campaigns)}, everyone once; a hint tells that the answer was lost`,
	differs: () => 'One campaign; `verified: false`, and a warning tells what Hamsa stored otherwise',
	twin: () => '**Two campaigns**; a warning names both and says which one to cancel',
	laterTwin: () => '**Two campaigns**; a hint names both; whoever made the other with this node is warned',
	unchecked: () => 'One campaign, everyone once; `verified: null`, and a hint tells why',
	existed: () => 'The first campaign comes back, nobody new is called',
	notCreated: () => '**Error**: no campaign, nobody is called',
	mayExist: (campaigns) =>
		campaigns === 0
			? '**Error: it may exist, look**; nobody is called'
			: '**Error: it may exist, look**; everyone once',
	partly: (campaigns) => `**Error**: ${campaigns} of 3 exist, the others are not called`,
	partlyMayExist: (campaigns) => `**Error: it may exist, look**; ${campaigns} of the others exist`,
	unclear: () => 'unclear',
};

/** What came of a fault in one way of running, which is the same for each On Error setting. */
function cellText(fault: Fault, run: Run, observed: readonly Observed[]): string {
	const texts = CELLS.flatMap((cell, index) => {
		const { outcome, campaigns } = observed[index]!;
		if (cell.fault !== fault || cell.run !== run) return [];
		if (fault.byOthers === true && outcome === 'created')
			return [`${campaigns === 2 ? '**Two campaigns**' : 'One campaign'}; not looked at, nobody is told`];
		return [WORDS[outcome](campaigns)];
	});
	return [...new Set(texts)].join(' or ');
}

const capitalised = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The block with its markers. */
export function tableOf(observed: readonly Observed[]): string {
	const rows = new Map<string, string[]>();
	for (const fault of FAULTS) {
		const cells = RUNS.map((run) => cellText(fault, run, observed)).join(' | ');
		// Faults that look different and come to the same share a row.
		const key = `${fault.but === undefined ? '' : `; ${fault.but}`} | ${cells}`;
		if (fault.but === undefined) rows.set(`${fault.name}${key}`, ['']);
		else rows.set(key, [...(rows.get(key) ?? []), fault.name]);
	}
	return [
		START,
		'',
		'| What goes wrong | Retry On Fail off | Retry On Fail on | As a tool of an AI agent or MCP |',
		'|---|---|---|---|',
		...[...rows].map(([row, names]) => `| ${capitalised(names.join(', '))}${row} |`),
		'',
		END,
	].join('\n');
}

function split(): { before: string; table: string; after: string } {
	const text = readFileSync(PAGE, 'utf8');
	const start = text.indexOf(START);
	const end = text.indexOf(END, start) + END.length;
	if (start === -1 || end < END.length) throw new Error(`${PAGE} has no place for the table of faults`);
	return { before: text.slice(0, start), table: text.slice(start, end), after: text.slice(end) };
}

/** The table that the page holds now. */
export const writtenTable = (): string => split().table;

/** Puts this table into the page. */
export function writeTable(table: string): void {
	const { before, after } = split();
	writeFileSync(PAGE, before + table + after);
}
