/** What an answer to a POST proves: made, certainly not made, or nobody knows. And which POST is sent again. */
import { describe, expect, it } from '@jest/globals';
import type { HamsaAnswer } from '../../../nodes/Hamsa/hamsa/http/transport.ts';
import { answerOf, newOrder } from './support/order.mts';

describe('an answer to a POST', () => {
	it.each([400, 401, 402, 403, 404, 409, 413, 422, 499, 307, 308])(
		'HTTP %i is a refusal: nothing was made',
		async (status) => {
			const { send } = newOrder(() => answerOf(status));

			await expect(send()).rejects.toMatchObject({
				mayExist: false,
				status,
				action: expect.stringMatching(/Nothing was made\.$/),
			});
		},
	);

	it.each([100, 200, 204, 300, 301, 302, 303, 304, 408, 500, 502, 503, 504, 599])(
		'HTTP %i proves nothing: it may exist',
		async (status) => {
			const { send } = newOrder(() => answerOf(status));

			await expect(send()).rejects.toMatchObject({ mayExist: true, status, action: 'It may exist.' });
		},
	);

	it.each([200, 201, 202])('HTTP %i with what was made is a success', async (status) => {
		const { send } = newOrder(() => ({ status, headers: {}, body: { data: { id: 'made' } } }));

		await expect(send()).resolves.toEqual({ created: { id: 'made' }, origin: 'now' });
	});

	it('says more about a status where there is more to say', async () => {
		const { send } = newOrder(() => answerOf(409));

		await expect(send({}, { whenRefused: { 409: 'Look first.' } })).rejects.toMatchObject({
			action: 'Look first. Nothing was made.',
		});
	});
});

describe('a POST that certainly came to nothing is sent again', () => {
	const tooMany = (retryAfter: string): HamsaAnswer => ({
		...answerOf(429),
		headers: { 'retry-after': retryAfter },
	});
	const refused = () => {
		throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
	};

	it('twice when it did not reach Hamsa, and then no more', async () => {
		const { send, requests } = newOrder(refused);

		await expect(send()).rejects.toMatchObject({ mayExist: false });
		expect(requests).toHaveLength(3);
	});

	it('twice when Hamsa asks for a pause, and then no more', async () => {
		const { send, requests } = newOrder(() => tooMany('0'));

		await expect(send()).rejects.toMatchObject({ mayExist: false, status: 429 });
		expect(requests).toHaveLength(3);
	});

	it('not when the pause is longer than anybody would wait', async () => {
		const { send, requests } = newOrder(() => tooMany('61'));

		await expect(send()).rejects.toMatchObject({ mayExist: false, status: 429 });
		expect(requests).toHaveLength(1);
	});

	it.each([
		[
			'a connection that was lost',
			() => {
				throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', syscall: 'read' });
			},
		],
		['HTTP 503 with a pause', () => ({ ...answerOf(503), headers: { 'retry-after': '0' } })],
		['HTTP 400', () => answerOf(400)],
	])('but not after %s', async (_, answer) => {
		const { send, requests } = newOrder(answer);

		await expect(send()).rejects.toThrow();
		expect(requests).toHaveLength(1);
	});
});
