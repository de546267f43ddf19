import type { IDataObject } from 'n8n-workflow';
import { voiceAgentById } from '../../hamsa/account';
import { describeAnswer, describeNoAnswer, type ApiProblem } from '../../hamsa/http/answer';
import { withoutKey } from '../../hamsa/http/credential';
import { ApiError } from '../../shared/errors';
import { quoteName } from '../../shared/text';
import { masked } from '../../hamsa/secrets';
import { readFrom, type Reader } from '../../hamsa/http/reading';
import type { HamsaAnswer } from '../../hamsa/http/transport';
import { readText } from '../../shared/values';

/** The one webhook of a voice agent (API reference, "get voice agent": `webhookUrl`, `webhookAuth`). */
export interface AgentWebhook {
	agentId: string;
	agentName: string;
	/** '' when nothing is set. */
	url: string;
	/** What the agent sends as its secret, as far as Hamsa shows it. Never to be shown. */
	secret: string;
}

/** Reads the webhook of a voice agent. Throws ApiError. */
export async function readWebhook(reader: Reader, agentId: string): Promise<AgentWebhook> {
	const { data } = await readFrom<IDataObject>(reader, voiceAgentById(agentId));
	const auth = (data.webhookAuth ?? {}) as IDataObject;
	return {
		agentId,
		agentName: readText(data.name) || agentId,
		url: readText(data.webhookUrl) ?? '',
		secret: readText(auth.authSecret) ?? '',
	};
}

/** Returns undefined for a failure that means that Hamsa does not know the ID, and throws any other. */
function nothingWhenGone(error: unknown): undefined {
	if (error instanceof ApiError && error.status === 404) return undefined;
	throw error;
}

/** As `readWebhook`; undefined when the voice agent is gone, and its webhook with it. */
export const readWebhookIfThere = async (
	reader: Reader,
	agentId: string,
): Promise<AgentWebhook | undefined> => await readWebhook(reader, agentId).catch(nothingWhenGone);

/** Sends a change of the webhook and returns the status, 0 when no answer came. Never throws. */
async function change(
	{ connection, call }: Reader,
	agentId: string,
	body: IDataObject,
): Promise<{ status: number; problem: ApiProblem }> {
	let answer: HamsaAnswer;
	try {
		answer = await call({ method: 'PATCH', path: voiceAgentById(agentId).path, body });
	} catch (error) {
		return { status: 0, problem: describeNoAnswer(error, connection.baseUrl) };
	}
	return { status: answer.status, problem: describeAnswer(answer.status, answer.body) };
}

const isDone = (status: number) => status >= 200 && status < 300;

/** The ApiError of a refused change, without the key and without `secret`: an answer may quote the request. */
function failed(
	{ connection }: Reader,
	{ status, problem }: { status: number; problem: ApiProblem },
	secret = '',
) {
	const message = withoutKey(problem.message, connection.credential);
	return new ApiError(masked(message, secret), problem.action, status === 0 ? undefined : status);
}

/**
 * Sets the webhook of a voice agent, replacing what is there. `bearer` with the bare secret is the form that most
 * descriptions of the header agree on. Throws ApiError.
 */
export async function writeWebhook(
	reader: Reader,
	agentId: string,
	url: string,
	secret: string,
): Promise<void> {
	const body = { webhookUrl: url, webhookAuth: { authKey: 'bearer', authSecret: secret } };
	const answer = await change(reader, agentId, body);
	if (!isDone(answer.status)) throw failed(reader, answer, secret);
}

/**
 * Empties the webhook of a voice agent. How is not documented: null, and an empty text where Hamsa does not take that.
 * Throws ApiError when the address is still there afterwards.
 */
export async function emptyWebhook(reader: Reader, { agentId, agentName, url }: AgentWebhook): Promise<void> {
	for (const empty of [null, '']) {
		const answer = await change(reader, agentId, { webhookUrl: empty, webhookAuth: null });
		const isRefused = answer.status === 400 || answer.status === 422;
		if (!isDone(answer.status) && !isRefused) throw failed(reader, answer);
		if (isDone(answer.status) && (await readWebhook(reader, agentId)).url !== url) return;
	}
	throw new ApiError(
		`Hamsa keeps the webhook of the voice agent ${quoteName(agentName)}`,
		"Remove it in the agent's settings in the Hamsa dashboard.",
	);
}
