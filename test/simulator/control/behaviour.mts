import type { Answer } from '../api/answers.mts';
import type { Stored } from './stored.mts';

/**
 * What breaks in place of a good answer: `disconnect` ends the connection without one, `hang` never answers, `halfBody` ends
 * the connection in the middle of the body (of the API's own with `commit`), `invalidJson` sends half a JSON text.
 */
export type Fault = 'disconnect' | 'halfBody' | 'hang' | 'invalidJson';

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
	/** With 200 unless `status` says otherwise, where it answers at all. */
	fault?: Fault;
	/** Of a create: store the campaign otherwise than it was sent. */
	stored?: Stored;
	/**
	 * Of a create: somebody else sends the same right before it or right after it, which makes a campaign of its own. Its
	 * request is not recorded.
	 */
	twin?: 'before' | 'after';
	/** Close the connection right after the answer, which promised to keep it alive. */
	closeAfter?: boolean;
	/** Close the connection after the answer and refuse new ones for so many milliseconds. */
	refuseAfterMs?: number;
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

/** Half of a JSON text that announces a success. */
const HALF_A_SUCCESS = '{"success":true,"data":{"id":';

/** What a fault sends, undefined when that is for the API or the rest of the behaviour to say. */
function brokenAnswer({ status = 200, headers, fault, commit }: Behaviour): Answer | undefined {
	if (fault === undefined || (fault === 'halfBody' && commit === true)) return undefined;
	return {
		status,
		headers: { 'content-type': 'application/json', ...headers },
		text: HALF_A_SUCCESS,
		note: `told to answer with ${fault}`,
	};
}

/** The answer that a behaviour gives in place of the API's, undefined when it leaves that to the API. */
export function answerOf(behaviour: Behaviour): Answer | undefined {
	const { status, headers, json, text, redirectTo, fault } = behaviour;
	if (redirectTo !== undefined) {
		return {
			status: status ?? 307,
			headers: { ...headers, location: redirectTo },
			text: '',
			note: 'told to redirect',
		};
	}
	if (fault !== undefined) return brokenAnswer(behaviour);
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
