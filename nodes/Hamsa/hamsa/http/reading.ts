import type { IDataObject } from 'n8n-workflow';
import { describeAnswer, describeNoAnswer, type ApiProblem } from './answer';
import { withoutKey } from './credential';
import { ApiError, asApiError } from '../../shared/errors';
import { isLastPage, type Page, type Paging } from './paging';
import {
	callHamsa,
	openConnection,
	type Connection,
	type HamsaAnswer,
	type HamsaContext,
	type HamsaRequest,
	type RequestSettings,
} from './transport';

/** Reads from Hamsa: where it is, and a function that sends one request and throws only when no answer comes. */
export interface Reader {
	connection: Connection;
	call(request: HamsaRequest): Promise<HamsaAnswer>;
}

/** A reader with n8n's context behind it. Throws InputError when the credential's Base URL cannot be used. */
export async function openReader(context: HamsaContext, settings?: RequestSettings): Promise<Reader> {
	const connection = await openConnection(context, settings);
	return { connection, call: async (request) => await callHamsa(context, connection, request) };
}

/** What Hamsa answered to a reading request. */
interface Answered<T> {
	data: T;
	/** Epoch milliseconds on Hamsa's clock (the `Date` header), on this machine's where it does not say. */
	serverNow: number;
}

const NOT_THERE =
	'What was entered does not exist in the project of the API key. Check the Region of the credential too.';

const failed = ({ credential }: Connection, { message, action }: ApiProblem, status?: number) =>
	new ApiError(withoutKey(message, credential), action, status);

/**
 * Reads something from Hamsa. Throws ApiError, without the key in it, for everything that is not a complete answer:
 * absence must not be concluded from half a list.
 */
export async function readFrom<T>({ connection, call }: Reader, request: HamsaRequest): Promise<Answered<T>> {
	const { baseUrl } = connection;
	let answer: HamsaAnswer;
	try {
		answer = await call(request);
	} catch (error) {
		throw failed(connection, describeNoAnswer(error, baseUrl));
	}
	const { status, headers, body } = answer;
	if (status < 200 || status >= 300) {
		const { message, action } = describeAnswer(status, body);
		const choose = request.chooseAgain;
		const mended = status === 404 && choose !== undefined ? `${choose} ${NOT_THERE}` : action;
		throw failed(connection, { message, action: mended }, status);
	}
	const data = (body as { data?: T } | null)?.data;
	if (data === undefined || data === null) {
		throw new ApiError(
			`${baseUrl} answers, but not as Hamsa does`,
			'Check the Region and Base URL of the Hamsa credential.',
		);
	}
	const serverNow = Date.parse(String(headers.date));
	return { data, serverNow: Number.isNaN(serverNow) ? Date.now() : serverNow };
}

/** The same for something that may have been deleted meanwhile: undefined when Hamsa does not know it (404). */
export async function readIfThere<T>(
	reader: Reader,
	request: HamsaRequest,
): Promise<Answered<T> | undefined> {
	try {
		return await readFrom<T>(reader, request);
	} catch (error) {
		const failure = asApiError(error);
		if (failure.status === 404) return undefined;
		throw failure;
	}
}

/** Reads one page of a list: the one with this index (from 0), `seen` rows having come before it. Throws ApiError. */
export async function readPage(
	reader: Reader,
	request: HamsaRequest,
	paging: Paging,
	index: number,
	seen: number,
): Promise<Page & { serverNow: number }> {
	const query = { ...request.query, ...paging.query(index, seen, paging.size) };
	const { data, serverNow } = await readFrom<unknown>(reader, { ...request, query });
	const page = paging.page(data);
	if (page !== undefined) return { ...page, serverNow };
	throw new ApiError(
		`${reader.connection.baseUrl} answered to ${request.path} with something that is no list`,
		'Check the Region and Base URL of the Hamsa credential.',
	);
}

/** Reads a list page by page, one request at a time, for as long as the caller goes on. Throws ApiError. */
export async function* readPages(
	reader: Reader,
	request: HamsaRequest,
	paging: Paging,
): AsyncGenerator<Page & { serverNow: number }> {
	let seen = 0;
	for (let index = 0; ; index++) {
		const page = await readPage(reader, request, paging, index, seen);
		seen += page.rows.length;
		yield page;
		if (isLastPage(page, seen, paging.size)) return;
	}
}

/** Which rows of a list are wanted. */
interface Wanted {
	/** The most rows; all of them when left out. */
	limit?: number;
	/** Checks what the endpoint cannot be relied on to filter. */
	accept?: (row: IDataObject) => boolean;
}

/**
 * The rows of a list, each once: a list that grows while it is read shifts rows to the next page. Rows are told apart by
 * their `id`. Throws ApiError.
 */
export async function readRows(
	reader: Reader,
	request: HamsaRequest,
	paging: Paging,
	{ limit = Infinity, accept }: Wanted,
): Promise<IDataObject[]> {
	// Fewer rows than fill a page need not be a full page, unless some of them are left out.
	const size = accept === undefined ? Math.min(paging.size, limit) : paging.size;
	const found: IDataObject[] = [];
	const ids = new Set<unknown>();
	for await (const { rows } of readPages(reader, request, { ...paging, size })) {
		for (const row of rows) {
			if (ids.has(row.id) || accept?.(row) === false) continue;
			if (row.id !== undefined) ids.add(row.id);
			found.push(row);
			if (found.length === limit) return found;
		}
	}
	return found;
}
