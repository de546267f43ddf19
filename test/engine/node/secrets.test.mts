import { describe, expect, it, jest } from '@jest/globals';
import type { Behaviour } from '../../simulator/control/behaviour.mts';
import { goodRows, KEY, useSimulator } from '../support/campaign.mts';

const { simulator, create } = useSimulator();
const CAMPAIGNS = '/v1/voice-agents/campaigns';
/** Where n8n's logger writes its lines. */
const { _stdout: logOutput } = console as unknown as { _stdout: { write(line: string): boolean } };
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
			const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
			const output = jest.spyOn(logOutput, 'write').mockReturnValue(true);
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

			const logged = JSON.stringify([log.mock.calls, output.mock.calls]);
			log.mockRestore();
			output.mockRestore();
			expect(simulator().requests.length).toBeGreaterThan(0);
			for (const { run, error } of results) {
				const shown = [error?.message, error?.description, (error as Error | undefined)?.stack];
				expect([JSON.stringify(run), ...shown].join('\n')).not.toContain(KEY);
			}
			expect(logged).not.toContain(KEY);
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
	});
});
