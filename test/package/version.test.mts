/** The version is the same wherever it is told, and the changelog has what is in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const read = (file: string) => readFileSync(file, 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };

describe("the package's version", () => {
	it('is that of package-lock.json', () => {
		const lock = JSON.parse(read('package-lock.json')) as {
			version: string;
			packages: Record<string, { version?: string }>;
		};

		expect(lock.version).toBe(version);
		expect(lock.packages['']?.version).toBe(version);
	});

	it('is the newest in CHANGELOG.md, with what changed and a link', () => {
		const changelog = read('CHANGELOG.md');
		const released = [...changelog.matchAll(/^## \[(\d+\.\d+\.\d+)\](?: - \d{4}-\d{2}-\d{2})?$/gm)];
		const [newest] = released;
		const section = changelog.slice(newest?.index).split(/^## /m)[1] ?? '';

		expect(newest?.[1]).toBe(version);
		expect(changelog.indexOf('## [Unreleased]')).toBeLessThan(newest?.index ?? 0);
		expect(section).toMatch(/^### (?:Added|Changed|Fixed|Removed)$/m);
		for (const name of ['Unreleased', ...released.map(([, each]) => each)]) {
			expect(changelog).toContain(`\n[${name}]: ../../`);
		}
	});

	it('is the one that README and the form for defects name', () => {
		expect(read('README.md')).toContain(`Version ${version} `);
		expect(read('.github/ISSUE_TEMPLATE/bug.yml')).toContain(`e.g. ${version} `);
	});
});
