import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { codedError } from './answers.mts';
import type { Answer } from './answers.mts';
import type { Api } from './api.mts';
import { answerOf } from '../control/behaviour.mts';
import type { Behaviour, Behaviours } from '../control/behaviour.mts';
import { createRedactor, readablePath, readAuthorization, readHeaders } from '../control/records.mts';
import type { RequestRecord } from '../control/records.mts';
import { asStored } from '../control/stored.mts';
import { parseBody, readBody, readTarget, send, sendHalf } from './wire.mts';

/** What every exchange of a simulator shares. */
export interface ExchangeSetting {
	api: Api;
	apiKey: string;
	behaviours: Behaviours;
	bodyLimitBytes: number;
	recordedBodyBytes: number;
	/** Ends waiting answers. */
	closing: AbortSignal;
	/** Refuses new connections for so many milliseconds. */
	refuse(ms: number): void;
	/** Called on arrival; the record is completed later. */
	onArrived(record: RequestRecord): void;
	/** Called when the answer was sent or the client has gone. */
	onAnswered(record: RequestRecord): void;
}

/** Answers one API request as the API or the rules in force want it, and records it. */
export async function exchange(
	request: IncomingMessage,
	response: ServerResponse,
	setting: ExchangeSetting,
): Promise<void> {
	const started = performance.now();
	const { path, query } = readTarget(request.url);
	const method = request.method ?? '';
	const { authorization, credential } = readAuthorization(request.headers.authorization, setting.apiKey);
	const redactor = createRedactor([setting.apiKey, credential]);
	const record: RequestRecord = {
		time: new Date().toISOString(),
		method,
		path: redactor.text(readablePath(path)),
		query: redactor.parsed(structuredClone(query)) as RequestRecord['query'],
		...readHeaders(request.headers, redactor),
		authorization,
		bodyBytes: 0,
		secretsRemoved: redactor.removed(),
		status: null,
		durationMs: null,
		note: '',
	};
	setting.onArrived(record);
	let behaviour: Behaviour = {};
	try {
		const { bytes, text } = await readBody(request, setting.bodyLimitBytes);
		record.bodyBytes = bytes;
		if (text !== undefined && bytes <= setting.recordedBodyBytes) {
			// A copy of its own, because it is changed where it holds a secret.
			record.body = redactor.parsed(parseBody(text));
		} else {
			// Not kept, but a secret in it counts.
			redactor.text(text ?? '');
		}
		record.secretsRemoved = redactor.removed();

		behaviour = setting.behaviours.take(method, path) ?? {};
		const answer = await carryOut(behaviour, setting.closing, async () => {
			const refused = refusal(request, bytes, setting.bodyLimitBytes);
			if (refused) return refused;
			const { stored, twin } = behaviour;
			const headers = request.headers as Record<string, string>;
			const call = async () => {
				const sent = text === undefined ? undefined : parseBody(text);
				const body = stored === undefined ? sent : asStored(sent, stored);
				return await setting.api({ method, path, query, headers, body });
			};
			if (twin === 'before') await call();
			const own = await call();
			if (twin === 'after') await call();
			return own;
		});
		record.note = redactor.text(answer.note ?? '');
		const { socket } = request;
		const { refuseAfterMs, closeAfter = refuseAfterMs !== undefined } = behaviour;
		// Before the answer: a client could be back faster than the listening ends.
		if (refuseAfterMs !== undefined) setting.refuse(refuseAfterMs);
		if (await deliver(response, answer, behaviour)) record.status = answer.status;
		if (closeAfter) socket.destroy();
	} finally {
		record.durationMs = performance.now() - started;
		if (record.status === null && response.destroyed && behaviour.fault === undefined) {
			record.note = ['client gone', record.note].filter(Boolean).join(', ');
		}
		setting.onAnswered(record);
	}
}

async function carryOut(
	behaviour: Behaviour,
	closing: AbortSignal,
	call: () => Promise<Answer>,
): Promise<Answer> {
	const pause = async (ms = 0): Promise<void> => {
		if (ms > 0) await wait(ms, undefined, { signal: closing });
	};
	const instead = answerOf(behaviour);
	await pause(behaviour.delayMs);
	if (instead === undefined || behaviour.commit === true) {
		const own = await call();
		await pause(behaviour.answerDelayMs);
		return instead ?? own;
	}
	await pause(behaviour.answerDelayMs);
	return instead;
}

/** Gives the answer, or breaks as the behaviour says; resolves to whether the client got it whole. */
async function deliver(response: ServerResponse, answer: Answer, { fault }: Behaviour): Promise<boolean> {
	if (fault === undefined || fault === 'invalidJson') return await send(response, answer);
	if (fault === 'halfBody') await sendHalf(response, answer);
	else if (fault === 'disconnect') response.destroy();
	// The client gives up, or the simulator ends.
	else if (!response.destroyed) await once(response, 'close');
	return false;
}

/** What is refused before the API looks at the request. */
function refusal(request: IncomingMessage, bytes: number, limit: number): Answer | undefined {
	if (bytes > limit)
		return codedError(413, 'PAYLOAD_TOO_LARGE', `The request body is larger than ${limit} bytes`);
	const type = request.headers['content-type'] ?? '';
	if (bytes > 0 && !/^application\/json\s*(?:;|$)/i.test(type)) {
		return codedError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The request body must be application/json');
	}
	return undefined;
}
