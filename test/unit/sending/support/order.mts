/** An order to make a thing once, at a server that is one function, for the unit tests of sending. */
import type { HamsaAnswer, HamsaRequest } from '../../../../nodes/Hamsa/hamsa/http/transport.ts';
import { sendOnce } from '../../../../nodes/Hamsa/sending/sendOnce.ts';
import type { CreateOnce, Sender, Sent } from '../../../../nodes/Hamsa/sending/types.ts';

export interface OrderBench {
	sender: Sender;
	order: CreateOnce;
	/** The requests that came. */
	requests: HamsaRequest[];
	send: (sender?: Partial<Sender>, order?: Partial<CreateOnce>) => Promise<Sent>;
}

const SUCCESS: HamsaAnswer = { status: 201, headers: {}, body: { data: { id: 'made' } } };

let orders = 0;

/** A new order that nobody has sent; `answer` is what the server does with a request. */
export function newOrder(answer: () => HamsaAnswer = () => SUCCESS): OrderBench {
	const requests: HamsaRequest[] = [];
	const sender: Sender = {
		connection: { baseUrl: 'http://127.0.0.1', credential: {}, settings: {} },
		call: async (request) => {
			requests.push(request);
			return answer();
		},
		memory: {},
		runIndex: 0,
		isRetry: false,
		timeoutMs: 1,
	};
	orders++;
	const order: CreateOnce = {
		request: { method: 'POST', path: '/things', body: {} },
		fingerprint: `fingerprint ${orders}`,
		label: 'label',
		protectionMs: 60_000,
		trace: {},
		createdFrom: (data) => data,
		keyOf: ({ id }) => `${orders} ${String(id)}`,
		findLost: async () => undefined,
		findSame: async () => ({ seen: [] }),
		confirm: async () => undefined,
		notMade: 'Nothing was made.',
		mayExist: 'It may exist.',
		notSentAgain: 'so it was not sent again',
	};
	return {
		sender,
		order,
		requests,
		send: async (changed = {}, ordered = {}) =>
			await sendOnce({ ...sender, ...changed }, { ...order, ...ordered }),
	};
}

/** An answer with this status and no success in it. */
export const answerOf = (status: number): HamsaAnswer => ({ status, headers: {}, body: '<html/>' });
