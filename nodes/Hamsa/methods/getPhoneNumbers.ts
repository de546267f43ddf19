import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { toNodeError } from '../execution/nodeErrors';
import { readOptionalId } from '../fields/readers';
import { phoneNumberList, PHONE_NUMBER_PAGING } from '../hamsa/account';
import { openReader, readRows } from '../hamsa/http/reading';
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
function chosenAgent(context: ILoadOptionsFunctions): string | undefined {
	try {
		const chosen = context.getCurrentNodeParameter('voiceAgentId', { extractValue: true });
		return readOptionalId(chosen, 'Voice Agent');
	} catch {
		// The node has no such field, or it holds an expression.
		return undefined;
	}
}

/** The numbers of a voice agent, on whatever page of the list they are. Throws what the list shows to a person. */
async function numbersOf(
	context: ILoadOptionsFunctions,
	voiceAgentId: string,
): Promise<INodeListSearchItems[]> {
	try {
		const rows = await readRows(
			await openReader(context),
			phoneNumberList({ voiceAgentId }),
			PHONE_NUMBER_PAGING,
			{ accept: (row) => sameId(row.voiceAgentId, voiceAgentId) },
		);
		return rows.map(toEntry).sort(byName);
	} catch (error) {
		throw toNodeError(context.getNode(), error);
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
	const list = {
		request: phoneNumberList({}),
		paging: PHONE_NUMBER_PAGING,
		toEntry,
		matches: text === '' ? undefined : (entry: INodeListSearchItems) => matches(entry, text),
		order: byName,
	};
	const page = await loadList(this, list, paginationToken);
	if (agent === undefined) return page;
	const own = await numbersOf(this, agent);
	const isOwn = ({ value }: INodeListSearchItems) => own.some((entry) => entry.value === value);
	const first = paginationToken === undefined ? own.filter((entry) => matches(entry, text)) : [];
	return { ...page, results: [...first, ...page.results.filter((entry) => !isOwn(entry))] };
}
