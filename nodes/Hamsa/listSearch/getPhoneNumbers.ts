import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { fetchForList, PAGE_SIZE } from './fetchForList';

interface OwnNumber {
	number: string;
	label?: string;
	voiceAgent?: { name?: string } | null;
}

/** Pages that one search reads at the most: the endpoint has no search of its own, so all numbers are looked through. */
const MOST_SEARCHED_PAGES = 20;

const toEntry = ({ number, label, voiceAgent }: OwnNumber): INodeListSearchItems => ({
	name: label ? `${label} (${number})` : number,
	value: number,
	description: voiceAgent?.name ? `Answered by ${voiceAgent.name}` : undefined,
});

/** Whether an entry is what a person typed: its name, or digits of its number however they are spaced. */
function matches({ name, value }: INodeListSearchItems, filter: string): boolean {
	const digits = filter.replace(/[\s().-]/g, '');
	return (
		name.toLowerCase().includes(filter.toLowerCase()) || (digits !== '' && String(value).includes(digits))
	);
}

/** The account's own numbers. The answer is a bare array and pages count from 1 (API reference, "list phone numbers"). */
export async function getPhoneNumbers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const search = filter?.trim() ?? '';
	const found: INodeListSearchItems[] = [];
	let page = Number(paginationToken ?? 1);
	const lastPage = search === '' ? page : page + MOST_SEARCHED_PAGES - 1;
	for (;;) {
		const numbers = await fetchForList<OwnNumber[]>(this, '/v1/voice-agents/phone-number/list', {
			skip: page,
			take: PAGE_SIZE,
		});
		const entries = numbers.map(toEntry);
		found.push(...(search === '' ? entries : entries.filter((entry) => matches(entry, search))));
		const more = numbers.length === PAGE_SIZE;
		if (!more || page === lastPage) {
			found.sort((a, b) => a.name.localeCompare(b.name));
			return { results: found, paginationToken: more ? String(page + 1) : undefined };
		}
		page++;
	}
}
