import type { Host } from '../host.mts';
import { waitFor } from '../lib/processes.mts';
import { type Execution, parseSavedRunData, toExecution } from './runData.mts';

/** Someone who can sign in to the editor. */
export interface SignIn {
	email: string;
	password: string;
}

export interface Credential {
	id: string;
	name: string;
}

/** A workflow as a file of n8n holds it; only what the tools touch is spelt out. */
export interface Workflow {
	id?: string;
	name: string;
	nodes: Array<{ name: string; type: string; parameters: Record<string, unknown>; [key: string]: unknown }>;
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

interface SavedWorkflow extends Workflow {
	id: string;
	versionId: string;
}

const finalStatuses = ['success', 'error', 'crashed', 'canceled'];

/** The REST interface that n8n's own editor uses. */
export function restClient(host: Host, baseUrl: string) {
	let cookie = '';

	/** Sends a request and returns the answer's `data`; an answer of 400 and above is an error with n8n's own message. */
	async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${baseUrl}/rest${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie, 'browser-id': 'tools' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n answered ${response.status} to ${method} ${path}: ${text}`);
		const cookies = response.headers.getSetCookie();
		if (cookies.length > 0) cookie = cookies.map((entry) => entry.split(';')[0]).join('; ');
		return (text === '' ? undefined : (JSON.parse(text) as { data: T }).data) as T;
	}

	async function savedExecution(id: string): Promise<Execution | undefined> {
		const { status, data } = await request<{ status: string; data: string }>('GET', `/executions/${id}`);
		if (!finalStatuses.includes(status)) return undefined;
		return toExecution(id, status, parseSavedRunData(host, data));
	}

	return {
		request,

		/** Makes the instance's owner and signs in as such. */
		async setUpOwner(owner: SignIn): Promise<void> {
			await request('POST', '/owner/setup', { ...owner, firstName: 'Hamsa', lastName: 'Example' });
		},

		async signIn({ email, password }: SignIn): Promise<void> {
			await request('POST', '/login', { emailOrLdapLoginId: email, password });
		},

		async createCredential(name: string, type: string, data: Record<string, unknown>): Promise<Credential> {
			return await request('POST', '/credentials', { name, type, data });
		},

		async updateCredential(
			{ id, name }: Credential,
			type: string,
			data: Record<string, unknown>,
		): Promise<void> {
			await request('PATCH', `/credentials/${id}`, { name, type, data });
		},

		/** What the editor shows when a credential with this data is saved and tested. */
		async testCredential(
			type: string,
			data: Record<string, unknown>,
		): Promise<{ status: string; message: string }> {
			const { id, name } = await request<Credential>('POST', '/credentials', { name: 'Test', type, data });
			try {
				return await request('POST', '/credentials/test', { credentials: { id, name, type, data } });
			} finally {
				await request('DELETE', `/credentials/${id}`);
			}
		},

		async createWorkflow(workflow: Workflow): Promise<SavedWorkflow> {
			return await request('POST', '/workflows', workflow);
		},

		/** Whether there is a workflow of that id. */
		async hasWorkflow(id: string): Promise<boolean> {
			const all = await request<Array<{ id: string }>>('GET', '/workflows');
			return all.some((workflow) => workflow.id === id);
		},

		async activate({ id, versionId }: Pick<SavedWorkflow, 'id' | 'versionId'>): Promise<void> {
			await request('POST', `/workflows/${id}/activate`, { versionId });
		},

		/** Runs a workflow from one of its triggers, as "Execute workflow" in the editor does, and waits for its end. */
		async runWorkflow(workflowId: string, trigger: string, timeout = 300_000): Promise<Execution> {
			const { executionId } = await request<{ executionId: string }>('POST', `/workflows/${workflowId}/run`, {
				// Older versions want the workflow too, as the editor shows it.
				workflowData: await request('GET', `/workflows/${workflowId}`),
				triggerToStartFrom: { name: trigger },
			});
			return await waitFor(`execution ${executionId}`, timeout, () => savedExecution(executionId));
		},

		/** An execution; undefined while it has not ended. */
		execution: savedExecution,

		/** The executions of a workflow, oldest first; undefined in the place of one that has not ended. At most 100. */
		async executions(workflowId: string): Promise<Array<Execution | undefined>> {
			const filter = encodeURIComponent(JSON.stringify({ workflowId }));
			const path = `/executions?limit=100&filter=${filter}`;
			const { results } = await request<{ results: Array<{ id: string }> }>('GET', path);
			return await Promise.all(results.reverse().map(async ({ id }) => await savedExecution(id)));
		},
	};
}

export type RestClient = ReturnType<typeof restClient>;
