/** Requests of Campaign: Create that did not reach Hamsa, redirects and the Timeout. */
import { createServer } from 'node:https';
import { describe, expect, it } from '@jest/globals';
import { timeoutOf } from '../../../../nodes/Hamsa/hamsa/http/transport.ts';
import { CREATE, goodRows, KEY, LIST, quick, useSimulator } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

describe('requests that certainly did not reach Hamsa', () => {
	const unprotected = { ...quick('Not reached'), limits: { duplicateProtectionHours: 0 } };

	it('are sent again until they do', async () => {
		simulator().behave({ ...LIST, then: { refuseAfterMs: 300 } });

		const { status } = await create(goodRows(1), { requestOptions: { timeout: 1_000 } });

		expect(status).toBe('success');
		expect(simulator().campaigns).toHaveLength(1);
	});

	it('are those to an address that speaks no TLS', async () => {
		const baseUrl = simulator().url.replace('http:', 'https:');
		const { error } = await create(goodRows(1), unprotected, { credential: { apiKey: KEY, baseUrl } });

		expect(error?.message).toMatch(/does not speak TLS as it should: https/);
		expect(error?.description).toMatch(/No campaign was created/);
	});

	it('are those to an address without a certificate', async () => {
		const server = createServer({});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as { port: number };
		const credential = { apiKey: KEY, baseUrl: `https://127.0.0.1:${port}` };

		const { error } = await create(goodRows(1), unprotected, { credential });

		await new Promise((resolve) => server.close(resolve));
		expect(error?.description).toMatch(/No campaign was created/);
	});

	it('are those with a proxy that is no address', async () => {
		const { error } = await create(goodRows(1), {
			...unprotected,
			requestOptions: { proxy: 'myproxy' },
		});

		expect(error?.message).toBe('Proxy "myproxy" is not an address that begins with http:// or https://');
		expect(posts()).toEqual([]);
	});
});

describe('redirects', () => {
	it('that are given after the work is done are looked into', async () => {
		simulator().behave({ ...CREATE, then: { status: 303, redirectTo: '/elsewhere', commit: true } });

		const { json, hints } = await create(goodRows(1));

		expect(json[0]).toMatchObject({ created: true, id: simulator().campaigns[0]?.id });
		expect(hints.join()).toContain('answer was lost');
	});
});

describe('Timeout', () => {
	it.each([
		[undefined, 300_000],
		[0, 300_000],
		['', 300_000],
		[-1, 300_000],
		[250, 250],
		['250', 250],
	])('%p gives up after %i ms', (timeout, ms) => {
		expect(timeoutOf({ timeout: timeout as number })).toBe(ms);
	});
});
