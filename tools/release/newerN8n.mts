/**
 * `npm run n8n:newer`: says whether the registry has a newer n8n than the one everything is tested on; status 1 when it has.
 * `-- --pin <version>` pins all packages of an n8n in tools/hosts/<version>, after which the tests can run on it. The newest is
 * one line more: `currentVersion` in tools/host.mts.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { currentVersion } from '../host.mts';
import { projectRoot } from '../lib/paths.mts';
import { mustRun } from '../lib/processes.mts';

const { values: options } = parseArgs({ options: { pin: { type: 'string' } } });
const hosts = join(projectRoot, 'tools', 'hosts');

/** Writes tools/hosts/<version> as that of the current version is: the same settings, another n8n. */
async function pin(version: string): Promise<void> {
	const text = readFileSync(join(hosts, currentVersion, 'package.json'), 'utf8');
	const directory = mkdtempSync(join(tmpdir(), 'n8n-nodes-hamsa-pin-'));
	try {
		writeFileSync(
			join(directory, 'package.json'),
			text.replace(`"n8n": "${currentVersion}"`, `"n8n": "${version}"`),
		);
		await mustRun(
			'npm',
			[
				'install',
				'--package-lock-only',
				'--ignore-scripts',
				'--omit-lockfile-registry-resolved',
				'--loglevel=error',
			],
			{ cwd: directory },
		);
		const target = join(hosts, version);
		mkdirSync(target, { recursive: true });
		for (const name of ['package.json', 'package-lock.json'])
			cpSync(join(directory, name), join(target, name));
	} finally {
		rmSync(directory, { recursive: true });
	}
}

/** Whether the version `a` is newer than `b`; both are releases, three numbers. */
function isNewer(a: string, b: string): boolean {
	const [left, right] = [a, b].map((version) => version.split('.').map(Number));
	const index = left?.findIndex((part, at) => part !== right?.[at]) ?? -1;
	return index >= 0 && Number(left?.[index]) > Number(right?.[index]);
}

if (options.pin !== undefined) {
	await pin(options.pin);
	console.log(`Pinned in tools/hosts/${options.pin}. To test on it: npm run test:e2e -- --n8n ${options.pin}
If it is the newest: set currentVersion in tools/host.mts, and remove the folder of a version that is tested no more.`);
} else {
	const { stdout } = await mustRun('npm', ['view', 'n8n', 'version'], { cwd: projectRoot });
	const newest = stdout.trim();
	const newer = isNewer(newest, currentVersion);
	console.log(
		newer
			? `n8n ${newest} is newer than ${currentVersion}. Pin it with: npm run n8n:newer -- --pin ${newest}`
			: `n8n ${currentVersion} is the newest (the registry has ${newest}).`,
	);
	process.exitCode = newer ? 1 : 0;
}
