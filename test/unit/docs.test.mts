/** The documents lead where they say: every link to a file or a heading of the repository. */
import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

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
	const links = [...withoutCode(readFileSync(file, 'utf8')).matchAll(/\]\(([^)\s]+)\)/g)].map(
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
