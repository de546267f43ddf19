import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { call, create } from '../support/client.mts';

const MAIN = fileURLToPath(new URL('../main.mts', import.meta.url));

interface Started {
	child: ChildProcess;
	/** What it has printed so far. */
	printed(): string;
}

function start(...options: string[]): Started {
	const child = spawn(process.execPath, [MAIN, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
	let text = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => {
			text += chunk.toString();
		});
	}
	return { child, printed: () => text };
}

/** Waits until the process has printed what `pattern` matches; fails when it ends before. */
async function waitFor({ child, printed }: Started, pattern: RegExp): Promise<string> {
	for (;;) {
		const [found] = pattern.exec(printed()) ?? [];
		if (found !== undefined) return found;
		if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${printed()}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;

describe('the command', () => {
	it.each(['SIGINT', 'SIGTERM'] as const)('says where it is and what comes in, until %s', async (signal) => {
		const started = start('--port', '0', '--key', 'my_own_key');
		const url = await waitFor(started, ADDRESS);
		await waitFor(started, /key.*: my_own_key\n/);
		const client = { url, apiKey: 'my_own_key' };
		await create(client, { scheduledTimezone: 'Asia/Riyadh' });
		await waitFor(
			started,
			/^POST \/v1\/voice-agents\/campaigns 201 {2}"Spring recall", 1 recipient, NOW, Sun-Thu 09:00-17:00 Asia\/Riyadh$/m,
		);
		await call(client, 'GET /v1/projects/by-api-key', { authorization: 'Token no' });
		await waitFor(started, /^GET \/v1\/projects\/by-api-key 401 {2}The API key is missing or not valid$/m);
		started.child.kill(signal);
		expect(await once(started.child, 'exit')).toEqual([0, null]);
	});

	it('is quiet on request', async () => {
		const started = start('--port', '0', '--quiet');
		const url = await waitFor(started, ADDRESS);
		await waitFor(started, /sk_sim_local_key\n/);
		const before = started.printed();
		await create({ url, apiKey: 'sk_sim_local_key' });
		started.child.kill('SIGTERM');
		await once(started.child, 'close');
		expect(started.printed()).toBe(before);
	});

	it('makes the calls of a campaign on request', async () => {
		const started = start('--port', '0', '--live');
		const url = await waitFor(started, ADDRESS);
		const client = { url, apiKey: 'sk_sim_local_key' };
		const { id } = (await create(client)).body.data;
		await waitFor(started, /^call\.started e0000000-\S+\ncall\.answered/m);
		await waitFor(started, /^call\.ended e0000000-/m);
		const { body } = await call(client, `GET /v1/voice-agents/campaigns/${id}`);
		expect(body).toMatchObject({ data: { recipients: { completed: [{ attempts: 1 }] } } });
		started.child.kill('SIGTERM');
		expect(await once(started.child, 'exit')).toEqual([0, null]);
	});

	it.each([
		['--port', 'many'],
		['--prot', '4010'],
	])('says in one line why it does not start with %s %s', async (...options) => {
		const started = start(...options);
		const [code] = (await once(started.child, 'close')) as [number];
		expect(code).toBe(1);
		expect(started.printed()).toMatch(/^The simulator did not start: .*\n$/);
	});
});
