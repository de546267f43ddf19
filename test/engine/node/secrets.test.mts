import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { inspect } from 'node:util';
import { CredentialTestContext, PollContext } from 'n8n-core';
import { LoggerProxy, type Logger } from 'n8n-workflow';
import { payload } from '../../unit/support/payloads.mts';
import type { Behaviour } from '../../simulator/control/behaviour.mts';
import { useCallTrigger, webhookSecret } from '../support/callTriggers.mts';
import { goodRows, KEY, useSimulator } from '../support/campaign.mts';
import { additionalDataFor } from '../support/engineContext.mts';
import { receive } from '../support/triggerHarness.mts';

const { simulator, create } = useSimulator();
const CAMPAIGNS = '/v1/voice-agents/campaigns';

/** All that was logged since the test began, whatever n8n's log level is. */
let lines: unknown[][] = [];
const taking =
	(level: string) =>
	(...parts: unknown[]) =>
		void lines.push([level, ...parts]);
const log: Logger = {
	error: taking('error'),
	warn: taking('warn'),
	info: taking('info'),
	debug: taking('debug'),
};
/** In full: also what hangs on an error that was logged. */
const logged = () => inspect(lines, { depth: Infinity, maxArrayLength: null, maxStringLength: null });

/** The class whose instances have a property of their own making. */
function ownerOf(prototype: object, name: string): object {
	return Object.hasOwn(prototype, name)
		? prototype
		: ownerOf(Object.getPrototypeOf(prototype) as object, name);
}

/** n8n's own logger, which its parts keep from when they are made. */
const n8nLog = new CredentialTestContext(additionalDataFor({})).logger;

// The engine logs through LoggerProxy, a node through its context, and what reports failures through n8n's own logger.
beforeEach(() => {
	lines = [];
	LoggerProxy.init(log);
	const contexts = ownerOf(PollContext.prototype, 'logger') as { logger: Logger };
	jest.spyOn(contexts, 'logger', 'get').mockReturnValue(log);
	for (const level of ['error', 'warn', 'info'] as const)
		jest.spyOn(n8nLog, level).mockImplementation(log[level]);
	jest.spyOn(console, 'log').mockImplementation(taking('console'));
});
afterEach(() => {
	jest.restoreAllMocks();
	LoggerProxy.init(n8nLog);
});
const REPEATED = { message: `The key ${KEY} is not welcome`, details: [`Token ${KEY}`] };

/** Answers to the create that repeat the key wherever something could show it, and failures without an answer. */
const PATHS: Array<[string, Behaviour]> = [
	['success', {}],
	...[400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 503].map((status): [string, Behaviour] => [
		`HTTP ${status}`,
		{ status, headers: { 'retry-after': '0' }, json: { ...REPEATED, error: REPEATED } },
	]),
	['a web page', { status: 502, text: `<html>${KEY}</html>` }],
	['a 504 after the campaign was made', { status: 504, text: KEY, commit: true }],
	['a redirect', { redirectTo: `http://127.0.0.1:9/?key=${KEY}` }],
	['a success that is none', { status: 200, json: REPEATED }],
	['text in place of JSON', { status: 200, headers: { 'content-type': 'application/json' }, text: KEY }],
	['half a body', { fault: 'halfBody' }],
	['a lost connection', { fault: 'disconnect' }],
	['a hang', { fault: 'hang' }],
];

describe('the API key is in no output, error, log line or record', () => {
	it.each(PATHS.flatMap(([name, then]) => [[name, then, 'POST'] as const, [name, then, 'GET'] as const]))(
		'%s',
		async (name, then, method) => {
			simulator().behave({ method, path: CAMPAIGNS, times: 'forever', then });

			const results = [];
			for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const) {
				results.push(
					await create(
						goodRows(2),
						{ name: `${name} ${method} ${onError}`, requestOptions: { timeout: 300 } },
						{ onError, credential: { apiKey: ` Token ${KEY}`, baseUrl: simulator().url } },
					),
				);
			}

			expect(simulator().requests.length).toBeGreaterThan(0);
			for (const { run, error } of results) {
				const shown = [error?.message, error?.description, (error as Error | undefined)?.stack];
				expect([JSON.stringify(run), ...shown].join('\n')).not.toContain(KEY);
			}
			expect(logged()).toContain('Start executing node "Hamsa"');
			expect(logged()).not.toContain(KEY);
			expect(JSON.stringify(simulator().requests)).not.toContain(KEY);
		},
	);

	it('nor where nothing answers', async () => {
		const { run, error } = await create(
			goodRows(1),
			{ requestOptions: { timeout: 300 } },
			{ credential: { apiKey: KEY, baseUrl: 'http://127.0.0.1:9' } },
		);

		expect(error?.message).toContain('Nothing answers');
		expect(JSON.stringify(run)).not.toContain(KEY);
		expect(logged()).toContain('Nothing answers');
		expect(logged()).not.toContain(KEY);
	});
});

describe('what Hamsa Trigger logs', () => {
	const trigger = useCallTrigger();

	it('says why an event started nothing, and holds neither secret', async () => {
		const { id } = trigger.simulator().seedCampaign({});
		const { apiKey } = trigger.simulator();
		const repeated = { message: `Neither ${apiKey} nor ${webhookSecret} is welcome` };
		trigger.simulator().behave({ path: '*/campaigns/*', then: { status: 500, json: repeated } });

		const event = payload('current', { callId: 'e0000000-0000-4000-8000-00000000aaaa' });
		const answer = await receive(trigger.filtered({ campaign: id }), event, `Bearer ${webhookSecret}`);

		expect(answer.status).toBe(503);
		expect(logged()).toContain('Hamsa Trigger: Hamsa answered with HTTP 500');
		for (const secret of [apiKey, webhookSecret]) expect(logged()).not.toContain(secret);
	});
});
