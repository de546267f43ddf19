'use strict';

/** Turns the project's TypeScript into CommonJS for jest with esbuild, which builds the package too. Types are checked elsewhere. */
const { createHash } = require('node:crypto');
const { dirname } = require('node:path');
const { pathToFileURL } = require('node:url');
const esbuild = require('esbuild');

/** Everything that decides what comes out, besides the file itself. */
const OPTIONS = { loader: 'ts', format: 'cjs', target: 'node24', sourcemap: 'external' };

module.exports = {
	process(source, file) {
		// CommonJS has no import.meta.
		const define = {
			'import.meta.url': JSON.stringify(pathToFileURL(file).href),
			'import.meta.filename': JSON.stringify(file),
			'import.meta.dirname': JSON.stringify(dirname(file)),
		};
		const { code, map } = esbuild.transformSync(source, { ...OPTIONS, define, sourcefile: file });
		return { code, map };
	},
	getCacheKey: (source, file, { instrument }) =>
		createHash('sha256')
			.update(JSON.stringify([esbuild.version, OPTIONS, file, instrument, source]))
			.digest('hex'),
};
