/** What this process remembers of what it has made, and that runs with the same order wait for each other. */
import { describe, expect, it } from '@jest/globals';
import { madeHere, madeHereWithKey, rememberMade } from '../../../nodes/Hamsa/sending/madeHere.ts';
import { oneAtATime } from '../../../nodes/Hamsa/sending/oneAtATime.ts';
import { BoundedMap } from '../../../nodes/Hamsa/shared/memory.ts';

const made = (id: string) => ({ label: 'label', startedAt: 0, created: { id } });

describe('what this process has made', () => {
	it('is found by its fingerprint, the latest first, and by its key', () => {
		rememberMade('a', 'key 1', made('1'));
		rememberMade('a', 'key 2', made('2'));

		expect(madeHere('a').map(({ created }) => created.id)).toEqual(['2', '1']);
		expect(madeHereWithKey('key 1')).toEqual({ id: '1' });
		expect(madeHere('b')).toEqual([]);
		expect(madeHereWithKey('key 3')).toBeUndefined();
	});

	it('is there once, however often it is remembered', () => {
		rememberMade('c', 'key 4', made('4'));
		rememberMade('c', 'key 4', made('4'));

		expect(madeHere('c')).toHaveLength(1);
	});
});

describe('a memory with a limit', () => {
	it('forgets what was set longest ago', () => {
		const memory = new BoundedMap<string, number>(2);
		memory.set('a', 1);
		memory.set('b', 2);
		memory.set('a', 3);
		memory.set('c', 4);

		expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual([3, undefined, 4]);
		memory.delete('a');
		expect(memory.get('a')).toBeUndefined();
	});
});

describe('works with the same key', () => {
	it('run one after the other, also after one that failed, and others beside them', async () => {
		const log: string[] = [];
		const work =
			(name: string, fails = false) =>
			async () => {
				log.push(`${name} begins`);
				await new Promise((resolve) => setImmediate(resolve));
				log.push(`${name} ends`);
				if (fails) throw new Error(name);
			};

		const all = await Promise.allSettled([
			oneAtATime('key', work('first', true)),
			oneAtATime('key', work('second')),
			oneAtATime('key', work('third')),
			oneAtATime('other', work('beside')),
		]);

		expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
		expect(log.filter((line) => !line.startsWith('beside'))).toEqual([
			'first begins',
			'first ends',
			'second begins',
			'second ends',
			'third begins',
			'third ends',
		]);
		expect(log.indexOf('beside begins')).toBeLessThan(log.indexOf('first ends'));
	});

	it('run one after the other, also one that comes while the second of two is at work', async () => {
		let [running, most] = [0, 0];
		const work = async () => {
			most = Math.max(most, ++running);
			await new Promise((resolve) => setImmediate(resolve));
			running--;
		};
		const first = oneAtATime('later', work);
		const second = oneAtATime('later', work);
		await first;

		await Promise.all([second, oneAtATime('later', work)]);

		expect(most).toBe(1);
	});
});
