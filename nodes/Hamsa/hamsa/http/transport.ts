import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { CREDENTIAL, readBaseUrl } from './credential';
import { InputError } from '../../shared/errors';
import { jsonBytes } from './jsonBody';
import { quoteValue } from '../../shared/text';
import { shownAddress } from '../secrets';

/** Whatever n8n runs our code with, as far as it can send requests with the credential. */
export type HamsaContext =
	| IExecuteFunctions
	| IExecuteSingleFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

/** The settings n8n gives every declarative node (Settings > Request Options). Custom code has to honour them itself. */
export interface RequestSettings {
	allowUnauthorizedCerts?: boolean;
	proxy?: string;
	/** Milliseconds. */
	timeout?: number;
}

/** Where and how requests go: the credential's address and the node's request settings. */
export interface Connection {
	baseUrl: string;
	credential: ICredentialDataDecryptedObject;
	settings: RequestSettings;
}

/** One request to Hamsa's API. */
export interface HamsaRequest {
	method: 'GET' | 'POST' | 'PATCH';
	/** Path from the base URL, with a leading slash. */
	path: string;
	/** A list becomes a parameter that is repeated. */
	query?: IDataObject;
	body?: object;
	/** What to do when Hamsa does not know the ID in the path: the list to choose it from. */
	chooseAgain?: string;
	/** Milliseconds after which it is given up, when that is sooner than the node's Timeout. */
	timeoutMs?: number;
}

/** What came back, of any status. */
export interface HamsaAnswer {
	status: number;
	headers: IDataObject;
	/** Parsed JSON, or the text as it came when it is not JSON. */
	body: unknown;
}

/**
 * How each request is sent, by our own code and by routing. Any status is an answer: n8n would send a request with a
 * refused key (401) twice and keep Hamsa's words to itself. Redirects are not followed: n8n's request helper would carry
 * the key and the recipients to another host.
 */
export const REQUEST_DEFAULTS = {
	json: true,
	arrayFormat: 'repeat',
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
	sendCredentialsOnCrossOriginRedirect: false,
} as const satisfies Partial<IHttpRequestOptions>;

/** What RoutingNode uses when no Timeout is set, in milliseconds. */
const DEFAULT_TIMEOUT = 300_000;

/** Milliseconds after which a request is given up. Like for RoutingNode, 0 is no Timeout: it would wait for ever. */
export function timeoutOf({ timeout }: RequestSettings): number {
	const ms = Number(timeout);
	return ms > 0 ? ms : DEFAULT_TIMEOUT;
}

/**
 * A user name or password from an address, for the request helper: it puts it into an address again, with % as it is, and
 * decodes that. What has no % codes is taken as it stands.
 */
function loginPart(text: string): string {
	let plain = text;
	try {
		plain = decodeURIComponent(text);
	} catch {
		// A lone % is part of the password.
	}
	return plain.replaceAll('%', '%25');
}

/**
 * A proxy address as the request helper takes it, read like RoutingNode does. Throws InputError, which shows no password,
 * for every address that the helper would leave aside without a word, to send past the proxy: one without http:// or
 * https:// (in `localhost:3128` it takes `localhost:` for the protocol), and other kinds of proxies.
 */
function readProxy(value: unknown): IHttpRequestOptions['proxy'] {
	const address = String(value).trim();
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
		throw new InputError(
			`Proxy ${quoteValue(shownAddress(address))} is not an address that begins with http:// or https://`,
			'Enter it like http://myproxy:3128 under Settings > Request Options, or remove it.',
		);
	}
	const { hostname, protocol, username, password, port } = new URL(address);
	return {
		host: hostname,
		// An address leaves out the port that its protocol implies.
		port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
		protocol: protocol.replace(/:$/, ''),
		...(username === '' ? {} : { auth: { username: loginPart(username), password: loginPart(password) } }),
	};
}

/** The node's request settings as the request helper takes them. */
export function settingsAsOptions(settings: RequestSettings): Partial<IHttpRequestOptions> {
	const options: Partial<IHttpRequestOptions> = { timeout: timeoutOf(settings) };
	if (settings.allowUnauthorizedCerts === true) options.skipSslCertificateValidation = true;
	if (settings.proxy) options.proxy = readProxy(settings.proxy);
	return options;
}

/** Reads the credential once for all requests of a run. Throws InputError when its address or the proxy cannot be used. */
export async function openConnection(
	context: HamsaContext,
	settings: RequestSettings = {},
): Promise<Connection> {
	const credential = await context.getCredentials(CREDENTIAL);
	if (settings.proxy) readProxy(settings.proxy);
	return { baseUrl: readBaseUrl(credential), credential, settings };
}

/** Sends one request and returns whatever Hamsa answers, of any status. Throws only when no answer came. */
export async function callHamsa(
	context: HamsaContext,
	connection: Connection,
	{ method, path, query, body, timeoutMs = Infinity }: HamsaRequest,
): Promise<HamsaAnswer> {
	const { baseUrl, credential, settings } = connection;
	const options: IHttpRequestOptions = {
		method,
		baseURL: baseUrl,
		url: path,
		...REQUEST_DEFAULTS,
		...settingsAsOptions(settings),
		returnFullResponse: true,
		timeout: Math.min(timeoutOf(settings), timeoutMs),
	};
	if (query !== undefined) options.qs = query;
	if (body !== undefined) {
		options.body = jsonBytes(body);
		options.headers = { 'Content-Type': 'application/json' };
	}
	const {
		statusCode,
		headers,
		body: answer,
	} = (await context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL,
		options,
		// Read already: n8n would ask its database again, and a failure of that looks like one of the request.
		{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data: credential } },
	)) as {
		statusCode: number;
		headers: IDataObject;
		body: unknown;
	};
	return { status: statusCode, headers, body: answer };
}
