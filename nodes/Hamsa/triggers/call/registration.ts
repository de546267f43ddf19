import { sleep, type IDataObject } from 'n8n-workflow';
import { InputError } from '../../shared/errors';
import { foreignText, quoteName } from '../../shared/text';
import type { Reader } from '../../hamsa/http/reading';
import {
	emptyWebhook,
	readWebhook,
	readWebhookIfThere,
	writeWebhook,
	type AgentWebhook,
} from './agentWebhook';

/** What a registration leaves in the node's static data. */
export interface Registration extends IDataObject {
	/** Made here when the credential has none. Kept, so that it stays the same from one activation to the next. */
	secret?: string;
	/** The address that was registered, and with which agents. */
	url?: string;
	agentIds?: string[];
}

/** The webhook that a trigger node sets on its voice agents. */
export interface WebhookTarget {
	/** The address of this activation: the production URL, or the test URL while listening for a test event. */
	url: string;
	/** The end of the production URL and of the test URL, which no other node's has; '' when the node has no webhook ID. */
	tail: string;
	/** The origins of this n8n: of its webhooks, and of its editor, where test URLs are. */
	origins: string[];
	/** Whether this is the test URL. */
	isTest: boolean;
	agentIds: string[];
	secret: string;
}

/** What of an address an error may show: without what is before an @, and without parameters, where secrets can be. */
function showAddress(address: string): string {
	if (!URL.canParse(address)) return 'something that is not a web address';
	const { origin, pathname } = new URL(address);
	return `${origin === 'null' ? '' : origin}${pathname}`;
}

/** Hamsa takes https addresses only (guide "webhooks"). Throws InputError. */
function assertHttps(url: string): void {
	if (/^https:\/\//i.test(url)) return;
	throw new InputError(
		`The webhook URL of this n8n, ${showAddress(url)}, does not start with https://, which Hamsa requires`,
		'Set the environment variable WEBHOOK_URL of n8n to its public https address, or set Set-Up to Manual.',
	);
}

/** Whose address an agent's webhook holds. */
type WebhookOwner = 'nobody' | 'us' | 'ourOtherUrl' | 'others';

function ownerOf({ url }: AgentWebhook, target: WebhookTarget, registered: Registration): WebhookOwner {
	if (url === '') return 'nobody';
	if (url === target.url || (!target.isTest && url === registered.url)) return 'us';
	if (target.tail === '' || !url.endsWith(target.tail) || !URL.canParse(url)) return 'others';
	// A copy of the workflow in another n8n has the same tail. A test gives way to both.
	return target.isTest || target.origins.includes(new URL(url).origin) ? 'ourOtherUrl' : 'others';
}

const readWebhooks = async (reader: Reader, agentIds: readonly string[]): Promise<AgentWebhook[]> => {
	const webhooks: AgentWebhook[] = [];
	for (const agentId of agentIds) webhooks.push(await readWebhook(reader, agentId));
	return webhooks;
};

/** Whether every agent calls this address with this secret already. Throws ApiError, and InputError for a plain http URL. */
export async function isRegistered(reader: Reader, target: WebhookTarget): Promise<boolean> {
	assertHttps(target.url);
	const webhooks = await readWebhooks(reader, target.agentIds);
	return webhooks.every(({ url, secret }) => url === target.url && secret === target.secret);
}

const listed = (webhooks: readonly AgentWebhook[]) =>
	webhooks
		.map(({ agentName, url }) => `${quoteName(agentName)} (${foreignText(showAddress(url))})`)
		.join(', ');

/** Throws InputError when one of the webhooks belongs to others, or to the published workflow while testing. */
function assertFree(
	webhooks: readonly AgentWebhook[],
	target: WebhookTarget,
	registered: Registration,
): void {
	const ownedBy = (owner: WebhookOwner) =>
		webhooks.filter((webhook) => ownerOf(webhook, target, registered) === owner);
	const occupied = ownedBy('others');
	if (occupied.length > 0) {
		throw new InputError(
			`The webhook is in use already at ${occupied.length === 1 ? 'the voice agent' : 'the voice agents'} ${listed(occupied)}`,
			"A voice agent has one webhook, and this node does not replace what it has not set. Remove it in the agent's settings in the Hamsa dashboard, or set Set-Up to Manual.",
		);
	}
	const live = target.isTest ? ownedBy('ourOtherUrl') : [];
	if (live.length > 0) {
		throw new InputError(
			`The events of ${listed(live)} go to the production URL of this workflow, which a test does not touch`,
			'To test, either unpublish the workflow first, or take a past run: Executions > Copy to editor. Or set Set-Up to Manual and send a sample event to the test URL. If the workflow is not published, remove the webhook in the Hamsa dashboard.',
		);
	}
}

/** Milliseconds after which a webhook is looked at again: longer than another n8n takes from looking to writing. */
const SETTLING = 1_000;

/** Throws InputError when a webhook that was just set holds another address: two were setting it at the same time. */
function assertOurs(webhooks: readonly AgentWebhook[], { url }: WebhookTarget): void {
	const lost = webhooks.filter((webhook) => webhook.url !== url);
	if (lost.length === 0) return;
	throw new InputError(
		`While this workflow set the webhook, something else set it too, and won at ${lost.length === 1 ? 'the voice agent' : 'the voice agents'} ${listed(lost)}`,
		'A voice agent has one webhook. Look which workflow or person sets it, remove one of the two, and publish again.',
	);
}

/**
 * Makes the agents call this address. First looks at all of them, then writes, so that a refusal leaves everything as it
 * was. Hamsa cannot be told to write only where nothing stands, so each webhook is looked at again right before it is
 * written where time has passed, and once more after a while. Throws InputError when a webhook belongs to others, to the
 * published workflow while testing, or to whoever wrote at the same time; ApiError when Hamsa does not do it.
 */
export async function register(
	reader: Reader,
	target: WebhookTarget,
	registered: Registration,
): Promise<void> {
	assertHttps(target.url);
	assertFree(await readWebhooks(reader, target.agentIds), target, registered);
	// Remembered first: what is written half-way can be found again.
	const before = { ...registered };
	registered.url = target.url;
	registered.agentIds = [...target.agentIds];
	for (const [index, agentId] of target.agentIds.entries()) {
		if (index > 0) assertFree([await readWebhook(reader, agentId)], target, before);
		await writeWebhook(reader, agentId, target.url, target.secret);
	}
	await sleep(SETTLING);
	assertOurs(await readWebhooks(reader, target.agentIds), target);
}

/** Empties the webhooks that hold exactly our address, and touches no other. Throws ApiError. */
export async function deregister(
	reader: Reader,
	{ url, agentIds }: Pick<WebhookTarget, 'url' | 'agentIds'>,
	registered: Registration,
): Promise<void> {
	const ours = new Set([url, registered.url].filter(Boolean));
	for (const agentId of new Set([...agentIds, ...(registered.agentIds ?? [])])) {
		const webhook = await readWebhookIfThere(reader, agentId);
		if (webhook !== undefined && ours.has(webhook.url)) await emptyWebhook(reader, webhook);
	}
	delete registered.url;
	delete registered.agentIds;
}

/** What both addresses of a node end with, '' when the node has no webhook ID of its own. */
export function tailOf(url: string, webhookId: string | undefined): string {
	const from = webhookId === undefined ? -1 : url.lastIndexOf(`/${webhookId}`);
	return from < 0 ? '' : url.slice(from);
}
