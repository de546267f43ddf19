/** The figures in docs/performance.md, and the few in the README: everything between two markers is made from results.json. */
import { growthExponent, type Results, type SmallMachine, type Subject, timeOf } from './results.mts';
import { cellsOf, failuresOf, inWords } from './table.mts';

const begin = '<!-- figures of test/bench/results.json, written by npm run bench -->';
const end = '<!-- end of the figures -->';

const thousands = (count: number) => count.toLocaleString('en-US');

/** How many times as long one takes as the other, as "1.4"; undefined where one of them has no time. */
function ratio(results: Results, rows: number, one: Subject, other: Subject): string | undefined {
	const [a, b] = [timeOf(results, rows, one), timeOf(results, rows, other)];
	if (a === undefined || b === undefined) return undefined;
	const times = a / b;
	return times < 10 ? times.toFixed(1) : times.toFixed(0);
}

function tableLines(results: Results): string[] {
	const [head, ...lines] = cellsOf(results.timings);
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head!), `|---|${'---:|'.repeat(head!.length - 1)}`, ...lines.map(line)];
}

/** What the times say, one sentence a line. */
function timeSentences(results: Results): string[] {
	const at = (rows: number, one: Subject, other: Subject) => ratio(results, rows, one, other);
	const phoneShare = (rows: number) => {
		const [part, whole] = [timeOf(results, rows, 'phoneCleaning'), timeOf(results, rows, 'hamsa')];
		return part === undefined || whole === undefined ? '?' : `${Math.round((part / whole) * 100)}%`;
	};
	const protection = (rows: number) => {
		const [withIt, without] = [timeOf(results, rows, 'hamsaProtected'), timeOf(results, rows, 'hamsa')];
		return withIt === undefined || without === undefined ? '?' : inWords(Math.max(0, withIt - without));
	};
	const readBack = [1_000, 10_000].map((rows) => {
		const [withIt, without] = [timeOf(results, rows, 'hamsaChecked'), timeOf(results, rows, 'hamsa')];
		return withIt === undefined || without === undefined ? '?' : inWords(Math.max(0, withIt - without));
	});
	const sentences = [
		`**10,000 rows:** ${at(10_000, 'codeHttp', 'hamsa')} times faster than Code + HTTP Request, ${at(10_000, 'expressions', 'hamsa')} times faster than a node that evaluates two expressions for each row. The node takes ${at(10_000, 'hamsa', 'floor')} times as long as the floor; at 100,000 rows, ${at(100_000, 'hamsa', 'floor')} times.`,
		`**Growth:** time grows with rows to the power of ${growthExponent(results, 1_000, 100_000)?.toFixed(2)} between 1,000 and 100,000 (1 would be as the rows do).`,
		`**Phone numbers** (all E.164) take ${phoneShare(10_000)} of the node's time at 10,000 rows and ${phoneShare(100_000)} at 100,000.`,
		`**Duplicate Protection** is off in the node's line of the table. Its look-up among 99 campaigns adds ${protection(10_000)} at 10,000 rows, as long as none of them has as many recipients.`,
	];
	// Not measured yet in results of before it was there.
	if (readBack.includes('?')) return sentences;
	return [
		...sentences,
		`**Check What Hamsa Stored** is off in the node's line too. It adds ${readBack[0]} at 1,000 rows, where every recipient is read back, and ${readBack[1]} at 10,000, where only their number is.`,
	];
}

const machineSentence = ({ machine, largest, resident, failedAt }: SmallMachine): string => {
	const limit = failedAt === undefined ? '' : ` (with ${thousands(failedAt.rows)}: ${failedAt.reason})`;
	const passed =
		largest === 0
			? 'no campaign passes'
			: `the largest campaign that passes has ${thousands(largest)} recipients (resident: ${resident} MiB)`;
	return `${machine} MiB: ${passed}${limit}`;
};

/** What the memory says, one sentence a line. */
function memorySentences({ memory, smallMachines }: Results): string[] {
	const { rowsOnly, hamsa, floor, floorLinked } = memory;
	if (!rowsOnly || !hamsa || !floor || !floorLinked) return [];
	const times = (part: number, whole: number) => (part / whole).toFixed(2);
	const mebibytes = (characters: number) => `${(characters / 2 ** 20).toFixed(1)} MiB`;
	return [
		`**Memory at 100,000 rows:** n8n's process peaks at ${hamsa.peak.median} MiB, ${times(hamsa.peak.median, rowsOnly.peak.median)} times what the same workflow takes without the node (${rowsOnly.peak.median} MiB).`,
		`**Linking the campaign to every row** makes the saved execution ${mebibytes(floorLinked.savedSize)} instead of ${mebibytes(floor.savedSize)}, and the peak ${floorLinked.peak.median} MiB instead of ${floor.peak.median} MiB (the floor with and without).`,
		`**Small machines**, with \`--max-old-space-size\` held to their memory, of which n8n alone needs more than 240 MiB. ${smallMachines.map(machineSentence).join('. ')}.`,
	];
}

/** What n8n's start says. */
function loadingSentence({ loading }: Results): string {
	const { date, milliseconds, mebibytes, bytes } = loading;
	const kilobytes = (count: number) => `${Math.round(count / 1000)} kB`;
	return `**When n8n starts** it loads ${kilobytes(bytes.atStart)} of the package, in ${Math.round(milliseconds.median)} ms and ${mebibytes.median.toFixed(1)} MiB of heap (median of ${milliseconds.all.length} processes; ${date}, version ${loading.package}). The other ${kilobytes(bytes.whenUsed)}, libraries and their data, load when they are first used.`;
}

const chartFrom = (folder: string) =>
	[
		`<picture><source media="(prefers-color-scheme: dark)" srcset="${folder}bench-dark.svg">`,
		`<img alt="Node time over rows: the Hamsa node near the floor, the other ways above it or failing" src="${folder}bench.svg"></picture>`,
	].join('\n');

/** The README's few lines: the chart, the times and the memory. */
export function summaryOf(results: Results): string {
	const [times] = timeSentences(results);
	const [memory, , machines] = memorySentences(results);
	const sentences = [times, memory, machines].filter((sentence) => sentence !== undefined);
	return [chartFrom('docs/'), '', ...sentences.map((sentence) => `- ${sentence}`)].join('\n');
}

/** All figures, as Markdown. */
export function figuresOf(results: Results): string {
	const { machine, versions, rounds, date } = results;
	const sentences = [
		...failuresOf(results.timings),
		...timeSentences(results),
		...memorySentences(results),
		loadingSentence(results),
	];
	return [
		chartFrom(''),
		'',
		...tableLines(results),
		'',
		...sentences.map((sentence) => `- ${sentence}`),
		'',
		`Medians of ${rounds} rounds; ${date}, version ${versions.package} on n8n ${versions.n8n}, Node ${versions.node}; ${machine.cores} cores (${machine.cpu}), ${machine.memory}, ${machine.system}.`,
	].join('\n');
}

/** A page with these figures, `figuresOf` or `summaryOf`, between its markers. */
export function withFigures(page: string, figures: string): string {
	const [from, to] = [page.indexOf(begin), page.indexOf(end)];
	if (from < 0 || to < from) throw new Error('A page has lost the markers of the figures');
	return `${page.slice(0, from)}${begin}\n\n${figures}\n\n${page.slice(to)}`;
}
