import { beforeAll, describe, expect, it } from '@jest/globals';
import { CELLS, runCells, type Cell, type Observed } from './cells.mts';
import { tableOf, writeTable, writtenTable } from './readme.mts';

let observed: Observed[] = [];
beforeAll(async () => {
	observed = await runCells();
}, 600_000);

/** Where a person sees what came of a cell, by the node's On Error setting. */
function seenIn({ fault, run, onError }: Cell): Observed['seenIn'] {
	const { outcome } = fault.expected[run];
	if (outcome !== 'notCreated' && outcome !== 'mayExist') return 'output';
	if (onError === 'stopWorkflow') return 'failed execution';
	return onError === 'continueErrorOutput' ? 'error output' : 'failed rows';
}

describe('whatever goes wrong', () => {
	it.each(CELLS.map((cell, index) => ({ ...cell, index })))('$name', ({ index, ...cell }) => {
		const { outcome, campaigns, lost = 0 } = cell.fault.expected[cell.run];

		expect(observed[index]).toEqual({
			outcome,
			campaigns,
			called: campaigns * 3 - lost,
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
			else expect([campaigns < 2, lost]).toEqual([true, 0]);
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
