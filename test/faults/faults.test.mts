import { beforeAll, describe, expect, it } from '@jest/globals';
import { CELLS, runCells, type Cell, type Observed } from './cells.mts';
import { tableOf, writeTable, writtenTable } from './readme.mts';
import type { Expected } from './table.mts';

let observed: Observed[] = [];
beforeAll(async () => {
	observed = await runCells();
}, 600_000);

/** What is expected of a cell with its On Error setting. */
function expectedOf({ fault, run, onError }: Cell): Expected {
	const { whenContinued, ...expected } = fault.expected[run];
	if (whenContinued === undefined || onError === 'stopWorkflow') return expected;
	return typeof whenContinued === 'number' ? { ...expected, campaigns: whenContinued } : whenContinued;
}

/** Where a person sees what came of a cell, by the node's On Error setting. */
function seenIn(cell: Cell): Observed['seenIn'] {
	const { onError } = cell;
	const { outcome } = expectedOf(cell);
	if (outcome === 'partly' || outcome === 'partlyMayExist') {
		if (onError === 'stopWorkflow') return 'failed execution';
		return onError === 'continueErrorOutput' ? 'output and error output' : 'output and failed rows';
	}
	if (outcome !== 'notCreated' && outcome !== 'mayExist') return 'output';
	if (onError === 'stopWorkflow') return 'failed execution';
	return onError === 'continueErrorOutput' ? 'error output' : 'failed rows';
}

describe('whatever goes wrong', () => {
	it.each(CELLS.map((cell, index) => ({ ...cell, index })))('$name', ({ index, ...cell }) => {
		const { outcome, campaigns, lost = 0 } = expectedOf(cell);
		const peopleOfEach = cell.fault.inThree === true ? 1 : 3;

		expect(observed[index]).toEqual({
			outcome,
			campaigns,
			called: campaigns * peopleOfEach - lost,
			lost,
			seenIn: seenIn(cell),
			words: expect.any(String),
		});
	});

	it('no cell has two campaigns, a lost contact, or a success without a campaign, unless others made it so and that is told', () => {
		expect(observed).toHaveLength(CELLS.length);
		for (const [index, { campaigns, lost, seenIn, outcome }] of observed.entries()) {
			const { fault, run } = CELLS[index]!;
			// What others do is told, wherever it is looked for.
			if (fault.byOthers === true) expect(outcome === 'created').toBe(run === 'tool');
			else expect([campaigns <= (fault.inThree === true ? 3 : 1), lost]).toEqual([true, 0]);
			expect(outcome).not.toBe('unclear');
			expect(seenIn === 'output' && campaigns === 0).toBe(false);
			expect(outcome === 'notCreated' && campaigns > 0).toBe(false);
		}
	});

	it('the docs tell what was observed', () => {
		const table = tableOf(observed);
		if (process.env.WRITE_DOCS === 'yes') writeTable(table);

		expect(writtenTable()).toBe(table);
	});
});
