import type { IDataObject } from 'n8n-workflow';
import type { ApiError } from '../../shared/errors';
import type { Paging } from './paging';
import { readPages, type Reader } from './reading';
import type { HamsaRequest } from './transport';

/** A row of a list and how long ago it was created, in milliseconds on Hamsa's clock. */
export interface AgedRow {
	row: IDataObject;
	ageMs: number;
}

/** How far a list is read. */
interface Recency {
	/** Milliseconds; older rows come only where they are among others. */
	withinMs: number;
	/** Rows that are looked through at most. */
	most: number;
	/** What is thrown above that. */
	tooMany(): ApiError;
}

/**
 * Reads a list as far as rows in it may have been created lately, and passes on all rows that it reads with their ages. No
 * order is documented, so all pages are read, unless a page is newest first and ends before that time: the rest is older
 * still. Throws ApiError when the list cannot be read.
 */
export async function* readRecent(
	reader: Reader,
	request: HamsaRequest,
	paging: Paging,
	{ withinMs, most, tooMany }: Recency,
): AsyncGenerator<AgedRow> {
	let seen = 0;
	for await (const { rows, serverNow } of readPages(reader, request, paging)) {
		const aged = rows.map((row) => ({ row, ageMs: serverNow - Date.parse(String(row.createdAt)) }));
		yield* aged;
		const newestFirst = aged.every(({ ageMs }, index) => index === 0 || ageMs >= aged[index - 1]!.ageMs);
		if (newestFirst && aged.length > 0 && aged.at(-1)!.ageMs > withinMs) return;
		seen += rows.length;
		if (seen >= most) throw tooMany();
	}
}
