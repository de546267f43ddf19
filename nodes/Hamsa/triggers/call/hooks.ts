import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { CREDENTIAL } from '../../hamsa/http/credential';
import { asHamsaError } from '../../shared/errors';
import { openReader } from '../../hamsa/http/reading';
import { readRegisteredAgents, readSetUp } from './settings';
import { deregister, isRegistered, register, tailOf, type Registration, type Wish } from './registration';
import { newSecret, readSecret } from './secret';

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

async function wishOf(context: IHookFunctions): Promise<Wish> {
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
	async checkExists(this: IHookFunctions): Promise<boolean> {
		if (readSetUp(this) === 'manual') return true;
		return await explained(this, async () => await isRegistered(await readerOf(this), await wishOf(this)));
	},

	async create(this: IHookFunctions): Promise<boolean> {
		if (readSetUp(this) === 'manual') return true;
		return await explained(this, async () => {
			const wish = await wishOf(this);
			const registration = registrationOf(this);
			await register(await readerOf(this), wish, registration);
			registration.secret = wish.secret;
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
