/** What plays Google Sheets and those who get messages for the example of waves: a sheet that a test changes as a person does between two runs. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Workflow } from '../../../tools/n8n/rest.mts';
import type { Scene } from '../support/scene.mts';

type Node = Workflow['nodes'][number];
type Row = Record<string, unknown>;

/** The two sheets of the example, and what it told people. */
export interface Sheet {
	url: string;
	contacts: Row[];
	/** The one row of Settings. */
	settings: Row;
	/** What people were told. */
	messages: string[];
}

/** Google Sheets counts rows from 1, and the first is the header. */
const FIRST_ROW = 2;

/** Opens a sheet with these contacts, until the end of the scene. */
export async function openSheet({ atEnd }: Pick<Scene, 'atEnd'>, contacts: Row[]): Promise<Sheet> {
	const sheet: Sheet = {
		url: '',
		contacts,
		settings: { hold: false, state: '', waiting: '', lastRun: '' },
		messages: [],
	};
	const rowsOf = (path = '') => (path === '/Settings' ? [sheet.settings] : sheet.contacts);
	async function answer({ method, url }: IncomingMessage, body: () => Promise<Row>): Promise<unknown> {
		if (method === 'GET') {
			return rowsOf(url).map((row, index) => ({ row_number: index + FIRST_ROW, ...row }));
		}
		const { row_number: number, ...changes } = await body();
		if (method === 'POST') sheet.messages.push(String(changes.message));
		else Object.assign(rowsOf(url)[Number(number) - FIRST_ROW]!, changes);
		return changes;
	}
	const server = createServer((request, response) => {
		void answer(request, async () => (await json(request)) as Row).then((body) => {
			response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	atEnd(async () => {
		server.closeAllConnections();
		server.close();
	});
	sheet.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return sheet;
}

const request = (node: Node, parameters: Row): Node => ({
	...node,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: { options: {}, ...parameters },
});

/** A node of the example, or, in place of one of Google Sheets or of messages, one that asks the sheet. */
export function onSheet(node: Node, { url }: Sheet): Node {
	const sends = (path: string, method: string, fields: Record<string, string>) => {
		const parameters = Object.entries(fields).map(([name, value]) => ({ name, value }));
		return request(node, { url: `${url}/${path}`, method, sendBody: true, bodyParameters: { parameters } });
	};
	if (node.name === 'Send message') return sends('message', 'POST', { message: '={{ $json.message }}' });
	if (node.type !== 'n8n-nodes-base.googleSheets') return node;
	const { operation, sheetName, columns } = node.parameters as {
		operation: string;
		sheetName: { value: string };
		columns: { value: Record<string, string> };
	};
	const path = sheetName.value;
	return operation === 'read'
		? request(node, { url: `${url}/${path}` })
		: sends(path, 'PATCH', columns.value);
}
