import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { phoneNumberList, PHONE_NUMBER_PAGING } from '../hamsa/account';
import { sameId } from '../hamsa/ids';
import { byName, loadList } from './loadList';

const toEntry = (row: IDataObject): INodeListSearchItems => {
	const { number, label, voiceAgent } = row as {
		number: string;
		label?: string;
		voiceAgent?: { name?: string } | null;
	};
	return {
		name: label ? `${label} (${number})` : number,
		value: number,
		description: voiceAgent?.name ? `Answered by ${voiceAgent.name}` : undefined,
	};
};

/** Whether an entry is what a person typed: its name, or digits of its number however they are spaced. */
function matches({ name, value }: INodeListSearchItems, filter: string): boolean {
	const digits = filter.replace(/[\s().-]/g, '');
	return (
		name.toLowerCase().includes(filter.toLowerCase()) || (digits !== '' && String(value).includes(digits))
	);
}

/** The voice agent that is chosen in the node; undefined where there is none yet. */
function chosenAgent(context: ILoadOptionsFunctions): unknown {
	try {
		return context.getCurrentNodeParameter('voiceAgentId', { extractValue: true });
	} catch {
		// The node has no such field, or it cannot be read yet.
		return undefined;
	}
}

/**
 * The account's own numbers, those of the chosen voice agent first. The endpoint has no search of its own, so all of them
 * are looked through.
 */
export async function getPhoneNumbers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const text = filter?.trim() ?? '';
	const agent = chosenAgent(this);
	const ofAgent = new Set<unknown>();
	const list = {
		request: phoneNumberList({}),
		paging: PHONE_NUMBER_PAGING,
		toEntry: (row: IDataObject) => {
			if (sameId(row.voiceAgentId, agent)) ofAgent.add(row.number);
			return toEntry(row);
		},
		matches: text === '' ? undefined : (entry: INodeListSearchItems) => matches(entry, text),
		order: (a: INodeListSearchItems, b: INodeListSearchItems) =>
			Number(ofAgent.has(b.value)) - Number(ofAgent.has(a.value)) || byName(a, b),
	};
	return await loadList(this, list, paginationToken);
}
