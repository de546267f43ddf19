import type { IncomingMessage } from 'node:http';
import { codedError } from '../api/answers.mts';
import type { Answer } from '../api/answers.mts';
import { apiDocument } from '../api/api.mts';
import { readRules } from './behaviourRules.mts';
import type { Behaviours } from './behaviour.mts';
import type { CallEvent } from '../life/events.mts';
import { isLoopback } from '../api/loopback.mts';
import { createRedactor } from './records.mts';
import type { RequestRecord } from './records.mts';
import { deleteCampaign, findCampaign } from '../life/state.mts';
import type { State } from '../life/state.mts';
import { parseBody, readBody, readTarget } from '../api/wire.mts';

/** Paths below this one are not the API: through them other processes watch and steer the simulator. */
export const CONTROL_PREFIX = '/_simulator/';

/** What the control paths read and steer. */
export interface Controlled {
	state: State;
	requests: readonly RequestRecord[];
	behaviours: Behaviours;
	apiKey: string;
	tick(): CallEvent[];
	reset(): void;
}

const CONTROL_BODY_LIMIT = 1024 * 1024;
const DELETE_CAMPAIGN = 'DELETE campaigns/';

/**
 * Answers a control path. GET `requests`, `campaigns` (with recipients), `openapi.json`; POST `behave` (a rule or a list
 * of rules), `tick` (everybody answers), `reset`; DELETE `behave` withdraws all rules, DELETE `campaigns/<id>` is what a
 * person does in the dashboard.
 */
export async function answerControl(request: IncomingMessage, controlled: Controlled): Promise<Answer> {
	if (!isLoopback(request.socket.remoteAddress))
		return codedError(403, 'FORBIDDEN', 'Only this machine may ask this');
	const { path } = readTarget(request.url);
	const { text = '' } = await readBody(request, CONTROL_BODY_LIMIT);
	const wanted = `${request.method} ${path.slice(CONTROL_PREFIX.length)}`;
	if (wanted.startsWith(DELETE_CAMPAIGN))
		return removeCampaign(controlled.state, wanted.slice(DELETE_CAMPAIGN.length));
	switch (wanted) {
		case 'GET requests':
			return { status: 200, body: { requests: controlled.requests } };
		case 'GET campaigns':
			return showCampaigns(controlled);
		case 'GET openapi.json':
			return { status: 200, body: apiDocument };
		case 'POST behave':
			return addRules(text, controlled.behaviours);
		case 'DELETE behave':
			controlled.behaviours.clear();
			return { status: 200, body: { rules: 0 } };
		case 'POST tick':
			return { status: 200, body: { events: controlled.tick() } };
		case 'POST reset':
			controlled.reset();
			return { status: 200, body: { reset: true } };
		default:
			return codedError(404, 'NOT_FOUND', `The simulator has no ${request.method} ${path}`);
	}
}

function showCampaigns({ state, apiKey }: Controlled): Answer {
	const text = createRedactor([apiKey]).text(JSON.stringify({ campaigns: state.campaigns }));
	return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, text };
}

function removeCampaign(state: State, id: string): Answer {
	const campaign = findCampaign(state, id);
	if (campaign === undefined) return codedError(404, 'NOT_FOUND', `The simulator has no campaign ${id}`);
	deleteCampaign(state, campaign);
	return { status: 200, body: { deleted: campaign.id } };
}

function addRules(text: string, behaviours: Behaviours): Answer {
	const read = readRules(parseBody(text));
	if ('problem' in read) return codedError(400, 'INVALID_RULE', read.problem);
	for (const rule of read.rules) behaviours.add(rule);
	return { status: 200, body: { rules: read.rules.length } };
}
