/** How far a list is read for what was created lately: no order is promised. */
import { describe, expect, it } from '@jest/globals';
import { readRecent } from '../../../nodes/Hamsa/hamsa/http/recent.ts';
import type { Reader } from '../../../nodes/Hamsa/hamsa/http/reading.ts';
import { listIn } from '../../../nodes/Hamsa/hamsa/http/paging.ts';
import { ApiError } from '../../../nodes/Hamsa/shared/errors.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const HOUR = 3_600_000;

/** Reads rows created so many hours ago, two to a page; which are passed on, and how many pages are read. */
async function read(hoursAgo: number[], most = 100) {
	let pages = 0;
	const reader: Reader = {
		connection: { baseUrl: 'http://127.0.0.1', credential: {}, settings: {} },
		call: async ({ query }) => {
			pages++;
			const rows = hoursAgo.map((hours) => ({ createdAt: new Date(NOW - hours * HOUR).toISOString() }));
			const page = rows.slice(Number(query?.skip), Number(query?.skip) + 2);
			return {
				status: 200,
				headers: { date: new Date(NOW).toUTCString() },
				body: { data: { rows: page, total: rows.length } },
			};
		},
	};
	const paging = {
		size: 2,
		query: (_index: number, seen: number) => ({ skip: seen }),
		page: listIn('rows', ['total']),
	};
	const recency = { withinMs: 12 * HOUR, most, tooMany: () => new ApiError('Too many', 'Ask for less.') };
	const ages: number[] = [];
	const list = { method: 'GET' as const, path: '/rows' };
	for await (const { ageMs } of readRecent(reader, list, paging, recency)) ages.push(ageMs / HOUR);
	return { ages, pages };
}

describe('a list is read', () => {
	it('to its end when all of it is young', async () => {
		expect(await read([1, 2, 3, 4, 5])).toEqual({ ages: [1, 2, 3, 4, 5], pages: 3 });
	});

	it('no further than a page that is newest first and ends before the time', async () => {
		expect(await read([1, 13, 14, 15, 16])).toEqual({ ages: [1, 13], pages: 1 });
	});

	it('on behind a page that ends before the time but is not newest first', async () => {
		expect((await read([14, 13, 2, 1])).ages).toContain(1);
	});

	it('on behind a page that is newest first and ends within the time', async () => {
		expect((await read([1, 12, 13, 2, 1])).pages).toBe(3);
	});

	it('up to a limit', async () => {
		await expect(read([1, 2, 3, 4, 5, 6], 4)).rejects.toThrow('Too many');
	});
});
