/** The physical limit: a Node.js script that stringifies the body and posts it, in a process of its own. */
import { request } from 'node:http';
import { campaign, campaignsPath, makeRows } from './campaign.mts';

const [, , origin] = process.argv;

async function post(body: object): Promise<void> {
	const text = JSON.stringify(body);
	await new Promise<void>((resolve, reject) => {
		const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
		const outgoing = request(`${origin}${campaignsPath}`, { method: 'POST', headers }, (response) => {
			response.resume();
			response.on('end', resolve);
		});
		outgoing.on('error', reject);
		outgoing.end(text);
	});
}

/** Answers a number of rows with the milliseconds it took to send them. */
async function send(rows: number): Promise<void> {
	const recipients = makeRows(rows).map(({ phoneNumber, name }) => ({ phoneNumber, name }));
	const body = { ...campaign, recipients };
	const started = performance.now();
	await post(body);
	process.send?.(performance.now() - started);
}

// A request that fails ends this process.
process.on('message', (rows: number) => void send(rows));
process.on('disconnect', () => process.exit());
