/** What n8n hands to everything it runs, with the node's own credential type applied as n8n applies it. */
import type { ExecutionLifecycleHooks } from 'n8n-core';
import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type INode,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
} from 'n8n-workflow';
import { HamsaApi } from '../../../credentials/HamsaApi.credentials.ts';

/** Applies `authenticate` of our credential type by resolving its expressions, as n8n's own helper does. */
class CredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly data: ICredentialDataDecryptedObject,
		private readsLeft: number,
	) {
		super();
	}
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_type: string,
		options: IHttpRequestOptions,
		workflow: Workflow,
		node: INode,
	) {
		const { headers = {} } = new HamsaApi().authenticate.properties;
		for (const [name, value] of Object.entries(headers)) {
			const resolved = workflow.expression.getSimpleParameterValue(node, value as string, 'internal', {
				$credentials: credentials,
			});
			options.headers = { ...options.headers, [name]: resolved };
		}
		return options;
	}
	async getDecrypted() {
		// The words of n8n's PostgreSQL pool.
		if (this.readsLeft-- <= 0) throw new Error('timeout exceeded when trying to connect');
		return { ...this.data };
	}
	getParentTypes() {
		return [];
	}
	async preAuthentication() {
		return undefined;
	}
	async runPreAuthentication() {
		return undefined;
	}
	async getCredentials(): Promise<never> {
		throw new Error('not used by the engine');
	}
	async updateCredentials() {}
	async updateCredentialsOauthTokenData() {}
	getCredentialsProperties() {
		return [];
	}
	isCredentialUsableByNode() {
		return true;
	}
	getOAuth2Options() {
		return undefined;
	}
}

/**
 * What n8n hands to everything it runs; only what the engine reads here. After `credentialReads` reads of the credential
 * n8n's database is away.
 */
export function additionalDataFor(
	credential: ICredentialDataDecryptedObject,
	hooks?: ExecutionLifecycleHooks,
	credentialReads = Infinity,
) {
	return {
		executionId: '1',
		webhookWaitingBaseUrl: 'http://127.0.0.1/wait',
		formWaitingBaseUrl: 'http://127.0.0.1/form',
		restApiUrl: '',
		instanceBaseUrl: 'http://127.0.0.1/',
		hooks,
		// Tests name the address alone, which is that of the region Other; n8n itself never leaves the region out.
		credentialsHelper: new CredentialsHelper({ region: 'other', ...credential }, credentialReads),
		currentNodeExecutionIndex: 0,
		currentNodeParameters: undefined,
		variables: {},
		setExecutionStatus() {},
	} as unknown as IWorkflowExecuteAdditionalData;
}
