/**
 * The lint for every file of the project (`npm run lint:all`). n8n's own lint (`npm run lint`, eslint.config.mjs in the top
 * directory, which must stay n8n's template) sees .ts only and asks no types. Here are the mistakes that only types show.
 */
import { globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default tseslint.config(globalIgnores(['dist/', 'node_modules/', 'tools/hosts/']), {
	files: ['**/*.{ts,mts,js,mjs,cjs}'],
	plugins: { '@typescript-eslint': tseslint.plugin },
	languageOptions: {
		parser: tseslint.parser,
		parserOptions: { project: 'tools/lint/tsconfig.json' },
	},
	rules: {
		'@typescript-eslint/await-thenable': 'error',
		'@typescript-eslint/no-explicit-any': 'error',
		'@typescript-eslint/no-floating-promises': 'error',
		'@typescript-eslint/no-misused-promises': 'error',
		'@typescript-eslint/no-unnecessary-type-assertion': 'error',
		'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
	},
});
