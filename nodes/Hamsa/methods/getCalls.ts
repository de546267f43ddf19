import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { callList, numbersOf, CALL_PAGING } from '../hamsa/calls';
import { numberDigits } from '../phoneNumbers/digits';
import { loadList } from './loadList';

/** An entry, with the call it stands for. */
type CallEntry = INodeListSearchItems & { call: IDataObject };

const callOf = (entry: INodeListSearchItems) => (entry as CallEntry).call;

function toEntry(call: IDataObject): CallEntry {
	const { id, agentName, status, createdAt } = call;
	const { person } = numbersOf(call);
	const when = String(createdAt ?? '')
		.slice(0, 16)
		.replace('T', ' ');
	const details = [agentName, status, when === '' ? '' : `${when} UTC`].filter(Boolean).join(', ');
	return { name: `${String(person ?? id)} (${details})`, value: String(id), call };
}

/** Whether an entry is what a person typed: part of what it shows, or digits of the number however they are spaced. */
function matches(entry: INodeListSearchItems, filter: string): boolean {
	const isNumber = /^[+\d\s().-]+$/.test(filter);
	const wanted = isNumber ? numberDigits(filter) : '';
	return (
		entry.name.toLowerCase().includes(filter.toLowerCase()) ||
		(wanted !== '' && numberDigits(numbersOf(callOf(entry)).person).includes(wanted))
	);
}

/** Calls of the key's project, the latest first: who was called, by which voice agent, and how it ended. */
export async function getCalls(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const text = filter?.trim() ?? '';
	const list = {
		request: callList({}),
		paging: CALL_PAGING,
		toEntry,
		// The endpoint has no search.
		matches: text === '' ? undefined : (entry: INodeListSearchItems) => matches(entry, text),
		order: (a: INodeListSearchItems, b: INodeListSearchItems) =>
			String(callOf(b).createdAt).localeCompare(String(callOf(a).createdAt)),
	};
	const { results, ...rest } = await loadList(this, list, paginationToken);
	return { results: results.map(({ name, value }) => ({ name, value })), ...rest };
}
