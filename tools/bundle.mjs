/**
 * Bundles the package into a folder, readable:
 *
 *     hamsa.js             the code of the nodes and the credential, which loads when n8n starts
 *     libraries/           what it takes from other packages (nodes/Hamsa/libraries); each file loads when it is first used
 *     nodes/, credentials/ the files that n8n looks for; each hands out its class of hamsa.js
 */
import { globSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const LIBRARIES = resolve('nodes/Hamsa/libraries');

const OPTIONS = {
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	// Provided by n8n at run time.
	external: ['n8n-workflow', 'luxon', 'crypto'],
	// A package that asks for it has a minified build for production; n8n's scanner refuses the question.
	define: { 'process.env.NODE_ENV': '"development"' },
	metafile: true,
	legalComments: 'none',
	logLevel: 'warning',
	write: false,
};

/** Where a library's file stands below libraries/. A file of data is written as its data. */
function builtLibrary(source) {
	const path = relative(LIBRARIES, source).replaceAll('\\', '/');
	return path.startsWith('data/') ? path.replace(/\.ts$/, '.json') : path.replace(/\.ts$/, '.js');
}

/** The file of nodes/Hamsa/libraries that an import means, undefined for others. */
function libraryOf({ path, resolveDir }) {
	const source = `${resolve(resolveDir, path)}.ts`;
	return path.startsWith('.') && source.startsWith(LIBRARIES) ? source : undefined;
}

/** In place of a library: its exports, for which it is loaded when the first of them is asked for. */
function whenUsed(source, outDir) {
	const path = builtLibrary(source);
	const names = Object.keys(createRequire(import.meta.url)(resolve(outDir, 'libraries', path)));
	return `
		let library;
		const load = () => (library ??= require('./libraries/${path}'));
		module.exports = {
			${names.map((name) => `get ${name}() { return load().${name}; },`).join('\n\t\t\t')}
		};`;
}

/** Where the code imports a library, it gets it when it uses it. */
const librariesWhenUsed = (outDir) => ({
	name: 'libraries when used',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /\/libraries\// }, (asked) => {
			if (asked.namespace === 'when-used') return { path: asked.path, external: true };
			const source = libraryOf(asked);
			return source && { path: relative('.', source), namespace: 'when-used' };
		});
		onLoad({ filter: /.*/, namespace: 'when-used' }, ({ path }) => ({
			contents: whenUsed(resolve(path), outDir),
			loader: 'js',
		}));
	},
});

/** A library that imports another one finds its file. */
const otherLibraries = {
	name: 'other libraries',
	setup({ onResolve }) {
		onResolve({ filter: /^\./ }, (asked) => {
			const source = asked.kind === 'entry-point' ? undefined : libraryOf(asked);
			if (source === undefined) return undefined;
			const [from, to] = [asked.importer, source].map(builtLibrary);
			const path = posix.relative(posix.dirname(from), to);
			return { path: path.startsWith('.') ? path : `./${path}`, external: true };
		});
	},
};

/** What a file of data exports, as JSON. */
function dataOf(code) {
	const module = { exports: {} };
	new Function('module', code)(module);
	return `${JSON.stringify({ ...module.exports })}\n`;
}

async function writeInto(file, text) {
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, text);
}

/**
 * Bundles the sources of these built files (`dist/nodes/…/Hamsa.node.js`) into `outDir`. The result names the files from which
 * all was made.
 */
export async function bundleInto(outDir, builtFiles) {
	const inputs = [];
	// Data first: what uses it is loaded below.
	const sources = globSync('nodes/Hamsa/libraries/{data/*,*}.ts');
	for (const source of sources) {
		const { outputFiles, metafile } = await build({
			...OPTIONS,
			entryPoints: [source],
			outdir: outDir,
			plugins: source.includes('/data/') ? [] : [otherLibraries],
		});
		const [{ text }] = outputFiles;
		const path = builtLibrary(resolve(source));
		await writeInto(join(outDir, 'libraries', path), path.endsWith('.json') ? dataOf(text) : text);
		inputs.push(...Object.keys(metafile.inputs));
	}

	const ownSources = builtFiles.map((file) => `./${relative(outDir, file).replace(/\.js$/, '.ts')}`);
	const { outputFiles, metafile } = await build({
		...OPTIONS,
		stdin: { contents: ownSources.map((source) => `export * from '${source}';`).join('\n'), resolveDir: '.' },
		outfile: join(outDir, 'hamsa.js'),
		plugins: [librariesWhenUsed(outDir)],
	});
	await writeInto(join(outDir, 'hamsa.js'), outputFiles[0].text);
	for (const file of builtFiles) {
		const name = posix.basename(file).replace(/\..*/, '');
		const path = posix.relative(posix.dirname(file), join(outDir, 'hamsa.js'));
		await writeInto(file, `"use strict";\nexports.${name} = require("${path}").${name};\n`);
	}
	return [...inputs, ...Object.keys(metafile.inputs)];
}
