import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { PROJECT } from '../hamsa/account';
import { describeAnswer, describeNoAnswer } from '../hamsa/http/answer';
import { readApiKey, readBaseUrl, withoutKey } from '../hamsa/http/credential';
import { askRegion } from '../hamsa/http/region';
import { asInputError } from '../shared/errors';
import { messageText, nameText } from '../shared/text';

interface FullResponse {
	statusCode: number;
	body: unknown;
}

/** A failure as the credential's panel shows it: one text, without the key. */
const failed = (
	{ message, action }: { message: string; action: string },
	credential: ICredentialDataDecryptedObject,
): INodeCredentialTestResult => ({
	status: 'Error',
	message: messageText(`${withoutKey(message, credential)}. ${action}`),
});

/** The project's name in the answer of the key check, undefined when the answer is not Hamsa's. */
function projectName(body: unknown): string | undefined {
	const project = (body as { data?: { id?: unknown; name?: unknown } } | null)?.data;
	if (typeof project?.id !== 'string') return undefined;
	return typeof project.name === 'string' ? project.name : project.id;
}

/**
 * Tests a Hamsa credential by asking for the project of its key. A function, because a declarative credential test shows
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
	let key: string;
	try {
		baseUrl = readBaseUrl(data);
		key = readApiKey(data);
	} catch (error) {
		return failed(asInputError(error), data);
	}

	let response: FullResponse;
	try {
		response = (await helpers.request({
			method: PROJECT.method,
			uri: `${baseUrl}${PROJECT.path}`,
			headers: { Authorization: `Token ${key}` },
			json: true,
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			timeout: 20_000,
		})) as FullResponse;
	} catch (error) {
		return failed(describeNoAnswer(error, baseUrl), data);
	}
	if (response.statusCode === 401) {
		return failed(
			{
				message: 'Hamsa does not know this API Key',
				action: `${askRegion(data)} Otherwise check for missing characters, or make a new key at agents.tryhamsa.com under Settings > API Keys; keys can expire.`,
			},
			data,
		);
	}
	if (response.statusCode !== 200) {
		return failed(describeAnswer(response.statusCode, response.body), data);
	}
	const project = projectName(response.body);
	if (project === undefined) {
		return failed(
			{
				message: `${baseUrl} answers, but not as Hamsa does`,
				action: 'Choose another Region, or correct the Base URL.',
			},
			data,
		);
	}
	return { status: 'OK', message: `Connected to the Hamsa project ${nameText(project)}` };
}
