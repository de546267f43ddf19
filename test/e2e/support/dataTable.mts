/** n8n's data table "doNotCall", as the notes of the examples say to make it. */
import type { RestClient } from '../../../tools/n8n/rest.mts';

type Row = Record<string, unknown>;

/** A table in n8n. */
export interface DataTable {
	rows(): Promise<Row[]>;
	add(rows: Row[]): Promise<void>;
	remove(): Promise<void>;
}

/** Makes the table, empty. */
export async function makeDoNotCallTable(rest: RestClient): Promise<DataTable> {
	const { id: project } = await rest.request<{ id: string }>('GET', '/projects/personal');
	const tables = `/projects/${project}/data-tables`;
	const { id } = await rest.request<{ id: string }>('POST', tables, {
		name: 'doNotCall',
		columns: [
			{ name: 'phone', type: 'string' },
			{ name: 'callId', type: 'string' },
			{ name: 'optedOutAt', type: 'date' },
		],
	});
	const table = `${tables}/${id}`;
	return {
		rows: async () => (await rest.request<{ data: Row[] }>('GET', `${table}/rows`)).data,
		add: async (data) => void (await rest.request('POST', `${table}/insert`, { data })),
		remove: async () => void (await rest.request('DELETE', table)),
	};
}
