import { describeAnswer, describeNoAnswer, type ApiProblem } from './apiAnswer';
import { withoutKey } from './credential';
import { ApiError } from './errors';
import { isLastPage, type Page, type Paging } from './paging';
import type { Connection, HamsaAnswer, HamsaRequest } from './transport';

/** Reads from Hamsa: where it is, and a function that sends one request and throws only when no answer comes. */
export interface Reader {
	connection: Connection;
	call(request: HamsaRequest): Promise<HamsaAnswer>;
}

/** What Hamsa answered to a reading request. */
export interface Answered<T> {
	data: T;
	/** Epoch milliseconds on Hamsa's clock (the `Date` header), on this machine's where it does not say. */
	serverNow: number;
}

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
	if (status !== 200) throw failed(connection, describeAnswer(status, body), status);
	const data = (body as { data?: T } | null)?.data;
	if (data === undefined || data === null) {
		throw new ApiError(
			`${baseUrl} answers, but not as Hamsa does`,
			'Check the Base URL of the Hamsa credential.',
		);
	}
	const serverNow = Date.parse(String(headers.date));
	return { data, serverNow: Number.isNaN(serverNow) ? Date.now() : serverNow };
}

/** Reads a list page by page, one request at a time, for as long as the caller goes on. Throws ApiError. */
export async function* readPages(
	reader: Reader,
	request: HamsaRequest,
	paging: Paging,
): AsyncGenerator<Page & { serverNow: number }> {
	const { size } = paging;
	let seen = 0;
	for (let index = 0; ; index++) {
		const query = { ...request.query, ...paging.query(index, seen, size) };
		const { data, serverNow } = await readFrom<unknown>(reader, { ...request, query });
		const page = paging.page(data);
		if (page === undefined) {
			throw new ApiError(
				`${reader.connection.baseUrl} answered to ${request.path} with something that is no list`,
				'Check the Base URL of the Hamsa credential.',
			);
		}
		seen += page.rows.length;
		yield { ...page, serverNow };
		if (isLastPage(page, seen, size)) return;
	}
}
