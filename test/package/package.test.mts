import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packPackage } from '../../tools/package.mts';

const run = promisify(execFile);
// npm runs scripts from the package's root, and so does jest.
const repository = process.cwd();
let folder: string;
let packageDir: string;
let files: string[];

/** The package as npm would publish it, unpacked. */
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'hamsa-package-'));
	const tarball = await packPackage(folder, 'bundle');
	await run('tar', ['-xzf', tarball, '-C', folder]);
	packageDir = join(folder, 'package');
	files = globSync('**/*', { cwd: packageDir, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(packageDir, join(entry.parentPath, entry.name)));
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

	it('needs nothing at run time but what n8n provides', async () => {
		const { dependencies, peerDependencies } = await manifest();
		const code = await Promise.all(
			files.filter((path) => path.endsWith('.js')).map((path) => readFile(join(packageDir, path), 'utf8')),
		);
		const required = code.flatMap((text) =>
			[...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name),
		);

		expect(dependencies).toBeUndefined();
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect([...new Set(required)].sort()).toEqual(['crypto', 'luxon', 'n8n-workflow']);
	});

	it('carries the licence of everything that it bundles, and of nothing else', async () => {
		const licences = await readFile(join(packageDir, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
		const code = await Promise.all(
			files.filter((path) => path.endsWith('.js')).map((path) => readFile(join(packageDir, path), 'utf8')),
		);
		// The bundle is not minified: esbuild says above each part which file it comes from.
		const inputs = new Set(
			code.flatMap((text) =>
				[...text.matchAll(/^\/\/ ((?:node_modules|nodes|credentials)\/\S+)$/gm)].map(([, file = '']) => file),
			),
		);
		const foreign = [...inputs].filter((file) => file.startsWith('node_modules/'));
		const folders = new Set(foreign.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)![0]));
		// Our own data that is made from others'.
		const data = [...inputs].filter((file) => file.endsWith('.json') && !file.startsWith('node_modules/'));
		folders.add('tools/numberZones');

		expect(data).toEqual(['nodes/Hamsa/time/local/numberZones.json']);
		const titles = await Promise.all(
			[...folders].sort().map(async (path) => {
				const { name, version, license } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
				const [file = ''] = globSync('{LICENSE,LICENCE,license,licence}*', { cwd: path });
				expect(licences).toContain(await readFile(join(path, file), 'utf8'));
				return `${name} ${version} (${license})`;
			}),
		);
		expect(titles.map((title) => title.replace(/ .*/, ''))).toEqual(
			expect.arrayContaining([
				'countries-and-timezones',
				'i18n-iso-countries',
				'libphonenumber-js',
				'number-zones',
			]),
		);
		expect(licences.match(/^\S+ \d+\.\d+\.\d+ \(.+\)$/gm)?.sort()).toEqual(titles.sort());
	});

	it('ships these files and no others', async () => {
		const schemas = globSync('nodes/**/__schema__/**/*.json');

		expect(schemas.length).toBeGreaterThan(0);
		expect(files.sort()).toEqual(
			[
				'LICENSE.md',
				'README.md',
				'package.json',
				'dist/THIRD-PARTY-LICENSES.txt',
				'dist/credentials/HamsaApi.credentials.js',
				'dist/icons/hamsa.dark.svg',
				'dist/icons/hamsa.svg',
				...['Hamsa', 'HamsaCampaignTrigger', 'HamsaTrigger'].flatMap((name) => [
					`dist/nodes/Hamsa/${name}.node.js`,
					`dist/nodes/Hamsa/${name}.node.json`,
				]),
				...schemas.map((path) => `dist/${path}`),
			].sort(),
		);
	});

	it('has a package.json without what only developers need', async () => {
		const developed = JSON.parse(await readFile('package.json', 'utf8'));
		const published = await manifest();

		expect(Object.keys(published)).toEqual([
			'name',
			'version',
			'description',
			'keywords',
			'license',
			'homepage',
			'bugs',
			'author',
			'repository',
			'engines',
			'files',
			'n8n',
			'peerDependencies',
		]);
		expect(developed).toMatchObject(published);
	});

	it("passes n8n's scanner, and so do the sources that its provenance names", async () => {
		const script = `
			import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
			const results = [
				await analyzePackage(process.argv[1], SOURCE_FILE_PATTERNS),
				await analyzePackage(process.argv[2], ['**/*.js', 'package.json']),
			];
			process.stdout.write(JSON.stringify(results));`;
		const { stdout } = await run(
			process.execPath,
			['--input-type=module', '--eval', script, repository, packageDir],
			{
				cwd: repository,
				// In its own tests one of its plugins judges every file as if it were a node's.
				env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
				maxBuffer: 16 * 1024 * 1024,
			},
		);

		expect(JSON.parse(stdout)).toEqual([{ passed: true }, { passed: true }]);
	});
});
