import { describe, expect, it } from '@jest/globals';
import { answerOf, newOrder } from './support/order.mts';

describe('a cancelled execution sends nothing', () => {
	const cancelled = { message: 'The execution was cancelled', action: 'Nothing was made.', mayExist: false };

	it('when it was cancelled before', async () => {
		let looks = 0;
		const { send, requests } = newOrder();
		const findSame = async () => {
			looks++;
			return { seen: [] };
		};

		await expect(send({ signal: AbortSignal.abort() }, { findSame })).rejects.toMatchObject(cancelled);
		expect(requests).toEqual([]);
		expect(looks).toBe(0);
	});

	it('when it is cancelled while Hamsa is asked whether it has the same', async () => {
		const controller = new AbortController();
		const { send, requests } = newOrder();
		const findSame = async () => {
			controller.abort();
			return { seen: [] };
		};

		await expect(send({ signal: controller.signal }, { findSame })).rejects.toMatchObject(cancelled);
		expect(requests).toEqual([]);
	});

	it('and does not say so while the outcome of an earlier try is unknown', async () => {
		const { send, requests } = newOrder(() => answerOf(500));
		await expect(send()).rejects.toMatchObject({ mayExist: true });

		await expect(send({ signal: AbortSignal.abort() })).rejects.toMatchObject({
			message: 'The execution was cancelled',
			action: 'It may exist.',
			mayExist: true,
		});
		expect(requests).toHaveLength(1);
	});

	it('and does not say so when an earlier try made it', async () => {
		const { send, requests } = newOrder();
		await send();

		await expect(send({ signal: AbortSignal.abort() })).rejects.toMatchObject({
			message: 'The execution was cancelled',
			mayExist: true,
		});
		expect(requests).toHaveLength(1);
	});

	it('and says that nothing was made when an earlier try certainly came to nothing', async () => {
		const { send } = newOrder(() => answerOf(400));
		await expect(send()).rejects.toMatchObject({ mayExist: false });

		await expect(send({ signal: AbortSignal.abort() })).rejects.toMatchObject(cancelled);
	});

	it('and asks no database when it is cancelled while another order of its node is under way', async () => {
		let recorded = 0;
		const store = {
			record: async (values: string[]) => {
				recorded++;
				return values.length;
			},
			count: async () => 0,
			clear: async () => undefined,
		};
		const lock = { key: 'the node of this test', store };
		const controller = new AbortController();
		const [first, second] = [newOrder(), newOrder()];
		const findSame = async () => {
			controller.abort();
			return { seen: [] };
		};

		const under = first.send({ lock }, { findSame });
		const waiting = second.send({ lock, signal: controller.signal });

		await expect(waiting).rejects.toMatchObject(cancelled);
		await expect(under).resolves.toMatchObject({ origin: 'now' });
		expect(recorded).toBe(1);
	});

	it('but does when nobody cancels', async () => {
		const { send, requests } = newOrder();

		await expect(send({ signal: new AbortController().signal })).resolves.toMatchObject({
			created: { id: 'made' },
			origin: 'now',
		});
		expect(requests.map(({ method }) => method)).toEqual(['POST']);
	});
});
