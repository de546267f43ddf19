/** Renews what README and docs show of the benchmark. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/lib/paths.mts';
import { drawChart } from './chart.mts';
import { figuresOf, summaryOf, withFigures } from './figures.mts';
import type { Results } from './results.mts';

/** Draws docs/bench.svg, light and dark, and writes the figures into docs/performance.md and the README. */
export function drawDocs(results: Results): void {
	const docs = join(projectRoot, 'docs');
	mkdirSync(docs, { recursive: true });
	writeFileSync(join(docs, 'bench.svg'), drawChart(results, 'light'));
	writeFileSync(join(docs, 'bench-dark.svg'), drawChart(results, 'dark'));
	const pages = [
		[join(docs, 'performance.md'), figuresOf(results)],
		[join(projectRoot, 'README.md'), summaryOf(results)],
	] as const;
	for (const [page, figures] of pages) writeFileSync(page, withFigures(readFileSync(page, 'utf8'), figures));
}
