import type { Answer } from './answers.mts';

/** Answers that break the protocol or JSON. Faults of the connection itself belong here too. */
export type Fault = 'invalidJson';

/**
 * What happens to a request, in this order: wait `delayMs`; with `commit`, carry the request out and drop its answer;
 * wait `answerDelayMs`; answer. Without `status`, `redirectTo` and `fault` the API's own answer is given.
 */
export interface Behaviour {
	delayMs?: number;
	answerDelayMs?: number;
	/** Carry the request out although something else is answered: "the 504 came after the campaign was made". */
	commit?: boolean;
	status?: number;
	headers?: Record<string, string>;
	/** Body sent as JSON. */
	json?: unknown;
	/** Body sent as it is, as HTML unless `headers` names another type. */
	text?: string;
	/** Redirect to this address, with 307 unless `status` says otherwise. */
	redirectTo?: string;
	/** `invalidJson`: half of a JSON text, with 200 unless `status` says otherwise. */
	fault?: Fault;
}

/** Which requests behave differently. The first rule that matches and is not used up counts. */
export interface BehaviourRule {
	/** Any method when left out. */
	method?: string;
	/** The path without query; `*` stands for any text. Any path when left out. */
	path?: string;
	/** How often; once when left out. */
	times?: number | 'forever';
	then: Behaviour;
}

/** The rules in force. */
export interface Behaviours {
	/** Adds a rule; the returned function withdraws it. */
	add(rule: BehaviourRule): () => void;
	/** What a request must do, undefined when no rule matches. Uses the rule up by one. */
	take(method: string, path: string): Behaviour | undefined;
	clear(): void;
}

interface RuleInForce {
	matches(method: string, path: string): boolean;
	left: number;
	then: Behaviour;
}

const escapeRegExp = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

const patternOf = (path: string): RegExp => new RegExp(`^${path.split('*').map(escapeRegExp).join('.*')}$`);

function ruleInForce({ method, path = '*', times = 1, then }: BehaviourRule): RuleInForce {
	const pattern = patternOf(path);
	return {
		matches: (requestMethod, requestPath) =>
			(method === undefined || method.toUpperCase() === requestMethod) && pattern.test(requestPath),
		left: times === 'forever' ? Infinity : times,
		then,
	};
}

/** An empty set of rules. */
export function createBehaviours(): Behaviours {
	let rules: RuleInForce[] = [];
	return {
		add(rule) {
			const added = ruleInForce(rule);
			rules.push(added);
			return () => {
				rules = rules.filter((other) => other !== added);
			};
		},
		take(method, path) {
			const rule = rules.find(({ left, matches }) => left > 0 && matches(method, path));
			if (rule === undefined) return undefined;
			rule.left -= 1;
			return rule.then;
		},
		clear() {
			rules = [];
		},
	};
}

/** The answer that a behaviour gives in place of the API's, undefined when it leaves that to the API. */
export function answerOf({ status, headers, json, text, redirectTo, fault }: Behaviour): Answer | undefined {
	if (redirectTo !== undefined) {
		return {
			status: status ?? 307,
			headers: { ...headers, location: redirectTo },
			text: '',
			note: 'told to redirect',
		};
	}
	if (fault === 'invalidJson') {
		const asJson = { 'content-type': 'application/json', ...headers };
		return {
			status: status ?? 200,
			headers: asJson,
			text: '{"success":true,"data":{"id":',
			note: 'told to answer invalid JSON',
		};
	}
	if (status === undefined) return undefined;
	const note = `told to answer ${status}`;
	if (json !== undefined) return { status, headers, body: json, note };
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
		text: text ?? '',
		note,
	};
}
