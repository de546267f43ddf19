/** The CRM that posts batches of contacts to the webhook process. */
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

/** A sender hears that its worker died after 40 s at the latest. */
const longPatienceMs = 60_000;

export const newBatches = (count: number, contacts: number) =>
	Array.from({ length: count }, () => newContacts(contacts));

/**
 * Whether the sender was told of its campaign. The status alone does not say so: n8n 2.41.1 answers 200 and "the last node
 * did not return any data" when it could not save how the execution went, even if the campaign was never made.
 */
export const isServed = ({ status, answer }: Delivery) =>
	status === 200 && (JSON.parse(answer) as { created?: boolean }).created === true;

/** Posts one batch and waits for the campaign, which is the answer. */
export async function deliver(
	{ url }: Hook,
	batch: Contact[],
	patienceMs = longPatienceMs,
): Promise<Delivery> {
	const started = performance.now();
	const outcome = { status: undefined as number | undefined, answer: '' };
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ contacts: batch }),
			signal: AbortSignal.timeout(patienceMs),
		});
		outcome.status = response.status;
		outcome.answer = await response.text();
	} catch (error) {
		outcome.answer = String((error as Error).cause ?? error);
	}
	return { batch, ...outcome, latencyMs: performance.now() - started };
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

/** Posts batches as so many clients do who wait for each answer before they post the next. */
export const deliverAll = async (hook: Hook, batches: Contact[][], clients: number) =>
	await inParallel(batches, clients, async (batch) => await deliver(hook, batch));

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
