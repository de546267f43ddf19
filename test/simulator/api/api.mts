import { OpenAPIBackend } from 'openapi-backend';
import type { Context, Document } from 'openapi-backend';
import { codedError, detailedError } from './answers.mts';
import type { Answer } from './answers.mts';
import { formats } from './formats.mts';
import openApiDocument from './openapi.json' with { type: 'json' };
import { accountOperations } from './operations/account.mts';
import { callOperations } from './operations/calls.mts';
import { campaignOperations } from './operations/campaigns.mts';
import type { State } from '../life/state.mts';

export interface ApiOptions {
	apiKey: string;
	/** The documentation does not say whether a create answers 200 or 201. */
	createdStatus: 200 | 201;
	/** Hold the simulator's own answers against the document too; one that breaks it becomes a 500. */
	checkAnswers: boolean;
}

/** A request as the API sees it: its body is parsed JSON, or the text as received where that is no JSON object or list. */
export interface ApiRequest {
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	headers: Record<string, string | string[]>;
	body: unknown;
}

/** The OpenAPI document that every request is held against. */
export const apiDocument = openApiDocument as unknown as Document;

/** Answers a request; never rejects for what a client sent. */
export type Api = (request: ApiRequest) => Promise<Answer>;

/** Builds the API: the library routes, checks the key, validates each request against the document, then calls the operation. */
export async function createApi(state: State, options: ApiOptions): Promise<Api> {
	const backend = new OpenAPIBackend({
		// A copy: the library resolves the references in place.
		definition: structuredClone(apiDocument),
		strict: true,
		// A base URL with a trailing slash too many must be noticed.
		ignoreTrailingSlashes: false,
		coerceTypes: true,
		// strictSchema: a keyword or format in the document that nothing would enforce stops the start.
		ajvOpts: { strictSchema: true, useDefaults: true, formats },
		securityHandlers: {
			token: ({ request }: Context) => request.headers.authorization === `Token ${options.apiKey}`,
		},
		handlers: {
			...campaignOperations(state, options),
			...callOperations(state, options),
			...accountOperations(state),
			unauthorizedHandler: () => codedError(401, 'UNAUTHORIZED', 'The API key is missing or not valid'),
			notFound: ({ request }: Context) => noRoute(404, 'NOT_FOUND', request),
			methodNotAllowed: ({ request }: Context) => noRoute(405, 'METHOD_NOT_ALLOWED', request),
			validationFail: (context: Context) =>
				detailedError(400, 'VALIDATION_ERROR', 'The request is not valid', whatIsWrong(context)),
		},
	});
	await backend.init();
	if (options.checkAnswers) backend.register('postResponseHandler', checkAnswer);
	return async (request) =>
		(await backend.handleRequest({
			...request,
			body: request.body as Record<string, unknown> | string | undefined,
		})) as Answer;
}

/** The note leaves the path out: the record shows it, without a secret that it may hold. */
const noRoute = (status: number, code: string, { method, path }: Context['request']): Answer => ({
	...codedError(status, code, `Cannot ${method.toUpperCase()} ${path}`),
	note: 'no such operation',
});

const PLACES: Readonly<Record<string, string>> = { requestBody: 'body', query: 'query', path: 'path' };

/** `recipients.3.phoneNumber must match pattern …`, `query.take must be integer`. */
function whatIsWrong({ validation }: Context): string[] {
	const errors = validation.errors ?? [];
	// An alternative that merely does not apply ("sendType is not SCHEDULED") says nothing where another fault is known.
	const telling = errors.filter(
		({ keyword, schemaPath }) => keyword !== 'anyOf' && !/anyOf.*(?:enum|not)$/.test(schemaPath),
	);
	const faults = (telling.length > 0 ? telling : errors).map(({ keyword, instancePath, message, params }) => {
		// The parser's own message quotes the body, perhaps a piece of a secret that is then not recognised.
		if (keyword === 'parse') return 'body is not valid JSON';
		const [, root = '', ...rest] = instancePath.split('/');
		const place = root === 'requestBody' && rest.length > 0 ? rest : [PLACES[root] ?? 'body', ...rest];
		const { additionalProperty } = params as { additionalProperty?: string };
		return `${place.join('.')} ${message}${additionalProperty === undefined ? '' : `: ${additionalProperty}`}`;
	});
	return [...new Set(faults)];
}

function checkAnswer({ api, operation, response }: Context): Answer {
	const answer = response as Answer;
	if (operation === undefined) return answer;
	const { errors } = api.validateResponse(answer.body, operation, answer.status);
	if (!errors) return answer;
	const details = errors.map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
	return detailedError(
		500,
		'ANSWER_BREAKS_DOCUMENT',
		`The simulator's answer to ${operation.operationId} is wrong`,
		details,
	);
}
