/** Other times than it is: on this machine, and at what stands in front of Hamsa. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, jest } from '@jest/globals';
import { DateTime } from 'luxon';

const realNow = Date.now;
let under = 0;

/**
 * Runs something as if so much time (ms) had passed on this machine; a function tells how much at each moment. What runs at
 * once goes by the clock of the last, until all of it has ended.
 */
export async function later<T>(ms: number | (() => number), work: () => Promise<T>): Promise<T> {
	const shift = typeof ms === 'number' ? () => ms : ms;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + shift());
	under++;
	try {
		return await work();
	} finally {
		if (--under === 0) clock.mockRestore();
	}
}

/** Runs something as if it were that instant ("2035-01-10T07:00:00Z") on this machine; the clock goes on from there. */
export const at = async <T,>(instant: string | number, work: () => Promise<T>): Promise<T> =>
	await later(new Date(instant).getTime() - realNow(), work);

/** A winter's day in the north and a summer's day in Australia, with no change of clocks in the weeks after it. */
export const JANUARY = '2035-01-10T07:00:00Z';

/** An expectedDuration at any time of day: shortly before the calling hours end, some calls are left for another day. */
export const lasting = (time: string): unknown =>
	expect.stringMatching(new RegExp(`^${time}(?:, over 2 calling days)?$`));

/** A zone in which midnight is not near, for hours that are open now and as long as a test runs. */
export const farFromMidnight = (): string =>
	['Asia/Riyadh', 'America/New_York'].find((name) => {
		const { hour } = DateTime.now().setZone(name);
		return hour > 1 && hour < 22;
	})!;

/** A front (load balancer) whose clock is ahead of the Hamsa behind it, and which writes the `Date` of answers. */
export async function startFront(
	hamsa: string,
	aheadMs: number,
): Promise<{ url: string; close: () => void }> {
	const { hostname, port } = new URL(hamsa);
	const server = http.createServer((request, response) => {
		const { url: path, method, headers } = request;
		const behind = http.request({ hostname, port, path, method, headers }, (answer) => {
			const date = new Date(Date.now() + aheadMs).toUTCString();
			response.writeHead(answer.statusCode ?? 502, { ...answer.headers, date });
			answer.pipe(response);
		});
		behind.on('error', () => response.destroy());
		request.pipe(behind);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
