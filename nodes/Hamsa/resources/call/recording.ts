import type { IBinaryData, IHttpRequestOptions } from 'n8n-workflow';
import { describeNoAnswer } from '../../hamsa/http/answer';
import { CREDENTIAL } from '../../hamsa/http/credential';
import { ApiError, HamsaError, InputError } from '../../shared/errors';
import type { RunContext } from '../../execution/context';
import { count } from '../../shared/text';
import { settingsAsOptions, type RequestSettings } from '../../hamsa/http/transport';

const MEGABYTE = 1_000_000;

/** A recording to be downloaded. */
interface Recording {
	/** Where it is, as Hamsa says. */
	url: string;
	callId: string;
	/** Nothing larger than this is downloaded, in megabytes. */
	maximumMegabytes: number;
	/** The API's own address: only there does the API key go along. */
	baseUrl: string;
	settings: RequestSettings;
}

interface StreamedAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Uint8Array> & { destroy(): void };
}

const tooLarge = (maximumMegabytes: number) =>
	new InputError(
		`The recording is larger than Maximum Size (${count(maximumMegabytes, 'megabyte')})`,
		'Raise Maximum Size under Options if n8n has the memory for it.',
	);

/** Whether the address is one that can be downloaded from, on which host. */
function parse(url: string): URL {
	if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return new URL(url);
	throw new ApiError(
		'The address of the recording is not a web address',
		'Look at the call in the Hamsa dashboard.',
	);
}

/** Sends the request: with the API key to the API's own address, to any other host as anybody would. */
async function open(context: RunContext, { url, baseUrl, settings }: Recording): Promise<StreamedAnswer> {
	const options: IHttpRequestOptions = {
		...settingsAsOptions(settings),
		method: 'GET',
		url,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		sendCredentialsOnCrossOriginRedirect: false,
	};
	const isOwn = new URL(url).origin === new URL(baseUrl).origin;
	const answer: unknown = isOwn
		? await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, options)
		: await context.helpers.httpRequest(options);
	return answer as StreamedAnswer;
}

/** Reads the answer piece by piece, so that a recording that is too large is noticed before it fills the memory. */
async function readAll({ headers, body }: StreamedAnswer, maximumMegabytes: number): Promise<Buffer> {
	const most = maximumMegabytes * MEGABYTE;
	if (Number(headers['content-length']) > most) throw tooLarge(maximumMegabytes);
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	// Leaving the loop early closes the connection.
	for await (const piece of body) {
		bytes += piece.length;
		if (bytes > most) throw tooLarge(maximumMegabytes);
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

/** The last part of the address if it is a file's name, else the call's ID. */
function fileNameOf({ pathname }: URL, callId: string): string {
	const name = pathname.split('/').at(-1) ?? '';
	return /\.\w{2,4}$/.test(name) ? name : callId;
}

/** What a download failed for: a size that was noticed by us, or the way to the recording. */
const asFailure = (error: unknown, host: string): HamsaError =>
	error instanceof HamsaError ? error : notDownloaded(describeNoAnswer(error, host).message);

const notDownloaded = (words: string) =>
	new ApiError(
		`The recording could not be downloaded. ${words}`,
		'The address of a recording may expire: run this again to get a new one, or look at the call in the Hamsa dashboard.',
	);

async function download(context: RunContext, recording: Recording, host: string) {
	const answer = await open(context, recording);
	const { statusCode, headers, body } = answer;
	if (statusCode === 200) return { headers, content: await readAll(answer, recording.maximumMegabytes) };
	body.destroy();
	throw notDownloaded(`${host} answered with HTTP ${statusCode}`);
}

/** Downloads a recording as n8n's binary data. Throws ApiError and InputError, which name the host but not the address. */
export async function downloadRecording(context: RunContext, recording: Recording): Promise<IBinaryData> {
	const address = parse(recording.url);
	const { host } = address;
	let downloaded: Awaited<ReturnType<typeof download>>;
	try {
		downloaded = await download(context, recording, host);
	} catch (error) {
		throw asFailure(error, host);
	}
	const { headers, content } = downloaded;
	const type = String(headers['content-type'] ?? '')
		.split(';')[0]!
		.trim();
	return await context.helpers.prepareBinaryData(
		content,
		fileNameOf(address, recording.callId),
		// A type that says nothing is better guessed from the name.
		/^(?:(?:application|binary)\/octet-stream)?$/.test(type) ? undefined : type,
	);
}
