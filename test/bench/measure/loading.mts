/** What the package costs n8n before anybody uses it: every figure from a process of its own. */
import { globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/lib/paths.mts';
import { mustRun } from '../../../tools/lib/processes.mts';
import { packPackage, packageVersion } from '../../../tools/package.mts';
import { type Loading, median } from '../report/results.mts';

/** Loads what n8n's loader loads, where n8n has long loaded what it provides, and tells time, heap and files. */
const program = `
	const { join } = require('node:path');
	const folder = process.argv[1];
	const { n8n } = require(join(folder, 'package.json'));
	for (const provided of ['n8n-workflow', 'luxon', 'crypto']) require(provided);
	const heap = () => {
		for (let times = 0; times < 3; times++) gc();
		return process.memoryUsage().heapUsed;
	};
	const before = heap();
	const start = performance.now();
	const loaded = [...n8n.nodes, ...n8n.credentials].map((file) => {
		const [Type] = Object.values(require(join(folder, file)));
		return new Type();
	});
	const milliseconds = performance.now() - start;
	const mebibytes = (heap() - before) / 2 ** 20;
	const files = Object.keys(require.cache).filter((file) => file.startsWith(join(folder, 'dist')));
	// n8n keeps the nodes, too.
	console.log(JSON.stringify({ milliseconds, mebibytes, files, kept: loaded.length }));`;

interface Loaded {
	milliseconds: number;
	mebibytes: number;
	files: string[];
}

async function loadOnce(packageDir: string): Promise<Loaded> {
	const env = { ...process.env, NODE_OPTIONS: '', NODE_PATH: join(projectRoot, 'node_modules') };
	const { stdout } = await mustRun(process.execPath, ['--expose-gc', '--eval', program, packageDir], { env });
	return JSON.parse(stdout) as Loaded;
}

const bytesOf = (files: string[]) => files.reduce((sum, file) => sum + statSync(file).size, 0);

const rounded = (values: number[], digits: number) => {
	const all = values.map((value) => Number(value.toFixed(digits)));
	return { median: median(all), all };
};

/** Loads the packed package in fresh processes, one after the other. */
export async function measureLoading(rounds: number): Promise<Loading> {
	const folder = mkdtempSync(join(tmpdir(), 'hamsa-loading-'));
	try {
		const tarball = await packPackage(folder, 'bundle');
		await mustRun('tar', ['-xzf', tarball, '-C', folder]);
		const packageDir = join(folder, 'package');
		const taken: Loaded[] = [];
		for (let round = 0; round < rounds; round++) taken.push(await loadOnce(packageDir));
		const code = globSync('dist/**/*.js', { cwd: packageDir }).map((file) => join(packageDir, file));
		const data = globSync('dist/libraries/**/*.json', { cwd: packageDir }).map((file) =>
			join(packageDir, file),
		);
		const atStart = bytesOf(taken[0]!.files.filter((file) => file.endsWith('.js')));
		return {
			date: new Date().toISOString().slice(0, 10),
			package: packageVersion,
			milliseconds: rounded(
				taken.map(({ milliseconds }) => milliseconds),
				1,
			),
			mebibytes: rounded(
				taken.map(({ mebibytes }) => mebibytes),
				2,
			),
			bytes: { atStart, whenUsed: bytesOf([...code, ...data]) - atStart },
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
