/** Call: Start with a Do Not Call List on the node's second input. */
import { describe, expect, it } from '@jest/globals';
import { newPeople, useCalls } from '../support/calls.mts';
import { MODEL_WAYS } from '../support/operations.mts';

const { simulator, start, posts } = useCalls();

const ON = { options: { doNotCallList: true } };
const called = () => posts().map(({ toNumber }) => toNumber);

describe('who is on the Do Not Call List', () => {
	it('is not called, and said so; the others are', async () => {
		const [sara, omar, huda] = newPeople(3);
		const second = [{ phone: omar!.phone.replace('+966', '0'), reason: 'asked' }, { phone: huda!.phone }];
		const parameters = { options: { doNotCallList: true, countryOfLocalNumbers: 'SA' } };

		const { json, hints, outputs } = await start([sara!, omar!, huda!], parameters, { second });

		expect(called()).toEqual([sara!.phone]);
		expect(json).toMatchObject([{ placed: true, toNumber: sara!.phone }]);
		expect(outputs[0]).toHaveLength(1);
		expect(hints).toEqual([
			`2 people are on the Do Not Call List and were not called: Row 2: ${omar!.phone}; Row 3: ${huda!.phone}.`,
		]);
	});

	it('is nobody to call, and no error', async () => {
		const [sara] = newPeople(1);

		const { json, hints, error } = await start([sara!], ON, { second: [{ phone: sara!.phone }] });

		expect(error).toBeUndefined();
		expect(json).toEqual([]);
		expect(hints).toEqual([`1 person is on the Do Not Call List and was not called: ${sara!.phone}.`]);
		expect(simulator().requests).toEqual([]);
	});

	it('does not count for Maximum Calls', async () => {
		const people = newPeople(3);
		const options = { doNotCallList: true, maximumCalls: 1 };

		await start(people, { options }, { second: people.slice(1) });

		expect(called()).toEqual([people[0]!.phone]);
	});

	it('is told in Preview', async () => {
		const [sara, omar] = newPeople(2);

		const { json, hints } = await start([sara!, omar!], { ...ON, runMode: 'preview' }, { second: [omar!] });

		expect(json).toMatchObject([
			{ callVerdict: 'wouldBeCalled', name: sara!.name },
			{
				callVerdict: 'doNotCall',
				callPhoneNumber: omar!.phone,
				callReason: 'Is on the Do Not Call List',
				name: omar!.name,
			},
		]);
		expect(hints).toEqual([
			'Preview, nobody was called. 1 person would be called. 1 person is on the Do Not Call List. To call, set Run Mode to Call People.',
		]);
	});

	it('is read from the column that was entered', async () => {
		const [sara, omar] = newPeople(2);
		const options = { doNotCallList: true, doNotCallColumn: 'other' };

		await start([sara!, omar!], { options }, { second: [{ phone: sara!.phone, other: omar!.phone }] });

		expect(called()).toEqual([sara!.phone]);
	});

	it('is everyone on it, also when Execute Once lets one row in', async () => {
		const [sara, omar] = newPeople(2);

		const { json } = await start([sara!], ON, { second: [omar!, sara!], settings: { executeOnce: true } });

		expect(json).toEqual([]);
		expect(called()).toEqual([]);
	});
});

describe('nobody is called', () => {
	it('when the list is not connected', async () => {
		const { error } = await start(newPeople(1), {
			options: { doNotCallList: true, anEmptyListIsFine: true },
		});

		expect(error?.message).toBe(
			'Do Not Call List is on, but nothing is connected to its input, so nobody is called',
		);
		expect(simulator().requests).toEqual([]);
	});

	it('when no row came in, unless that is fine', async () => {
		const people = newPeople(1);

		const { error } = await start(people, ON, { second: [] });
		expect(error?.message).toBe('No row came into the Do Not Call List, so nobody is called');
		expect(called()).toEqual([]);

		const options = { doNotCallList: true, anEmptyListIsFine: true };
		await start(people, { options }, { second: [] });
		expect(called()).toEqual([people[0]!.phone]);
	});

	it('when no number can be read, and every item fails where the node continues on errors', async () => {
		const second = [{ phone: 'ask Sara' }];

		const { outputs } = await start(newPeople(2), ON, { second, onError: 'continueRegularOutput' });

		expect(outputs[0]).toHaveLength(2);
		expect(outputs[0]![0]!.json.error).toContain('No phone number can be read in the Do Not Call List');
		expect(called()).toEqual([]);
	});

	it.each(MODEL_WAYS)(
		'where a model or MCP runs the node (%s): a list that is on is never ignored',
		async (_, way) => {
			const { error } = await start(newPeople(1), ON, way);

			expect(error?.message).toMatch(/so nobody is called$/);
			expect(called()).toEqual([]);
		},
	);
});

describe('a list that is connected and switched off', () => {
	it('is not read', async () => {
		const [sara] = newPeople(1);

		await start([sara!], { options: { doNotCallList: false } }, { second: [sara!] });

		expect(called()).toEqual([sara!.phone]);
	});
});
