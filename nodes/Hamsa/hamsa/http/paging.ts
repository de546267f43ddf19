import type { IDataObject } from 'n8n-workflow';

/** One page that was read. */
export interface Page {
	rows: IDataObject[];
	/** Rows in all, where the endpoint says so. */
	total?: number;
}

/** How an endpoint pages: Hamsa's lists do it in three ways (API reference of each list). */
export interface Paging {
	/** Rows of a full page: as many as the endpoint gives at once. */
	size: number;
	/** Query of the page with this index (from 0), `seen` rows having been read before it. */
	query(index: number, seen: number, size: number): IDataObject;
	/** The page in an answer's `data`, undefined when it is not a list. */
	page(data: unknown): Page | undefined;
}

/** A reader of pages whose rows stand under a name; `totals` are the names under which the number of all rows may stand. */
export const listIn =
	(name: string, totals: readonly string[]) =>
	(data: unknown): Page | undefined => {
		const fields = data as IDataObject;
		const rows = fields[name];
		if (!Array.isArray(rows)) return undefined;
		const total = totals.map((key) => fields[key]).find((value) => typeof value === 'number');
		return { rows: rows as IDataObject[], total };
	};

/** `take` with the 1-based number of a page in `skip`. */
export const byPageNumber = (index: number, _seen: number, size: number) => ({ take: size, skip: index + 1 });

/** Whether a page was the last: an empty one, one that completes the total, or, without a total, one that is not full. */
export function isLastPage({ rows, total }: Page, seen: number, size: number): boolean {
	if (rows.length === 0) return true;
	return total === undefined ? rows.length < size : seen >= total;
}
