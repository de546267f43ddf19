/** Renews what the README shows of the benchmark. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/lib/paths.mts';
import { drawChart } from './chart.mts';
import { withFigures } from './figures.mts';
import type { Results } from './results.mts';

/** Draws docs/bench.svg and writes the figures into the README. */
export function drawDocs(results: Results): void {
	const docs = join(projectRoot, 'docs');
	mkdirSync(docs, { recursive: true });
	writeFileSync(join(docs, 'bench.svg'), drawChart(results));
	const readme = join(projectRoot, 'README.md');
	writeFileSync(readme, withFigures(readFileSync(readme, 'utf8'), results));
}
