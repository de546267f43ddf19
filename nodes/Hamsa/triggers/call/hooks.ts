import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { CREDENTIAL } from '../../hamsa/http/credential';
import { asApiError, asHamsaError } from '../../shared/errors';
import { campaignById } from '../../hamsa/campaigns';
import { openReader, readFrom } from '../../hamsa/http/reading';
import { readChoice, readRegisteredAgents, readSetUp } from './settings';
import {
	deregister,
	isRegistered,
	register,
	tailOf,
	type Registration,
	type WebhookTarget,
} from './registration';
import { readSecret } from '../../hamsa/secrets';
import { newSecret } from './secret';

/** Milliseconds that one request may take: publishing waits for it. */
const TIMEOUT = 30_000;

const readerOf = async (context: IHookFunctions) => await openReader(context, { timeout: TIMEOUT });

const registrationOf = (context: IHookFunctions) => context.getWorkflowStaticData('node') as Registration;

const urlOf = (context: IHookFunctions) => context.getNodeWebhookUrl('default') ?? '';

/** The credential's secret, else the one made earlier, else a new one. */
async function secretOf(context: IHookFunctions): Promise<string> {
	const credential = await context.getCredentials(CREDENTIAL);
	return readSecret(credential.webhookSecret) || registrationOf(context).secret || newSecret();
}

/** The webhook that this activation sets. Throws InputError when no voice agent is chosen. */
async function targetOf(context: IHookFunctions): Promise<WebhookTarget> {
	const url = urlOf(context);
	return {
		url,
		tail: tailOf(url, context.getNode().webhookId),
		origins: [url, context.getInstanceBaseUrl()].flatMap((each) =>
			URL.canParse(each) ? [new URL(each).origin] : [],
		),
		isTest: context.getMode() === 'manual',
		agentIds: readRegisteredAgents(context),
		secret: await secretOf(context),
	};
}

/** Activations by n8n itself, which must not fail because a campaign was deleted since a person activated. */
const WITHOUT_PERSON: ReadonlySet<string> = new Set(['init', 'leadershipChange']);

/**
 * Throws InputError when a filter holds what is no ID, and ApiError when Hamsa does not know one of the campaigns: their
 * events would never come. Of a campaign that Hamsa cannot show now nothing is concluded.
 */
async function assertFilterExists(context: IHookFunctions): Promise<void> {
	const { campaignIds } = readChoice(context);
	if (campaignIds.length === 0 || WITHOUT_PERSON.has(context.getActivationMode())) return;
	const reader = await readerOf(context);
	for (const id of campaignIds) {
		const failure = await readFrom(reader, campaignById(id)).then(() => undefined, asApiError);
		if (failure?.status === 404) throw failure;
	}
}

/** Runs a step. What goes wrong is told in one text: n8n shows only the message of a failed activation. */
async function explained<T>(context: IHookFunctions, step: () => Promise<T>): Promise<T> {
	try {
		return await step();
	} catch (error) {
		const { message, action } = asHamsaError(error);
		throw new NodeOperationError(context.getNode(), `${message}. ${action}`);
	}
}

/** n8n's three webhook methods. With Set-Up at Manual a person does their work in the Hamsa dashboard. */
export const hooks = {
	/** n8n calls this first, whenever the workflow is activated or listens for a test event. */
	async checkExists(this: IHookFunctions): Promise<boolean> {
		return await explained(this, async () => {
			await assertFilterExists(this);
			if (readSetUp(this) === 'manual') return true;
			return await isRegistered(await readerOf(this), await targetOf(this));
		});
	},

	async create(this: IHookFunctions): Promise<boolean> {
		if (readSetUp(this) === 'manual') return true;
		return await explained(this, async () => {
			const target = await targetOf(this);
			const registration = registrationOf(this);
			await register(await readerOf(this), target, registration);
			registration.secret = target.secret;
			return true;
		});
	},

	async delete(this: IHookFunctions): Promise<boolean> {
		const registration = registrationOf(this);
		const agentIds = readSetUp(this) === 'manual' ? [] : readRegisteredAgents(this);
		if (agentIds.length === 0 && registration.agentIds === undefined) return true;
		return await explained(this, async () => {
			await deregister(await readerOf(this), { url: urlOf(this), agentIds }, registration);
			return true;
		});
	},
};
