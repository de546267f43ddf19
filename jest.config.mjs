/** Tests are .mts (n8n's lint judges every .ts); ts-jest turns them, and the node's own sources, into CommonJS. */
export default {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.mts'],
	// The faults take minutes and have a command of their own: npm run test:faults.
	testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/faults/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'json'],
	transform: {
		'^.+\\.m?ts$': [
			'ts-jest',
			{
				diagnostics: false,
				tsconfig: {
					module: 'commonjs',
					moduleResolution: 'node10',
					target: 'es2022',
					esModuleInterop: true,
					resolveJsonModule: true,
					isolatedModules: true,
					allowImportingTsExtensions: true,
					noEmit: false,
				},
			},
		],
	},
	testTimeout: 60_000,
};
