/** What examples/README.md says of each example: what it needs, what to change in it, what it costs in executions. */
import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Workflow {
	nodes: Array<{ name: string; type: string; parameters: Record<string, unknown> }>;
}

const folder = 'examples';
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const workflowOf = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Workflow;

const page = readFileSync(join(folder, 'README.md'), 'utf8');
const section = /^## What each needs and costs\n(.*?)^## /ms.exec(page)?.[1] ?? '';

/** What the page says of an example, by file and by what it is about: name in bold, picture, and a list of three. */
const entries = new Map(
	[
		...section.matchAll(/^\*\*\[`([^`]+)`\]\([^)]+\)\*\*\n\n<picture>.*\n.*<\/picture>\n\n((?:[- ].*\n)+)/gm),
	].map(([, file = '', list = '']) => {
		const items = [...list.matchAll(/^- (Needs|Change|Executions): ((?:.|\n {2})+)/gm)].map(
			([, about = '', text = '']) => [about.toLowerCase(), text.replace(/\s+/g, ' ')] as const,
		);
		return [file, Object.fromEntries(items)] as const;
	}),
);

const isTrigger = ({ type }: Workflow['nodes'][number]) => /(?:Trigger|\.webhook)$/i.test(type);

/** How often a Schedule Trigger that counts minutes starts its workflow. */
function runsPerDay({ parameters }: Workflow['nodes'][number]): number {
	const { interval } = parameters.rule as { interval: Array<{ minutesInterval: number }> };
	return interval.reduce((sum, { minutesInterval }) => sum + (24 * 60) / minutesInterval, 0);
}

describe('examples/README.md', () => {
	it('has an entry for every example and for nothing else', () => {
		expect(files.length).toBeGreaterThan(0);
		expect([...entries.keys()].sort()).toEqual(files.sort());
	});

	it.each(files)('says of %s what it needs, what to change and what it costs', (file) => {
		const text = expect.stringMatching(/^.{20,}\.$/);

		expect(entries.get(file)).toEqual({ needs: text, change: text, executions: text });
	});

	it.each(files)('names nodes that %s has', (file) => {
		const { nodes } = workflowOf(file);
		const text = Object.values(entries.get(file) ?? {}).join(' ');
		const named = [...text.matchAll(/(?<![\w`])_([^_`]+)_(?![\w`])/g)].map(([, name]) => name);

		expect(named.length).toBeGreaterThan(0);
		expect(named.filter((name) => !nodes.some((node) => node.name === name))).toEqual([]);
	});

	it.each(files)('counts the executions of %s by what starts it', (file) => {
		const { nodes } = workflowOf(file);
		const triggers = nodes.filter(isTrigger);
		const isByHand = triggers.every(({ type }) => type.endsWith('.manualTrigger'));
		const { needs, executions } = entries.get(file) ?? {};

		expect(triggers.length).toBeGreaterThan(0);
		expect(executions).toMatch(isByHand ? /^By hand: none that count/ : /\b1 for each\b/);
		const runs = triggers.filter(({ type }) => type.endsWith('.scheduleTrigger')).map(runsPerDay);
		for (const count of runs) expect(executions).toContain(` ${count} a day`);
		// n8n Cloud has no files to read.
		const readsFile = nodes.some(({ type }) => type.endsWith('.readWriteFile'));
		expect(/self-hosted/.test(needs ?? '')).toBe(readsFile);
	});
});
