'use strict';

/**
 * Jest's module loader, with two differences. Packages are loaded by Node itself, once for all test files of a process:
 * n8n-core alone is thousands of files, which jest would read and compile again for every test file. And the project's own
 * files are compiled among the globals of this process (environment.cjs), so that an Error of n8n is an Error of theirs.
 * The project's own files are still loaded afresh for every test file: none sees what another has left in their memory.
 */
const { createRequire, isBuiltin } = require('node:module');
const { isAbsolute } = require('node:path');
const vm = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const isPackage = (name) => !name.startsWith('.') && !isAbsolute(name) && !isBuiltin(name);

module.exports = class HostRuntime extends Runtime {
	constructor(...args) {
		super(...args);
		const { executor } = this;
		if (typeof executor?.compile !== 'function') {
			throw new Error('This version of jest compiles test files in another way; see tools/jest/runtime.cjs');
		}
		executor.compile = (source, filename) => {
			if (this._environment.global === null) return null;
			return vm.compileFunction(source, executor.injectedModuleParameters, {
				filename,
				importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
			});
		};
	}

	requireModule(from, name, options, isRequireActual) {
		if (name !== undefined && options?.isInternalModule !== true && isPackage(name)) {
			return createRequire(from)(name);
		}
		return super.requireModule(from, name, options, isRequireActual);
	}
};
