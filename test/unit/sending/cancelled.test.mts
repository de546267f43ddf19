import { describe, expect, it } from '@jest/globals';
import { sendOnce } from '../../../nodes/Hamsa/sending/sendOnce.ts';
import type { CreateOnce, Sender } from '../../../nodes/Hamsa/sending/types.ts';

/** An order at a server that makes what it is asked for, and the requests that came. */
function orderAt(signal: AbortSignal, look: () => unknown = () => undefined) {
	const requests: string[] = [];
	const sender: Sender = {
		connection: { baseUrl: 'http://127.0.0.1', credential: {}, settings: {} },
		call: async ({ method }) => {
			requests.push(method);
			return { status: 201, headers: {}, body: { data: { id: 'made' } } };
		},
		memory: {},
		runIndex: 0,
		isRetry: false,
		timeoutMs: 1_000,
		signal,
	};
	const order: CreateOnce = {
		request: { method: 'POST', path: '/things', body: {} },
		fingerprint: `fingerprint ${Math.random()}`,
		label: '',
		protectionMs: 1_000,
		trace: {},
		createdFrom: (data) => data,
		keyOf: ({ id }) => String(id),
		findLost: async () => undefined,
		findSame: async () => {
			look();
			return { seen: [] };
		},
		confirm: async () => undefined,
		notMade: 'Nothing was made.',
		mayExist: 'It may exist.',
		notSentAgain: 'so it was not sent again',
	};
	return { requests, send: async () => await sendOnce(sender, order) };
}

describe('a cancelled execution sends nothing', () => {
	const cancelled = { message: 'The execution was cancelled', action: 'Nothing was made.', mayExist: false };

	it('when it was cancelled before', async () => {
		let looks = 0;
		const { send, requests } = orderAt(AbortSignal.abort(), () => looks++);

		await expect(send()).rejects.toMatchObject(cancelled);
		expect(requests).toEqual([]);
		expect(looks).toBe(0);
	});

	it('when it is cancelled while Hamsa is asked whether it has the same', async () => {
		const controller = new AbortController();
		const { send, requests } = orderAt(controller.signal, () => controller.abort());

		await expect(send()).rejects.toMatchObject(cancelled);
		expect(requests).toEqual([]);
	});

	it('but does when nobody cancels', async () => {
		const { send, requests } = orderAt(new AbortController().signal);

		await expect(send()).resolves.toMatchObject({ created: { id: 'made' }, origin: 'now' });
		expect(requests).toEqual(['POST']);
	});
});
