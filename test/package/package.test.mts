import { execFile } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as countries from '../../nodes/Hamsa/libraries/data/countries';
import * as numberZones from '../../nodes/Hamsa/libraries/data/numberZones';
import * as phoneMetadata from '../../nodes/Hamsa/libraries/data/phoneMetadata';
import * as windowsZones from '../../nodes/Hamsa/libraries/data/windowsZones';
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

/** What n8n has when it has loaded the package. */
interface Loaded {
	types: LoadedTypes;
	/** Its files whose code was run for that. */
	files: string[];
}

interface LoadedTypes {
	nodes: Array<{ name: string; properties: Array<{ name: string }> }>;
	credentials: Array<{ name: string }>;
}

/** Loads the package with n8n's own loader in a process of its own, with n8n's modules on NODE_PATH as n8n does. */
async function loadAsN8n(): Promise<Loaded> {
	const script = `
		require('reflect-metadata');
		const { PackageDirectoryLoader } = require('n8n-core');
		const loader = new PackageDirectoryLoader(process.argv[1]);
		loader.loadAll().then(() => {
			const files = Object.keys(require.cache).filter((file) => file.startsWith(process.argv[1]));
			process.stdout.write(JSON.stringify({ files, types: loader.types }));
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
	const { files: paths, types } = JSON.parse(stdout.slice(stdout.indexOf('{"files"'))) as Loaded;
	return { types, files: paths.map((path) => relative(packageDir, path)).sort() };
}

/** Files of data that the build makes, and the packages whose data it is. */
const dataOf: Record<string, string[]> = {
	'dist/libraries/data/countries.json': ['node_modules/i18n-iso-countries'],
	'dist/libraries/data/numberZones.json': ['tools/numberZones'],
	'dist/libraries/data/phoneMetadata.json': ['node_modules/libphonenumber-js'],
	'dist/libraries/data/windowsZones.json': ['node_modules/windows-iana'],
};
const libraries = ['dist/libraries/phoneNumbers.js', 'dist/libraries/timeZones.js', ...Object.keys(dataOf)];

/** What n8n loads when it starts. */
const loadedAtStart = [
	'dist/credentials/HamsaApi.credentials.js',
	'dist/hamsa.js',
	'dist/nodes/Hamsa/Hamsa.node.js',
	'dist/nodes/Hamsa/HamsaCampaignTrigger.node.js',
	'dist/nodes/Hamsa/HamsaTrigger.node.js',
];

const bytesOf = (paths: string[]) =>
	paths.reduce((sum, path) => sum + statSync(join(packageDir, path)).size, 0);

/** The code of the package's own files. */
const readCode = async () =>
	await Promise.all(
		files.filter((path) => path.endsWith('.js')).map((path) => readFile(join(packageDir, path), 'utf8')),
	);

describe('the packed package', () => {
	it('is loaded by n8n with node, credential, codex and icons', async () => {
		const {
			types: { nodes, credentials },
		} = await loadAsN8n();

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

	it('loads its own code when n8n starts, and what it takes from others only when that is used', async () => {
		const { files: loaded } = await loadAsN8n();

		// n8n reads the codex files, too.
		expect(loaded.filter((path) => !path.endsWith('.node.json'))).toEqual(loadedAtStart);
	});

	it('is small: 650 kB of readable code at the start, 350 kB that loads when it is used', () => {
		expect(bytesOf(loadedAtStart)).toBeLessThanOrEqual(650_000);
		expect(bytesOf(libraries)).toBeLessThanOrEqual(350_000);
	});

	it('has the data of the libraries as the sources have it', async () => {
		const sources = { countries, numberZones, phoneMetadata, windowsZones };
		for (const [name, source] of Object.entries(sources)) {
			const built = await readFile(join(packageDir, `dist/libraries/data/${name}.json`), 'utf8');

			// Compiled to CommonJS, a module has itself as its default.
			const exported = Object.entries(source).filter(([key]) => key !== 'default');
			expect({ [name]: JSON.parse(built) }).toEqual({ [name]: Object.fromEntries(exported) });
		}
	});

	it('finds its libraries when it uses them', () => {
		const load = createRequire(join(packageDir, 'package.json'));

		const { parsePhoneNumber } = load('./dist/libraries/phoneNumbers.js');
		const { zoneNamesOfCountry } = load('./dist/libraries/timeZones.js');

		expect(parsePhoneNumber('050 123 4567', { defaultCountry: 'SA' }).number).toBe('+966501234567');
		expect(zoneNamesOfCountry('SA')).toContain('Asia/Riyadh');
	});

	it('needs nothing at run time but what n8n provides', async () => {
		const { dependencies, peerDependencies } = await manifest();
		const required = (await readCode()).flatMap((text) =>
			[...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name),
		);

		expect(dependencies).toBeUndefined();
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect([...new Set(required)].filter((name) => !name.startsWith('.')).sort()).toEqual([
			'crypto',
			'luxon',
			'n8n-workflow',
		]);
	});

	it('carries the licence of everything that it bundles, and of nothing else', async () => {
		const licences = await readFile(join(packageDir, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
		// The bundle is not minified: esbuild says above each part which file it comes from.
		const inputs = new Set(
			(await readCode()).flatMap((text) =>
				[...text.matchAll(/^\/\/ (?:\S*\/)?(node_modules\/\S+)$/gm)].map(([, file = '']) => file),
			),
		);
		const folders = new Set([
			...[...inputs].map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)![0]),
			...Object.values(dataOf).flat(),
		]);
		const titles = await Promise.all(
			[...folders].sort().map(async (path) => {
				const { name, version, license } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
				const [file = ''] = globSync('{LICENSE,LICENCE,license,licence}*', { cwd: path });
				expect(licences).toContain(await readFile(join(path, file), 'utf8'));
				return `${name} ${version} (${license})`;
			}),
		);
		expect(titles.map((title) => title.replace(/ .*/, '')).sort()).toEqual([
			'countries-and-timezones',
			'i18n-iso-countries',
			'libphonenumber-js',
			'number-zones',
			'windows-iana',
		]);
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
				...loadedAtStart,
				...libraries,
				'dist/icons/hamsa.dark.svg',
				'dist/icons/hamsa.svg',
				...['Hamsa', 'HamsaCampaignTrigger', 'HamsaTrigger'].map(
					(name) => `dist/nodes/Hamsa/${name}.node.json`,
				),
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
