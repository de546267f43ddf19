/** The documents lead where they say, to files and headings of the repository, and show pictures for both themes. */
import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

const root = process.cwd();

function documentsBelow(folder: string): string[] {
	return readdirSync(join(root, folder)).flatMap((name) => {
		const path = join(folder, name);
		if (statSync(join(root, path)).isDirectory()) return documentsBelow(path);
		return name.endsWith('.md') ? [path] : [];
	});
}

const documents = [
	'README.md',
	'CHANGELOG.md',
	'examples/README.md',
	...documentsBelow('docs'),
	...documentsBelow('.github'),
];

/** Code is no text: a `#` in it is no heading, and brackets are no link. */
const withoutCode = (text: string) => text.replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, 'code');

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(file: string): Set<string> {
	const anchors = new Set<string>();
	const text = readFileSync(file, 'utf8').replace(/^```.*?^```/gms, '');
	for (const [, heading = ''] of text.matchAll(/^#+ (.+)$/gm)) {
		const base = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-');
		let anchor = base;
		for (let again = 1; anchors.has(anchor); again++) anchor = `${base}-${again}`;
		anchors.add(anchor);
	}
	return anchors;
}

/** The links of a document that lead nowhere. */
function broken(document: string): string[] {
	const file = join(root, document);
	const text = withoutCode(readFileSync(file, 'utf8'));
	const links = [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/ (?:src|srcset)="([^"]+)"/g)].map(
		([, to]) => to!,
	);
	return links.filter((link) => {
		if (/^[a-z]+:/i.test(link)) return false;
		const [path = '', anchor] = link.split('#');
		const target = path === '' ? file : resolve(dirname(file), path);
		if (!existsSync(target)) return true;
		return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).has(anchor);
	});
}

describe('links', () => {
	it.each(documents)('of %s lead to files and headings that are there', (document) => {
		expect(broken(document).map((link) => `${relative(root, document)}: ${link}`)).toEqual([]);
	});
});

/** The most that a picture may weigh, and all of them. */
const MOST_BYTES = 250_000;
const MOST_BYTES_OF_ALL = 4_000_000;

/** The pictures of docs/. */
const pictures = readdirSync(join(root, 'docs')).filter((name) => /\.(?:png|svg)$/.test(name));
const bytesOf = (picture: string) => statSync(join(root, 'docs', picture)).size;

/** What documents show, as the names of the light picture and of the dark one. */
const shown = documents.flatMap((document) =>
	[
		...readFileSync(join(root, document), 'utf8').matchAll(
			/<picture><source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)">\s<img alt="[^"]{20,}" src="([^"]+)"><\/picture>/g,
		),
	].map(([, dark = '', light = '']) => ({ document, light: basename(light), dark: basename(dark) })),
);

describe('pictures', () => {
	it('are light and dark, described for who cannot see them, and shown somewhere', () => {
		expect(shown.length).toBeGreaterThan(0);
		for (const { light, dark } of shown) expect(dark).toBe(light.replace(/(?=\.\w+$)/, '-dark'));
		expect([...new Set(shown.flatMap(({ light, dark }) => [light, dark]))].sort()).toEqual(pictures.sort());
	});

	it('are nowhere shown in the light theme only', () => {
		const withoutTheme = documents.filter((document) =>
			/!\[[^\]]*\]\([^)]+\.(?:png|svg)\)/.test(readFileSync(join(root, document), 'utf8')),
		);

		expect(withoutTheme).toEqual([]);
	});

	it(`weigh at most ${MOST_BYTES} bytes each and ${MOST_BYTES_OF_ALL} together`, () => {
		expect(pictures.filter((picture) => bytesOf(picture) > MOST_BYTES)).toEqual([]);
		expect(pictures.reduce((sum, picture) => sum + bytesOf(picture), 0)).toBeLessThanOrEqual(
			MOST_BYTES_OF_ALL,
		);
	});
});
