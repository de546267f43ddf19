import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's top directory. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where what is worth keeping between runs lives (the installed n8n, prepared user folders): outside the repository. */
export function cacheDirectory(): string {
	const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
	const directory = join(base, 'n8n-nodes-hamsa');
	mkdirSync(directory, { recursive: true });
	return directory;
}

/** The first 12 hex digits of the SHA-256 of the given texts. */
export function shortHash(...texts: Array<string | Buffer>): string {
	const hash = createHash('sha256');
	for (const text of texts) hash.update(text).update('\0');
	return hash.digest('hex').slice(0, 12);
}

function filesBelow(path: string): string[] {
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesBelow(join(path, name)));
}

/** One hash over the names and contents of files and whole directories, given relative to the project. Missing ones are left out. */
export function hashOfFiles(paths: string[]): string {
	const files = paths.map((path) => join(projectRoot, path)).filter((path) => existsSync(path));
	return shortHash(
		...files.flatMap(filesBelow).flatMap((file) => [relative(projectRoot, file), readFileSync(file)]),
	);
}
