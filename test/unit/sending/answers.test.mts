/** What an answer to a POST proves: made, certainly not made, or nobody knows. And which POST is sent again. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { HamsaAnswer } from '../../../nodes/Hamsa/hamsa/http/transport.ts';
import { retryAfter } from '../../../nodes/Hamsa/sending/waiting.ts';
import { answerOf, newOrder } from './support/order.mts';

afterEach(() => {
	jest.restoreAllMocks();
});

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

	it('but not once the time of the lock is over: another may be creating it by then', async () => {
		const store = {
			record: async (values: string[]) => values.length,
			count: async () => 0,
			clear: async () => undefined,
		};
		const { send, requests } = newOrder(() => {
			const later = Date.now() + 600_000;
			jest.spyOn(Date, 'now').mockImplementation(() => later);
			return tooMany('0');
		});

		const lock = { key: 'the node of a slow order', store };
		await expect(send({ lock })).rejects.toMatchObject({ mayExist: false, status: 429 });
		expect(requests).toHaveLength(1);
	});

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

	it.each([
		['in seconds', () => '61'],
		['as a time', () => new Date(Date.now() + 10 * 60_000).toUTCString()],
	])('not when the pause, given %s, is longer than anybody would wait', async (_, retryAfter) => {
		const { send, requests } = newOrder(() => tooMany(retryAfter()));

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

describe('the pause that Hamsa asks for', () => {
	const now = Date.UTC(2026, 0, 5, 8);

	it.each([
		['7', 7_000],
		[7, 7_000],
		['Mon, 05 Jan 2026 08:00:03 GMT', 3_000],
		['Mon, 05 Jan 2026 07:59:00 GMT', 0],
		['-1', 0],
		['soon', undefined],
		[undefined, undefined],
	])('with %p is %p milliseconds', (header, pause) => {
		expect(retryAfter(header, now)).toBe(pause);
	});
});
