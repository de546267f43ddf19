'use strict';

/**
 * A test environment of jest without a world of its own: a test file runs among the same globals as n8n does in this
 * process, so that n8n's engine is loaded once for all of them (see runtime.cjs). Jest's own environment makes a new set
 * of globals for every file. What jest puts into the globals for a file is taken out again at the end of it.
 */
const fs = require('node:fs');
const { ModuleMocker } = require('jest-mock');

/** What jest and its runner read through the globals, because a test may replace the originals. */
const NATIVE = {
	'jest-native-promise': Promise,
	'jest-native-now': Date.now.bind(Date),
	'jest-native-read-file': fs.readFileSync.bind(fs),
	'jest-native-write-file': fs.writeFileSync.bind(fs),
	'jest-native-exists-file': fs.existsSync.bind(fs),
};
for (const [name, value] of Object.entries(NATIVE)) globalThis[Symbol.for(name)] = value;

/** Properties of the globals that jest replaces for a test file. */
const REPLACED = [
	[globalThis, 'console'],
	[process, 'exit'],
	[process, 'getBuiltinModule'],
	[Error, 'prepareStackTrace'],
	[Error, 'stackTraceLimit'],
];

/** State that jest's test runner keeps in the globals while it runs a test file. */
const RUNNER_STATE = new Set([
	'JEST_STATE_SYMBOL',
	'EVENT_HANDLERS',
	'RETRY_TIMES_SETTER',
	'RETRY_TIMES',
	'RETRY_IMMEDIATELY',
	'WAIT_BEFORE_RETRY',
	'LOG_ERRORS_BEFORE_RETRY',
	'TEST_TIMEOUT_SYMBOL',
]);

module.exports = class HostEnvironment {
	global = globalThis;
	moduleMocker = new ModuleMocker(globalThis);
	// The tests run by the real clock.
	fakeTimers = null;
	fakeTimersModern = null;
	#originals = REPLACED.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));

	async setup() {}

	async teardown() {
		REPLACED.forEach(([owner, name], index) => {
			const original = this.#originals[index];
			if (original === undefined) delete owner[name];
			else Object.defineProperty(owner, name, original);
		});
		for (const key of Object.getOwnPropertySymbols(globalThis)) {
			if (RUNNER_STATE.has(key.description)) delete globalThis[key];
		}
		// Jest's sign that nothing of this file may run any more.
		this.global = null;
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	/** Only asked for by jest's loader of ES modules, which is not used: the transform makes CommonJS. */
	getVmContext() {
		return null;
	}
};
