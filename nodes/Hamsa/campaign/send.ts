import type { IDataObject } from 'n8n-workflow';
import { createHash } from 'crypto';
import { describeAnswer, describeNoAnswer } from '../shared/apiAnswer';
import { withoutKey } from '../shared/credential';
import type { Connection, HamsaAnswer, HamsaRequest } from '../shared/transport';
import type { CreateCampaignRequest } from './types';

/** What is remembered of one attempt to create a campaign, in n8n's node context. Nothing about people. */
interface Attempt {
	/** `started`: the request went out and its outcome is not known. */
	outcome: 'started' | 'created';
	campaign?: IDataObject;
}

/** A campaign that exists now. `alreadyExisted` when an earlier try of this very run had made it. */
export interface SentCampaign {
	campaign: IDataObject;
	alreadyExisted: boolean;
}

/** Creating failed. `mayExist` is true when Hamsa may have made the campaign all the same. */
export class SendError extends Error {
	constructor(
		message: string,
		readonly action: string,
		readonly mayExist: boolean,
		readonly status?: number,
	) {
		super(message);
		this.name = 'SendError';
	}
}

export interface Sender {
	connection: Connection;
	call(request: HamsaRequest): Promise<HamsaAnswer>;
	/** n8n's memory of this node in this execution; survives Retry On Fail and the Retry of a failed execution. */
	memory: IDataObject;
	/** How many times the node has run in this execution, from 0 (loops). */
	runIndex: number;
}

const CHECK_DASHBOARD =
	'The campaign may exist. Look at Batch Calls in the Hamsa dashboard before you run this again: a second campaign would call everyone twice.';

/**
 * Recognises a repeated try of the same create. Name and date are left out: an expression with the time gives others on
 * the second try, while who is called, by which agent, from which number stays.
 */
function fingerprint(
	{ voiceAgentId, phoneNumber, recipients }: CreateCampaignRequest,
	runIndex: number,
): string {
	const hash = createHash('sha256').update(`${runIndex} ${voiceAgentId} ${phoneNumber}`);
	hash.update(recipients.map((recipient) => recipient.phoneNumber).join(' '));
	return hash.digest('hex');
}

/** The campaign in a success body, undefined when the body is not one (half an answer, a gateway's page). */
function campaignOf(body: unknown): IDataObject | undefined {
	const data = (body as { data?: IDataObject } | null)?.data;
	return typeof data?.id === 'string' ? data : undefined;
}

function unanswered(error: unknown, { baseUrl, credential }: Connection): SendError {
	const { message, action, neverReached } = describeNoAnswer(error, baseUrl);
	const advice = neverReached ? `${action} No campaign was created.` : CHECK_DASHBOARD;
	return new SendError(withoutKey(message, credential), advice, !neverReached);
}

function attemptsOf(memory: IDataObject): Record<string, Attempt> {
	return (memory.createAttempts ??= {}) as unknown as Record<string, Attempt>;
}

/**
 * Creates the campaign with exactly one POST per run. The attempt is noted before the POST, so that Retry On Fail (which
 * runs the whole node again) neither repeats a campaign that was created nor one whose outcome is unknown.
 */
export async function sendCampaign(sender: Sender, request: CreateCampaignRequest): Promise<SentCampaign> {
	const { connection } = sender;
	const attempts = attemptsOf(sender.memory);
	const key = fingerprint(request, sender.runIndex);
	const earlier = attempts[key];
	if (earlier?.campaign !== undefined) return { campaign: earlier.campaign, alreadyExisted: true };
	if (earlier !== undefined) {
		throw new SendError(
			'An earlier try of this run did not learn whether Hamsa created the campaign, so it was not sent again',
			CHECK_DASHBOARD,
			true,
		);
	}

	attempts[key] = { outcome: 'started' };
	let answer: HamsaAnswer;
	try {
		answer = await sender.call({ method: 'POST', path: '/v1/voice-agents/campaigns', body: request });
	} catch (error) {
		const failure = unanswered(error, connection);
		if (!failure.mayExist) delete attempts[key];
		throw failure;
	}

	const { status, body } = answer;
	const campaign = campaignOf(body);
	if (status >= 200 && status < 300 && campaign !== undefined) {
		attempts[key] = { outcome: 'created', campaign };
		return { campaign, alreadyExisted: false };
	}
	// 4xx and redirects are clear: Hamsa did not create it. Anything else is not, nor is 408, which gateways send too.
	const refused = status >= 300 && status < 500 && status !== 408;
	if (refused) delete attempts[key];
	const problem = describeAnswer(status, body);
	throw new SendError(
		withoutKey(problem.message, connection.credential),
		refused ? `${problem.action} No campaign was created.` : CHECK_DASHBOARD,
		!refused,
		status,
	);
}
