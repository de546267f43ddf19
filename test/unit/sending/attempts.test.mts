/** What an attempt whose outcome is unknown means for the next try, another run, a person's Retry and a loop. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { attemptsOfRun } from '../../../nodes/Hamsa/sending/attempts.ts';
import { answerOf, newOrder, type OrderBench } from './support/order.mts';

afterEach(() => {
	jest.restoreAllMocks();
});

/** Lets so many milliseconds pass on this machine's clock. */
function pass(ms: number): void {
	const now = Date.now;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + ms);
}

/** The time-out of the bench and five minutes, and as much as a test may take. */
const SETTLED = 5 * 60_000 + 1 + 1_000;

/** An order whose first POST was answered with HTTP 500, and whose second would be a success. */
async function openOrder(ordered: Partial<OrderBench['order']> = {}): Promise<OrderBench> {
	const answers = [answerOf(500), { status: 201, headers: {}, body: { data: { id: 'made' } } }];
	const bench = newOrder(() => answers.shift()!);
	await expect(bench.send({}, ordered)).rejects.toMatchObject({ mayExist: true });
	return bench;
}

const notLearnt = {
	message: expect.stringMatching(/^An earlier try did not learn .*\(.*500.*\).*so it was not sent again$/),
	mayExist: true,
};

describe('after an attempt whose outcome is unknown', () => {
	it('the next try of the node sends nothing, however late it is', async () => {
		const { send, requests } = await openOrder();
		pass(SETTLED);

		await expect(send()).rejects.toMatchObject(notLearnt);
		expect(requests).toHaveLength(1);
	});

	it('a person’s Retry sends nothing before the settling time is over', async () => {
		const { send, requests } = await openOrder();
		pass(SETTLED - 3_000);

		await expect(send({ isRetry: true })).rejects.toMatchObject(notLearnt);
		expect(requests).toHaveLength(1);
	});

	it('a person’s Retry sends when it is over and Hamsa does not have it', async () => {
		const { send, requests } = await openOrder();
		pass(SETTLED);

		await expect(send({ isRetry: true })).resolves.toMatchObject({ origin: 'now' });
		expect(requests).toHaveLength(2);
	});

	it('a person’s Retry sends nothing when Hamsa cannot be asked', async () => {
		const { send, requests } = await openOrder();
		pass(SETTLED);
		const findLost = async () => {
			throw new Error('no answer');
		};

		await expect(send({ isRetry: true }, { findLost })).rejects.toMatchObject({
			message: expect.stringContaining('Hamsa could not be asked'),
		});
		expect(requests).toHaveLength(1);
	});

	it('a person’s Retry sends nothing when Hamsa can be asked at first only', async () => {
		const { send, requests } = await openOrder();
		pass(SETTLED);
		let looks = 0;
		const findLost = async () => {
			if (looks++ > 0) throw new Error('no answer');
			return undefined;
		};

		await expect(send({ isRetry: true }, { findLost })).rejects.toMatchObject({
			message: expect.stringContaining('Hamsa could not be asked'),
		});
		expect(requests).toHaveLength(1);
	});

	it('it is looked for by what was sent, among what was not there before', async () => {
		const { send } = await openOrder({
			trace: { name: 'Morning' },
			findSame: async () => ({ seen: ['older'] }),
		});
		const findLost = jest.fn<OrderBench['order']['findLost']>(async () => ({
			created: { id: 'found' },
			ageMs: 7,
		}));

		await expect(send({}, { trace: { name: 'Evening' }, findLost })).resolves.toEqual({
			created: { id: 'found' },
			ageMs: 7,
			origin: 'earlierTry',
		});
		expect(findLost).toHaveBeenCalledWith(
			expect.anything(),
			expect.objectContaining({ trace: { name: 'Morning' }, seen: ['older'] }),
		);
	});

	it('what was found is known to the next try without looking', async () => {
		const { send } = await openOrder();
		await send({}, { findLost: async () => ({ created: { id: 'found' }, ageMs: 7 }) });

		await expect(send()).resolves.toMatchObject({ created: { id: 'found' }, origin: 'earlierTry' });
	});

	it.each([
		['waits for it', {}, 1],
		['with another label goes its own way', { label: 'other' }, 2],
		['without protection goes its own way', { protectionMs: 0 }, 2],
	])('another run of this process %s', async (_, ordered, posts) => {
		const { send, requests } = await openOrder();

		await send({ memory: {} }, ordered).catch(() => undefined);

		expect(requests).toHaveLength(posts);
	});

	it('what was found lets another run of this process go on without looking for it again', async () => {
		const { send } = await openOrder();
		const found = { created: { id: 'found' }, ageMs: 7 };
		await send({}, { findLost: async () => found });

		await expect(send({ memory: {} }, { confirm: async () => found })).resolves.toMatchObject(found);
	});

	it('an order without protection holds up no other', async () => {
		const { send, requests } = await openOrder({ protectionMs: 0 });

		await expect(send({ memory: {} })).resolves.toMatchObject({ origin: 'now' });
		expect(requests).toHaveLength(2);
	});

	it('another run sends when the settling time is over', async () => {
		const { send, requests } = await openOrder();
		pass(SETTLED);

		await send({ memory: {} });

		expect(requests).toHaveLength(2);
	});

	it('a Retry without a note, whatever its label, waits for it too', async () => {
		const { send } = await openOrder();

		await expect(send({ memory: {}, isRetry: true }, { label: 'other' })).rejects.toMatchObject({
			message: expect.stringMatching(/^Another run did not learn/),
		});
	});
});

describe('what this process has made', () => {
	const confirm = async (created: object, ageMs: number) => ({ created: { ...created }, ageMs });

	it.each([
		['the same order', {}, {}, 'otherRun'],
		['another label', {}, { label: 'other' }, 'now'],
		['another label on a Retry', { isRetry: true }, { label: 'other' }, 'otherRun'],
		['an order without protection', {}, { protectionMs: 0 }, 'now'],
		['what is not there any more', {}, { confirm: async () => undefined }, 'now'],
	])('is not made again for %s', async (_, changed, ordered, origin) => {
		const { send } = newOrder();
		await send();

		await expect(send({ memory: {}, ...changed }, { confirm, ...ordered })).resolves.toMatchObject({
			origin,
		});
	});

	it('is not made again when another label came after it', async () => {
		let made = 0;
		const { send } = newOrder(() => ({ status: 201, headers: {}, body: { data: { id: ++made } } }));
		await send();
		await send({ memory: {} }, { label: 'other' });

		await expect(send({ memory: {} }, { confirm })).resolves.toMatchObject({
			created: { id: 1 },
			origin: 'otherRun',
		});
	});

	it('may be made again after the time of protection', async () => {
		const { send, requests } = newOrder();
		await send();
		pass(60_001);

		await send({ memory: {} }, { confirm });

		expect(requests).toHaveLength(2);
	});

	it('is not made again when it came of a lost answer', async () => {
		const { send, requests } = newOrder(() => answerOf(500));
		await send({}, { findLost: async () => ({ created: { id: 'lost' }, ageMs: 5 }) });

		await expect(send({ memory: {} }, { confirm })).resolves.toMatchObject({ created: { id: 'lost' } });
		expect(requests).toHaveLength(1);
	});

	it('sends nothing when Hamsa cannot be asked whether it is still there', async () => {
		const { send, requests } = newOrder();
		await send();

		const failing = async () => {
			throw new Error('no answer');
		};
		await expect(send({ memory: {} }, { confirm: failing })).rejects.toThrow('no answer');
		expect(requests).toHaveLength(1);
	});
});

describe('the notes of an execution', () => {
	it('are those of one run of the node: a loop may mean the same again', async () => {
		const { send, requests } = newOrder();

		await send({}, { protectionMs: 0 });
		await send({}, { protectionMs: 0 });
		await send({ runIndex: 1 }, { protectionMs: 0 });

		expect(requests).toHaveLength(2);
	});

	it('tell what was sent and is not known to have come to nothing', async () => {
		const { send, sender } = await openOrder();
		await newOrder().send({ memory: sender.memory });
		await newOrder(() => answerOf(400))
			.send({ memory: sender.memory })
			.catch(() => undefined);
		await newOrder().send({ memory: sender.memory, runIndex: 1 });

		expect(attemptsOfRun(sender.memory, 0).map(({ outcome }) => outcome)).toEqual(['open', 'created']);
		expect(attemptsOfRun(sender.memory, 1).map(({ outcome }) => outcome)).toEqual(['created']);
		await expect(send()).rejects.toMatchObject({ mayExist: true });
	});

	it('let a Retry look for its own label only when they tell that nothing was made', async () => {
		const { send } = newOrder(() => answerOf(400));
		await send().catch(() => undefined);
		const findSame = jest.fn(async () => ({ seen: [] }));

		await send({ isRetry: true }, { findSame }).catch(() => undefined);
		await send({ isRetry: true, memory: {} }, { findSame }).catch(() => undefined);

		expect(findSame.mock.calls).toEqual([[false], [true]]);
	});
});

describe('the time to send', () => {
	const tooLate = () => {
		throw new Error('too late');
	};

	it('is checked right before, so that what exists is found', async () => {
		const { send, requests } = newOrder();
		const found = { created: { id: 'there' }, ageMs: 1 };

		await expect(
			send({}, { checkTime: tooLate, findSame: async () => ({ found, seen: [] }) }),
		).resolves.toMatchObject({ created: { id: 'there' } });
		await expect(send({}, { checkTime: tooLate })).rejects.toThrow('too late');
		expect(requests).toEqual([]);
	});
});
