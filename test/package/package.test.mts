import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
// npm runs scripts from the package's root, and so does jest.
const repository = process.cwd();
let folder: string;
let packageDir: string;
let files: string[];

/** The package as npm would publish it, unpacked. */
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'hamsa-package-'));
	await run('npm', ['run', 'bundle'], { cwd: repository });
	const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
		cwd: repository,
	});
	const [packed] = JSON.parse(stdout) as [{ filename: string; files: Array<{ path: string }> }];
	files = packed.files.map(({ path }) => path);
	await run('tar', ['-xzf', join(folder, packed.filename), '-C', folder]);
	packageDir = join(folder, 'package');
}, 120_000);

afterAll(async () => await rm(folder, { recursive: true, force: true }));

const manifest = async () => JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));

interface LoadedTypes {
	nodes: Array<{ name: string; properties: Array<{ name: string }> }>;
	credentials: Array<{ name: string }>;
}

/** Loads the package with n8n's own loader in a process of its own, with n8n's modules on NODE_PATH as n8n does. */
async function loadAsN8n(): Promise<LoadedTypes> {
	const script = `
		require('reflect-metadata');
		const { PackageDirectoryLoader } = require('n8n-core');
		const loader = new PackageDirectoryLoader(process.argv[1]);
		loader.loadAll().then(() => {
			process.stdout.write(JSON.stringify(loader.types));
			process.exit();
		});`;
	const { stdout } = await run(process.execPath, ['--eval', script, packageDir], {
		cwd: repository,
		env: {
			...process.env,
			NODE_OPTIONS: '',
			NODE_PATH: join(repository, 'node_modules'),
			N8N_USER_FOLDER: folder,
		},
		maxBuffer: 16 * 1024 * 1024,
	});
	return JSON.parse(stdout.slice(stdout.indexOf('{"'))) as LoadedTypes;
}

describe('the packed package', () => {
	it('is loaded by n8n with node, credential, codex and icons', async () => {
		const { nodes, credentials } = await loadAsN8n();

		expect(nodes.map(({ name }) => name).sort()).toEqual(['hamsa', 'hamsaCampaignTrigger', 'hamsaTrigger']);
		const node = nodes.find(({ name }) => name === 'hamsa');
		expect(node).toMatchObject({
			displayName: 'Hamsa',
			codex: {
				categories: expect.arrayContaining(['Communication']),
				alias: expect.arrayContaining(['call']),
			},
			iconUrl: {
				light: expect.stringContaining('hamsa.svg'),
				dark: expect.stringContaining('hamsa.dark.svg'),
			},
		});
		expect(node?.properties.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['name', 'recipients', 'requestOptions']),
		);
		expect(credentials.map(({ name }) => name)).toEqual(['hamsaApi']);
	});

	it('holds every file that is named anywhere in it', async () => {
		const { n8n } = await manifest();
		const named = [
			...n8n.nodes,
			...n8n.credentials,
			...n8n.nodes.map((path: string) => path.replace(/\.js$/, '.json')),
			'dist/icons/hamsa.svg',
			'dist/icons/hamsa.dark.svg',
		];

		expect(named.filter((path) => !existsSync(join(packageDir, path)))).toEqual([]);
	});

	it('needs nothing at run time but what n8n provides, and carries the licences of what it bundles', async () => {
		const { dependencies, peerDependencies } = await manifest();
		const built = await readFile(join(packageDir, 'dist/nodes/Hamsa/Hamsa.node.js'), 'utf8');
		const required = [...built.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
		const licences = await readFile(join(packageDir, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');

		expect(dependencies).toBeUndefined();
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect([...new Set(required)].sort()).toEqual(['crypto', 'luxon', 'n8n-workflow']);
		for (const bundled of ['libphonenumber-js', 'countries-and-timezones', 'i18n-iso-countries']) {
			expect(licences).toContain(bundled);
		}
	});

	it('ships nothing but the build, its licence and its README', () => {
		expect(files.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
			'LICENSE.md',
			'README.md',
			'package.json',
		]);
	});
});
