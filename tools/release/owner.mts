/** What the future owner has to set before anything is published, and whether it is set. */

/** The fields of package.json that name the owner. */
export interface OwnedManifest {
	name: string;
	version: string;
	homepage: string;
	author: { name: string; email: string };
	bugs: { url: string };
	repository: { url: string };
}

/** Names that nobody can own (RFC 2606 and 6761): what stands under them is a placeholder. */
const RESERVED = /(?:^|\.)(?:example\.(?:com|net|org)|example|invalid|localhost|test)$/i;

const isPlaceholder = (host: string) => RESERVED.test(host);

function hostOf(url: string): string {
	const parsed = URL.parse(url.replace(/^git\+/, ''));
	return parsed?.hostname ?? 'invalid';
}

/** What is still a placeholder in package.json, each with what to put there; none when the owner is set. */
export function placeholders({ author, homepage, bugs, repository }: OwnedManifest): string[] {
	const found: Array<[placeholder: boolean, field: string, value: string, wanted: string]> = [
		[
			/^example\b/i.test(author.name),
			'author.name',
			author.name,
			'the person or organisation that publishes',
		],
		[
			isPlaceholder(author.email.split('@').at(-1) ?? ''),
			'author.email',
			author.email,
			'an address that the publisher reads',
		],
		[
			isPlaceholder(hostOf(repository.url)),
			'repository.url',
			repository.url,
			'git+, the public repository on GitHub, .git',
		],
		[isPlaceholder(hostOf(homepage)), 'homepage', homepage, 'the repository, with #readme'],
		[isPlaceholder(hostOf(bugs.url)), 'bugs.url', bugs.url, 'the repository, with /issues'],
	];
	return found
		.filter(([placeholder]) => placeholder)
		.map(([, field, value, wanted]) => `${field} is "${value}": set ${wanted}`);
}

/** The repository's address on the web, as package.json's repository names it. */
export function webAddress({ repository }: OwnedManifest): string {
	return repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
}

/** The links in `texts` (by file name) and package.json that do not lead to package.json's repository. */
export function strayLinks(manifest: OwnedManifest, texts: Record<string, string>): string[] {
	const base = webAddress(manifest);
	const own: Record<string, string> = {
		'package.json, homepage': manifest.homepage,
		'package.json, bugs.url': manifest.bugs.url,
	};
	const wanted: Record<string, string> = {
		'package.json, homepage': `${base}#readme`,
		'package.json, bugs.url': `${base}/issues`,
	};
	const links = Object.entries(texts).flatMap(([file, text]) =>
		[...text.matchAll(/(?:"url": "|documentationUrl = ')([^"']+)/g)].map(([, link = '']) => ({ file, link })),
	);
	return [
		...Object.entries(own)
			.filter(([field, value]) => value !== wanted[field])
			.map(([field, value]) => `${field} is "${value}": it should be "${wanted[field]}"`),
		...links
			.filter(({ link }) => !link.startsWith(`${base}#`) && !link.startsWith(`${base}/`))
			.map(({ file, link }) => `${file} links to "${link}": it should begin with "${base}"`),
	];
}
