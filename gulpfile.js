'use strict';

/**
 * Builds the package into dist/: checks the types, bundles nodes and credential with what n8n does not provide (the
 * published package has no runtime dependencies; tools/bundle.mjs), copies icons, codex files and schemas, and collects the
 * licences of what was bundled.
 */
const fs = require('node:fs/promises');
const path = require('node:path');
const { promisify } = require('node:util');
const execFile = promisify(require('node:child_process').execFile);
const gulp = require('gulp');
const { n8n } = require('./package.json');

const outDir = 'dist';

const clean = async () => await fs.rm(outDir, { recursive: true, force: true });

async function typecheck() {
	try {
		await execFile(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', '.']);
	} catch (error) {
		throw new Error(error.stdout || error.message);
	}
}

/** Our own files that are made from others' data, and the folder with its licence. */
const madeFrom = new Map([['nodes/Hamsa/libraries/data/numberZones.json', 'tools/numberZones']]);

/** Folder of the npm package that an input file of the bundle belongs to, undefined for our own files. */
function packageOf(input) {
	if (madeFrom.has(input)) return madeFrom.get(input);
	const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
	return match?.[1];
}

async function bundle() {
	const { bundleInto } = await import('./tools/bundle.mjs');
	const inputs = await bundleInto(outDir, [...n8n.nodes, ...n8n.credentials]);
	const packages = new Set(inputs.map(packageOf).filter(Boolean));
	const notices = await Promise.all([...packages].sort().map(licenceOf));
	await fs.writeFile(path.join(outDir, 'THIRD-PARTY-LICENSES.txt'), notices.join('\n\n'));
}

async function licenceOf(folder) {
	const { name, version, license } = JSON.parse(await fs.readFile(path.join(folder, 'package.json'), 'utf8'));
	const file = (await fs.readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
	if (file === undefined) throw new Error(`${name} is bundled but has no licence file`);
	return `${name} ${version} (${license})\n\n${await fs.readFile(path.join(folder, file), 'utf8')}`;
}

const copy = () =>
	gulp
		.src(['icons/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
			base: '.',
			encoding: false,
		})
		.pipe(gulp.dest(outDir));

const bundled = gulp.series(clean, bundle, copy);

exports.build = gulp.series(typecheck, bundled);
/** The same package without the check of the types. */
exports.bundle = bundled;
