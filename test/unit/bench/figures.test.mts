import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { withFigures } from '../../bench/report/figures.mts';
import type { Results } from '../../bench/report/results.mts';

const repository = process.cwd();
const readme = readFileSync(join(repository, 'README.md'), 'utf8');
const results = JSON.parse(readFileSync(join(repository, 'test/bench/results.json'), 'utf8')) as Results;

describe('the figures in the README', () => {
	it('are those of the last benchmark', () => {
		expect(withFigures(readme, results)).toBe(readme);
	});

	it('leave no gap where something was measured', () => {
		expect(withFigures(readme, results)).not.toMatch(/undefined|NaN|Infinity/);
	});

	it('change with the results', () => {
		const slower = structuredClone(results);
		slower.timings[10_000] = { ...slower.timings[10_000], hamsa: { median: 77.7, all: [77.7] } };

		expect(withFigures(readme, slower)).toContain('77.7 s');
	});
});
