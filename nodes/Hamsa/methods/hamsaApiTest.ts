import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { PROJECT } from '../hamsa/account';
import { describeAnswer, describeNoAnswer } from '../hamsa/http/answer';
import { readApiKey, readBaseUrl } from '../hamsa/http/credential';
import { asInputError } from '../shared/errors';

interface FullResponse {
	statusCode: number;
	body: unknown;
}

const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

/** The project's name in the answer of the key check, undefined when the answer is not Hamsa's. */
function projectName(body: unknown): string | undefined {
	const project = (body as { data?: { id?: unknown; name?: unknown } } | null)?.data;
	if (typeof project?.id !== 'string') return undefined;
	return typeof project.name === 'string' ? project.name : project.id;
}

/**
 * Tests a Hamsa credential with `GET /v1/projects/by-api-key`. A function, because a declarative credential test shows
 * a wrong host only as a code (ENOTFOUND).
 */
export async function hamsaApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	// The only request helper that n8n gives to credential tests.
	const { helpers } = this;
	let baseUrl: string;
	try {
		baseUrl = readBaseUrl(data);
	} catch (error) {
		const { message, action } = asInputError(error);
		return failed(`${message}. ${action}`);
	}
	const key = readApiKey(data);
	if (key === '')
		return failed('API Key is empty. Make one at agents.tryhamsa.com under Settings > API Keys.');

	let response: FullResponse;
	try {
		response = (await helpers.request({
			method: 'GET',
			uri: `${baseUrl}${PROJECT.path}`,
			headers: { Authorization: `Token ${key}` },
			json: true,
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			timeout: 20_000,
		})) as FullResponse;
	} catch (error) {
		const { message, action } = describeNoAnswer(error, baseUrl);
		return failed(`${message}. ${action}`);
	}
	if (response.statusCode === 401) {
		return failed(
			'Hamsa does not know this API Key. Check for missing characters, or make a new key at agents.tryhamsa.com under Settings > API Keys; keys can expire.',
		);
	}
	if (response.statusCode !== 200) {
		const { message, action } = describeAnswer(response.statusCode, response.body);
		return failed(`${message}. ${action}`);
	}
	const project = projectName(response.body);
	if (project === undefined) {
		return failed(`${baseUrl} answers, but not as Hamsa does. Set the Base URL to https://api.tryhamsa.com.`);
	}
	return { status: 'OK', message: `Connected to the Hamsa project ${project}` };
}
