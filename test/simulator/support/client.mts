import type { Campaign, CreateCampaign } from '../life/state.mts';

/** What `call` sends besides the request line; the key goes along unless `authorization` says otherwise. */
export interface Sent {
	/** Sent as JSON, a string as it is. */
	body?: unknown;
	/** null leaves the header out. */
	authorization?: string | null;
	headers?: Record<string, string>;
}

/** An answer with its body parsed: as `Body`, which the caller vouches for, or as text where it is no JSON. */
export interface Answered<Body> {
	status: number;
	headers: Headers;
	body: Body;
}

/** The documented envelope of a success. */
export interface Success<Data> {
	success: true;
	message: string;
	messageKey?: string;
	data: Data;
}

/** The three documented shapes of an error in one. */
export interface ErrorBody {
	code?: string;
	message?: string;
	messageKey?: string;
	error?: { code: string; message: string; details: string[] };
}

/** A small client for the tests: real HTTP, follows no redirect. */
export async function call<Body>(
	simulator: { url: string; apiKey: string },
	request: string,
	{ body, authorization = `Token ${simulator.apiKey}`, headers = {} }: Sent = {},
): Promise<Answered<Body>> {
	const [method, path] = request.split(' ') as [string, string];
	const response = await fetch(simulator.url + path, {
		method,
		redirect: 'manual',
		headers: {
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
			...(authorization === null ? {} : { authorization }),
			...headers,
		},
		body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
	});
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
	return {
		status: response.status,
		headers: response.headers,
		body: (isJson ? parse(text) : text) as Body,
	};
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** A body that create accepts. */
export const validCampaign: CreateCampaign = {
	name: 'Spring recall',
	phoneNumber: '+966112000001',
	voiceAgentId: '11111111-1111-4111-8111-111111111111',
	recipients: [{ phoneNumber: '+966501234567', name: 'Sara' }],
	sendType: 'NOW',
	timeRange: {
		days: ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY'],
		startCallingTime: '09:00',
		endCallingTime: '17:00',
	},
	reservedConcurrency: 1,
};

/** Values, right or wrong, in place of those of the valid body; undefined leaves a field out. */
export type CampaignFields = { [Field in keyof CreateCampaign]?: unknown };

/** Makes a campaign of the valid body with the given fields in place of its own. */
export const create = async (
	simulator: { url: string; apiKey: string },
	fields: CampaignFields = {},
): Promise<Answered<Success<Campaign>>> =>
	await call(simulator, 'POST /v1/voice-agents/campaigns', { body: { ...validCampaign, ...fields } });
