import { sleep, type IDataObject, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { withoutFields } from '../../execution/output';
import { CREDENTIAL } from '../../hamsa/http/credential';
import { asHamsaError } from '../../shared/errors';
import { openReader } from '../../hamsa/http/reading';
import { optOutOf } from '../../hamsa/outcome';
import { sameId } from '../../hamsa/ids';
import { quoteValue } from '../../shared/text';
import { isObject } from '../../shared/values';
import { MINUTE } from '../../time/wallClock';
import { readCallEvent, type ReadEvent } from './callEvent';
import { createCampaignCalls } from './campaignCalls';
import { UNKNOWN } from './events';
import { readChoice, readSetUp, type Choice } from './settings';
import { createRecentEvents, identify } from './recentEvents';
import type { Registration } from './registration';
import { readSecret } from '../../hamsa/secrets';
import { carriesSecret } from './secret';

/** Hamsa waits five seconds for an answer (guide "webhooks"); this leaves it one. */
const LONGEST_LOOK_UP = 4_000;

/** What Simplify leaves out of an event: whose call it is, but for the ID, and what the others tell as well. */
const LEFT_OUT = [
	'eventId',
	'agentId',
	'agentName',
	'projectId',
	'direction',
	'startedAt',
	'endedAt',
	'variables',
];

const recentEvents = createRecentEvents();
const campaignCalls = createCampaignCalls();

/**
 * Answers by itself. With n8n's own early answer (`onReceived`) what the node writes into its static data is lost, and so
 * would be the memory of repeats.
 */
function answer(context: IWebhookFunctions, status: number, body: IDataObject): IWebhookResponseData {
	context.getResponseObject().status(status).json(body);
	return { noWebhookResponse: true };
}

const ignored = (context: IWebhookFunctions, reason: string) =>
	answer(context, 200, { received: true, started: false, reason });

/** The secret that requests must carry, '' when anybody may call. Undefined when nobody may: it should exist and does not. */
async function expectedSecret(context: IWebhookFunctions): Promise<string | undefined> {
	const credential = await context.getCredentials(CREDENTIAL);
	const own = readSecret(credential.webhookSecret);
	if (own !== '' || readSetUp(context) === 'manual') return own;
	const { secret } = context.getWorkflowStaticData('node') as Registration;
	return secret === undefined || secret === '' ? undefined : secret;
}

const isOneOf = (ids: readonly string[], id: string | undefined) => ids.some((each) => sameId(each, id));

/** Why an event starts nothing, as far as that shows in the event itself; undefined when it may start something. */
function refusal({ event, name }: ReadEvent, { events, agentIds }: Choice): string | undefined {
	if (!events.has(event.event)) {
		return `${name === undefined ? 'A payload without an event' : quoteValue(name)} is not chosen in the node`;
	}
	if (agentIds.length > 0 && !isOneOf(agentIds, event.agentId))
		return 'The voice agent is not chosen in the node';
	return undefined;
}

/** Whether the call belongs to a chosen campaign; undefined when Hamsa does not say so in time. */
async function isOfCampaigns(
	context: IWebhookFunctions,
	{ event, callIds }: ReadEvent,
	campaignIds: readonly string[],
): Promise<boolean | undefined> {
	const reader = await openReader(context, { timeout: MINUTE });
	const answers = Promise.all(
		campaignIds.map(async (id) => await campaignCalls.includes(reader, id, event, callIds)),
	);
	const inTime = await Promise.race([answers, sleep(LONGEST_LOOK_UP)]);
	return inTime?.some(Boolean);
}

/** Takes one event: checks who sends it, whether it is wanted and new, answers, and starts the workflow with one item. */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const secret = await expectedSecret(this);
	const { authorization } = this.getHeaderData();
	if (secret === undefined || (secret !== '' && !carriesSecret(authorization, secret))) {
		return answer(this, 401, { message: 'The Authorization header does not carry the webhook secret' });
	}
	const body: unknown = this.getBodyData() ?? {};
	if (!isObject(body)) return answer(this, 400, { message: 'The body is not one JSON object' });
	const read = readCallEvent(body);
	const choice = readChoice(this);
	const reason = refusal(read, choice);
	if (reason !== undefined) {
		if (read.event.event === UNKNOWN) this.logger.warn(`Hamsa Trigger: ${reason}, so it starts nothing`);
		return ignored(this, reason);
	}
	const { eventId, isCertain } = identify(read, body);
	const staticData = this.getWorkflowStaticData('node');
	const node = `${this.getWorkflow().id}/${this.getNode().id}`;
	// While testing, the same sample is sent again and again.
	const isRemembered = isCertain && this.getMode() !== 'manual';
	if (isRemembered && !recentEvents.claim(node, staticData, eventId)) {
		return ignored(this, 'This event has been received before');
	}
	if (choice.campaignIds.length > 0) {
		const isWanted = await lookUpCampaigns(this, read, choice.campaignIds);
		// It was not used. A campaign may show the call later, when the event comes again.
		if (isWanted !== true && isRemembered) recentEvents.release(node, eventId);
		if (isWanted === undefined) {
			return answer(this, 503, {
				message: 'Which campaign the call belongs to is not known yet, send it again',
			});
		}
		if (!isWanted) return ignored(this, 'The campaign of the call is not chosen in the node');
	}
	if (isRemembered) recentEvents.save(node, staticData, eventId);
	const { event, ...fields } = read.event;
	const rawBody = choice.includeRawBody || event === UNKNOWN ? { rawBody: body } : {};
	const optOut = optOutOf(fields.outcome, choice.optOutField);
	const whole = { event, eventId, ...fields, ...optOut, ...rawBody } as IDataObject;
	return {
		...answer(this, 200, { received: true, started: true }),
		workflowData: [[{ json: choice.simplify ? withoutFields(whole, LEFT_OUT) : whole }]],
	};
}

/** As `isOfCampaigns`; a failure is logged and counts as "not known yet", so that Hamsa sends the event again. */
async function lookUpCampaigns(
	context: IWebhookFunctions,
	read: ReadEvent,
	campaignIds: readonly string[],
): Promise<boolean | undefined> {
	try {
		return await isOfCampaigns(context, read, campaignIds);
	} catch (error) {
		const { message, action } = asHamsaError(error);
		context.logger.warn(`Hamsa Trigger: ${message}. ${action}`);
		return undefined;
	}
}
