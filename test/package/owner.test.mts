/** What `npm run release` refuses to publish, and that links to the repository agree with package.json. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type OwnedManifest, placeholders, strayLinks, webAddress } from '../../tools/release/owner.mts';

const repository = 'https://github.com/someone/n8n-nodes-hamsa';
const owned: OwnedManifest = {
	name: 'n8n-nodes-hamsa',
	version: '1.2.3',
	author: { name: 'Someone', email: 'someone@company.io' },
	homepage: `${repository}#readme`,
	bugs: { url: `${repository}/issues` },
	repository: { url: `git+${repository}.git` },
};
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as OwnedManifest;
const texts = Object.fromEntries(
	[...globSync('nodes/**/*.node.json'), ...globSync('credentials/*.credentials.ts')].map((file) => [
		file,
		readFileSync(file, 'utf8'),
	]),
);

describe('the owner of the package', () => {
	it('is complete when nothing is a placeholder', () => {
		expect(placeholders(owned)).toEqual([]);
		expect(strayLinks(owned, { 'A.node.json': `"url": "${repository}#operations"` })).toEqual([]);
	});

	it.each<[string, Partial<OwnedManifest>]>([
		['author.name', { author: { name: 'Example Owner', email: 'someone@company.io' } }],
		['author.email', { author: { name: 'Someone', email: 'owner@example.com' } }],
		['repository.url', { repository: { url: 'git+https://example.com/n8n-nodes-hamsa.git' } }],
		['homepage', { homepage: 'https://docs.example.org/' }],
		['bugs.url', { bugs: { url: 'https://hamsa.example/issues' } }],
		['bugs.url', { bugs: { url: 'somewhere' } }],
	])('is incomplete while %s is a placeholder', (field, change) => {
		expect(placeholders({ ...owned, ...change })).toEqual([expect.stringMatching(`^${field} is ".+": set `)]);
	});

	it.each<[string, Partial<OwnedManifest>, Record<string, string>]>([
		['package.json, homepage', { homepage: 'https://github.com/another/n8n-nodes-hamsa#readme' }, {}],
		['package.json, bugs.url', { bugs: { url: 'https://github.com/another/n8n-nodes-hamsa/issues' } }, {}],
		['A.node.json', {}, { 'A.node.json': `"url": "${repository}-old#operations"` }],
		[
			'A.credentials.ts',
			{},
			{ 'A.credentials.ts': "documentationUrl = 'https://example.com/x#credentials'" },
		],
	])('is named with one address, also in %s', (where, change, files) => {
		expect(strayLinks({ ...owned, ...change }, files)).toEqual([expect.stringMatching(`^${where} `)]);
	});

	it('is named the same in package.json, the nodes and the credential', () => {
		expect(Object.keys(texts).length).toBe(4);
		expect(strayLinks(manifest, texts)).toEqual([]);
	});

	it('leads from each node and the credential to something that is there', () => {
		const base = webAddress(manifest);
		const headings = (file: string) =>
			[...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
				heading
					.toLowerCase()
					.replace(/[^\w\- ]/g, '')
					.replaceAll(' ', '-'),
			);
		const links = Object.values(texts).flatMap((text) =>
			[...text.matchAll(/(?:"url": "|documentationUrl = ')([^"']+)/g)].map(([, link = '']) =>
				link.slice(base.length),
			),
		);
		const dead = links.filter((link) => {
			const [page = '', heading = ''] = link.split('#');
			const file = page === '' ? 'README.md' : page.replace(/^\/blob\/main\//, '');
			return heading !== '' && !headings(file).includes(heading);
		});

		expect(links.length).toBe(7);
		expect(dead).toEqual([]);
	});

	it('is named nowhere else', () => {
		const elsewhere = [...globSync('.github/**/*.{md,yml}'), 'CHANGELOG.md'].filter((file) =>
			readFileSync(file, 'utf8').includes(webAddress(manifest)),
		);

		expect(elsewhere).toEqual([]);
	});
});
