import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { figuresOf, summaryOf, withFigures } from '../../bench/report/figures.mts';
import type { Results } from '../../bench/report/results.mts';

const repository = process.cwd();
const results = JSON.parse(readFileSync(join(repository, 'test/bench/results.json'), 'utf8')) as Results;
const PAGES = [
	{ page: 'docs/performance.md', figures: figuresOf },
	{ page: 'README.md', figures: summaryOf },
];

describe.each(PAGES)('the figures in $page', ({ page, figures }) => {
	const text = readFileSync(join(repository, page), 'utf8');

	it('are those of the last benchmark', () => {
		expect(withFigures(text, figures(results))).toBe(text);
	});

	it('leave no gap where something was measured', () => {
		expect(figures(results)).not.toMatch(/undefined|NaN|Infinity/);
	});
});

describe('the figures', () => {
	it('change with the results', () => {
		const slower = structuredClone(results);
		slower.timings[10_000] = { ...slower.timings[10_000], hamsa: { median: 77.7, all: [77.7] } };

		expect(figuresOf(slower)).toContain('77.7 s');
		expect(summaryOf(slower)).not.toBe(summaryOf(results));
	});
});
