import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../shared/values';

/** `{{name}}` in a text that the agent speaks. */
const SPOKEN = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** Names of variables in `conversation.params`: an object of names, or a list of names or of objects with one. */
function namesOfParams(params: unknown): string[] {
	if (Array.isArray(params)) {
		return params.flatMap((param: unknown) => {
			const name: unknown = isObject(param) ? (param.name ?? param.key) : param;
			return typeof name === 'string' ? [name] : [];
		});
	}
	return isObject(params) ? Object.keys(params) : [];
}

/** The variables that a voice agent's greeting speaks. */
export function spokenVariables(agent: IDataObject): string[] {
	const { greetingMessage } = (agent.conversation ?? {}) as { greetingMessage?: unknown };
	const text = typeof greetingMessage === 'string' ? greetingMessage : '';
	return [...new Set([...text.matchAll(SPOKEN)].map(([, name]) => name!))];
}

/**
 * The names of a voice agent's variables: its parameters, and those in its greeting ("get voice agent" in Hamsa's API
 * reference shows both in `conversation`; the form of `params` is not documented).
 */
export function agentVariables(agent: IDataObject): string[] {
	const { params } = (agent.conversation ?? {}) as { params?: unknown };
	return [...new Set([...namesOfParams(params), ...spokenVariables(agent)])];
}
