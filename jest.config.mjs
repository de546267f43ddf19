import { availableParallelism } from 'node:os';

/**
 * Tests are .mts (n8n's lint judges every .ts). They and the node's own sources become CommonJS; n8n's engine is loaded once
 * for the test files of a process (tools/jest).
 */
export default {
	// Much of a test is waiting, so the checks that run beside jest cost it little (tools/test.mts).
	maxWorkers: Math.max(2, availableParallelism() - 1),
	testEnvironment: '<rootDir>/tools/jest/environment.cjs',
	runtime: '<rootDir>/tools/jest/runtime.cjs',
	transform: { '^.+\\.m?ts$': '<rootDir>/tools/jest/transform.cjs' },
	// Every test imports what it uses from @jest/globals.
	injectGlobals: false,
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	// The faults take minutes and have a command of their own: npm run test:faults.
	testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/faults/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/tools/hosts/'],
	moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'json'],
	testTimeout: 60_000,
	// Asked for with --coverage; what is not loaded by any test counts too.
	coverageProvider: 'v8',
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['json-summary'],
};
