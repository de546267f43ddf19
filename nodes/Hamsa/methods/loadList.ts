import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { toNodeError } from '../execution/nodeErrors';
import { isLastPage, type Paging } from '../hamsa/http/paging';
import { openReader, readPage } from '../hamsa/http/reading';
import type { HamsaRequest } from '../hamsa/http/transport';

/** A list of Hamsa's as the editor shows it. */
interface SearchableList {
	request: HamsaRequest;
	paging: Paging;
	toEntry(row: IDataObject): INodeListSearchItems;
	/** Whether an entry is what a person typed; left out where the endpoint itself can be relied on to search. */
	matches?(entry: INodeListSearchItems): boolean;
	order(a: INodeListSearchItems, b: INodeListSearchItems): number;
}

/** Pages that one search reads at most where all rows are looked through. */
const MOST_SEARCHED_PAGES = 20;

/** Orders the entries of a list by their names. */
export const byName = (a: INodeListSearchItems, b: INodeListSearchItems) => a.name.localeCompare(b.name);

/**
 * Loads one page of a list, or, where it is searched here, up to 20. `token` is what the page before it returned: where to
 * go on. Throws what the list shows to a person.
 */
export async function loadList(
	context: ILoadOptionsFunctions,
	{ request, paging, toEntry, matches, order }: SearchableList,
	token = '0,0',
): Promise<INodeListSearchResult> {
	const results: INodeListSearchItems[] = [];
	let [index, seen] = token.split(',').map(Number) as [number, number];
	const end = index + (matches === undefined ? 1 : MOST_SEARCHED_PAGES);
	try {
		const reader = await openReader(context);
		for (let more = true; more && index < end; index++) {
			const page = await readPage(reader, request, paging, index, seen);
			const entries = page.rows.map(toEntry);
			results.push(...(matches === undefined ? entries : entries.filter(matches)));
			seen += page.rows.length;
			more = !isLastPage(page, seen, paging.size);
			if (!more) return { results: results.sort(order) };
		}
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
	return { results: results.sort(order), paginationToken: `${index},${seen}` };
}
