import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../../shared/errors';
import { foreignText, quoteName } from '../../shared/text';
import type { Reader } from '../../hamsa/http/reading';
import { emptySlot, readSlot, readSlotIfThere, writeSlot, type Slot } from './slots';

/** What a registration leaves in the node's static data. */
export interface Registration extends IDataObject {
	/** Made here when the credential has none. Kept, so that it stays the same from one activation to the next. */
	secret?: string;
	/** The address that was registered, and with which agents. */
	url?: string;
	agentIds?: string[];
}

/** Where and how a trigger node wants to be called. */
export interface Wish {
	/** The address of this activation: the production URL, or the test URL while listening for a test event. */
	url: string;
	/** What is the same in both addresses of the node and in no other's; '' when it has nothing of that kind. */
	tail: string;
	/** Where this n8n is: its webhooks and its editor can have different hosts. Test URLs are at the editor's. */
	origins: string[];
	isTest: boolean;
	agentIds: string[];
	secret: string;
}

/** What of an address an error may show: without what is before an @, and without parameters, where secrets can be. */
export function showAddress(address: string): string {
	if (!URL.canParse(address)) return 'something that is not a web address';
	const { origin, pathname } = new URL(address);
	return `${origin === 'null' ? '' : origin}${pathname}`;
}

/** Hamsa takes https addresses only (guide "webhooks"). Throws InputError. */
export function assertHttps(url: string): void {
	if (/^https:\/\//i.test(url)) return;
	throw new InputError(
		`The webhook URL of this n8n, ${showAddress(url)}, does not start with https://, which Hamsa requires`,
		'Set the environment variable WEBHOOK_URL of n8n to its public https address, or set Set-Up to Manual.',
	);
}

/** Whose address a slot holds. */
type Holder = 'nobody' | 'us' | 'ourOtherUrl' | 'others';

function holderOf({ url }: Slot, wish: Wish, registered: Registration): Holder {
	if (url === '') return 'nobody';
	if (url === wish.url || (!wish.isTest && url === registered.url)) return 'us';
	if (wish.tail === '' || !url.endsWith(wish.tail) || !URL.canParse(url)) return 'others';
	// A copy of the workflow in another n8n has the same tail. A test gives way to both.
	return wish.isTest || wish.origins.includes(new URL(url).origin) ? 'ourOtherUrl' : 'others';
}

const readSlots = async (reader: Reader, agentIds: readonly string[]): Promise<Slot[]> => {
	const slots: Slot[] = [];
	for (const agentId of agentIds) slots.push(await readSlot(reader, agentId));
	return slots;
};

/** Whether every agent calls this address with this secret already. Throws ApiError, and InputError for a plain http URL. */
export async function isRegistered(reader: Reader, wish: Wish): Promise<boolean> {
	assertHttps(wish.url);
	const slots = await readSlots(reader, wish.agentIds);
	return slots.every(({ url, secret }) => url === wish.url && secret === wish.secret);
}

const listed = (slots: readonly Slot[]) =>
	slots.map(({ agentName, url }) => `${quoteName(agentName)} (${foreignText(showAddress(url))})`).join(', ');

/** Refuses when a slot is not ours to write. Throws InputError. */
function assertFree(slots: readonly Slot[], wish: Wish, registered: Registration): void {
	const heldBy = (holder: Holder) => slots.filter((slot) => holderOf(slot, wish, registered) === holder);
	const occupied = heldBy('others');
	if (occupied.length > 0) {
		throw new InputError(
			`The webhook is in use already at ${occupied.length === 1 ? 'the voice agent' : 'the voice agents'} ${listed(occupied)}`,
			"A voice agent has one webhook, and this node does not replace what it has not set. Remove it in the agent's settings in the Hamsa dashboard, or set Set-Up to Manual.",
		);
	}
	const live = wish.isTest ? heldBy('ourOtherUrl') : [];
	if (live.length > 0) {
		throw new InputError(
			`The events of ${listed(live)} go to the production URL of this workflow, which a test does not touch`,
			'To test, either unpublish the workflow first, or take a past run: Executions > Copy to editor. Or set Set-Up to Manual and send a sample event to the test URL. If the workflow is not published, remove the webhook in the Hamsa dashboard.',
		);
	}
}

/**
 * Makes the agents call this address. First looks at all of them, then writes, so that a refusal leaves everything as it
 * was. Throws InputError when a webhook belongs to others, or to the published workflow while testing; ApiError when Hamsa
 * does not do it.
 */
export async function register(reader: Reader, wish: Wish, registered: Registration): Promise<void> {
	assertHttps(wish.url);
	assertFree(await readSlots(reader, wish.agentIds), wish, registered);
	// Remembered first: what is written half-way can be found again.
	registered.url = wish.url;
	registered.agentIds = [...wish.agentIds];
	for (const agentId of wish.agentIds) await writeSlot(reader, agentId, wish.url, wish.secret);
}

/** Empties the webhooks that hold exactly our address, and touches no other. Throws ApiError. */
export async function deregister(
	reader: Reader,
	{ url, agentIds }: Pick<Wish, 'url' | 'agentIds'>,
	registered: Registration,
): Promise<void> {
	const ours = new Set([url, registered.url].filter(Boolean));
	for (const agentId of new Set([...agentIds, ...(registered.agentIds ?? [])])) {
		const slot = await readSlotIfThere(reader, agentId);
		if (slot !== undefined && ours.has(slot.url)) await emptySlot(reader, slot);
	}
	delete registered.url;
	delete registered.agentIds;
}

/** What both addresses of a node end with, '' when the node has no webhook ID of its own. */
export function tailOf(url: string, webhookId: string | undefined): string {
	const from = webhookId === undefined ? -1 : url.lastIndexOf(`/${webhookId}`);
	return from < 0 ? '' : url.slice(from);
}
