/** The CRM that posts batches of contacts to the webhook process. */
import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Contact, type Hook, newContacts } from './workflow.mts';

/** What the CRM learns of one batch it has posted. */
export interface Delivery {
	batch: Contact[];
	/** undefined when the connection broke or no answer came in time. */
	status: number | undefined;
	answer: string;
	latencyMs: number;
}

/** The item of a campaign, as far as senders look at it. */
interface CampaignItem {
	id: string;
	alreadyExisted?: boolean;
	verified?: boolean | null;
}

/** Nobody waits longer for one answer: a dead process's lock is taken over after five minutes and the node's Timeout. */
const longPatienceMs = 600_000;
/** How often a sender posts a batch of which it was not told a campaign, and how long it waits in between. */
const mostPosts = 30;
const pauseMs = 1_000;

export const newBatches = (count: number, contacts: number) =>
	Array.from({ length: count }, () => newContacts(contacts));

/**
 * The campaign that a sender was told of. The status alone does not say so: n8n 2.41.1 answers 200 and "the last node did
 * not return any data" when it could not save how the execution went, even if the campaign was never made.
 */
export function campaignOf({ status, answer }: Delivery): CampaignItem | undefined {
	if (status !== 200) return undefined;
	const item = JSON.parse(answer) as Partial<CampaignItem>;
	return item.id === undefined ? undefined : { ...item, id: item.id };
}

/** Whether the sender was told of its campaign. */
export const isServed = (delivery: Delivery) => campaignOf(delivery) !== undefined;

/** Posts and resolves with the answer; Node's fetch would give up after five minutes. */
async function post(
	url: string,
	body: string,
	patience: number,
): Promise<{ status?: number; answer: string }> {
	return await new Promise((resolve) => {
		const signal = AbortSignal.timeout(patience);
		const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
		const request = httpRequest(url, { method: 'POST', headers, signal, agent: false }, (response) => {
			let answer = '';
			response.setEncoding('utf8').on('data', (text: string) => (answer += text));
			response.on('end', () => resolve({ status: response.statusCode, answer }));
			response.on('error', (error) => resolve({ answer: String(error) }));
		});
		request.on('error', (error) => resolve({ answer: String(error) }));
		request.end(body);
	});
}

/** Posts one batch and waits for the campaign, which is the answer. */
export async function deliver(
	{ url }: Pick<Hook, 'url'>,
	batch: Contact[],
	patienceMs = longPatienceMs,
): Promise<Delivery> {
	const started = performance.now();
	const { status, answer } = await post(url, JSON.stringify({ contacts: batch }), patienceMs);
	return { batch, status, answer, latencyMs: performance.now() - started };
}

/**
 * Posts one batch as a sender of webhooks does: again after a refusal (n8n answers 503 and 500 for a while when its machine
 * is busy), until it is told of a campaign or has tried often enough. The latency is of all its posts.
 */
export async function deliverAtLast(hook: Pick<Hook, 'url'>, batch: Contact[]): Promise<Delivery> {
	const started = performance.now();
	let delivery = await deliver(hook, batch);
	for (let posts = 1; posts < mostPosts && !isServed(delivery); posts++) {
		await sleep(pauseMs);
		delivery = await deliver(hook, batch);
	}
	return { ...delivery, latencyMs: performance.now() - started };
}

/** Runs `work` on every one of `list`, `width` at a time; the results stand in the order of the list. */
export async function inParallel<T, R>(list: T[], width: number, work: (one: T) => Promise<R>): Promise<R[]> {
	const results: R[] = [];
	const waiting = list.entries();
	const lane = async () => {
		for (const [index, one] of waiting) results[index] = await work(one);
	};
	await Promise.all(Array.from({ length: width }, lane));
	return results;
}

/** Posts batches as so many clients do who wait for each answer before they post the next, and post again if need be. */
export const deliverAll = async (hook: Hook, batches: Contact[][], clients: number) =>
	await inParallel(batches, clients, async (batch) => await deliverAtLast(hook, batch));

/** Clients that post new batches one after the other. */
export interface Clients {
	count: number;
	/** Contacts in a batch. */
	contacts: number;
	/** How long they wait for an answer. */
	patienceMs: number;
	/** How long they wait after a failure before they post the next batch. */
	pauseMs: number;
}

/** Lets clients post for as long as `during` takes; resolves with their last answer. */
export async function deliverDuring(
	hook: Hook,
	{ count, contacts, patienceMs, pauseMs }: Clients,
	during: Promise<void>,
): Promise<Delivery[]> {
	let isOver = false;
	const deliveries: Delivery[] = [];
	const client = async () => {
		while (!isOver) {
			const delivery = await deliver(hook, newContacts(contacts), patienceMs);
			deliveries.push(delivery);
			if (!isServed(delivery)) await sleep(pauseMs);
		}
	};
	const sending = Promise.all(Array.from({ length: count }, client));
	await during.finally(() => (isOver = true));
	await sending;
	return deliveries;
}
