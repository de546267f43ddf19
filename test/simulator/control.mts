import type { IncomingMessage } from 'node:http';
import { codedError } from './answers.mts';
import type { Answer } from './answers.mts';
import { apiDocument } from './api.mts';
import type { Behaviours, BehaviourRule } from './behaviour.mts';
import { parseBody, readBody } from './body.mts';
import { createRedactor } from './records.mts';
import type { RequestRecord } from './records.mts';
import type { State } from './state.mts';

/** Paths below this one are not the API: through them other processes watch and steer the simulator. */
export const CONTROL_PREFIX = '/_simulator/';

/** What the control paths read and steer. */
export interface Controlled {
	state: State;
	requests: readonly RequestRecord[];
	behaviours: Behaviours;
	apiKey: string;
	reset(): void;
}

const CONTROL_BODY_LIMIT = 1024 * 1024;

/** Whether an address of a socket is this machine's own (IPv4, IPv6, or IPv4 within IPv6). */
export const isLoopback = (address: string | undefined): boolean =>
	address !== undefined && /^(?:::1|(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.test(address);

/**
 * Answers a control path. GET `requests`, `campaigns` (with recipients), `openapi.json`; POST `behave` (a rule or a list
 * of rules), `reset`; DELETE `behave` withdraws all rules.
 */
export async function answerControl(
	request: IncomingMessage,
	path: string,
	controlled: Controlled,
): Promise<Answer> {
	if (!isLoopback(request.socket.remoteAddress))
		return codedError(403, 'FORBIDDEN', 'Only this machine may ask this');
	const { text = '' } = await readBody(request, CONTROL_BODY_LIMIT);
	switch (`${request.method} ${path.slice(CONTROL_PREFIX.length)}`) {
		case 'GET requests':
			return { status: 200, body: { requests: controlled.requests } };
		case 'GET campaigns':
			return {
				status: 200,
				body: createRedactor([controlled.apiKey]).json({ campaigns: controlled.state.campaigns }),
			};
		case 'GET openapi.json':
			return { status: 200, body: apiDocument };
		case 'POST behave':
			return addRules(parseBody(text), controlled.behaviours);
		case 'DELETE behave':
			controlled.behaviours.clear();
			return { status: 200, body: { rules: 0 } };
		case 'POST reset':
			controlled.reset();
			return { status: 200, body: { reset: true } };
		default:
			return codedError(404, 'NOT_FOUND', `The simulator has no ${request.method} ${path}`);
	}
}

function addRules(value: unknown, behaviours: Behaviours): Answer {
	const rules: unknown[] = Array.isArray(value) ? value : [value];
	const isRule = (rule: unknown): rule is BehaviourRule =>
		typeof rule === 'object' &&
		rule !== null &&
		'then' in rule &&
		typeof rule.then === 'object' &&
		rule.then !== null;
	if (!rules.every(isRule)) return codedError(400, 'INVALID_RULE', 'Each rule needs a then');
	for (const rule of rules) behaviours.add(rule);
	return { status: 200, body: { rules: rules.length } };
}
