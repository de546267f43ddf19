import { describe, expect, it } from '@jest/globals';
import { newPeople, useCalls } from '../support/calls.mts';
import { locator, PATHS, UNKNOWN_AGENT, UNKNOWN_PICKS } from '../support/operations.mts';

const { simulator, start, posts } = useCalls();

describe('Call: Start in Preview', () => {
	it('says what would become of each row, in front of the row, and calls nobody', async () => {
		const [sara, omar] = newPeople(2);
		const rows = [
			{ ...sara!, callVerdict: 'of an earlier preview' },
			{ phone: '0501234567', name: 'Local' },
			omar!,
			{ ...sara!, name: 'Sara again' },
		];
		const params = { param: [{ name: 'topic', value: 'the visit' }] };

		const { json, hints, outputs } = await start(rows, { runMode: 'preview', params });

		expect(posts()).toEqual([]);
		expect(json.map((row) => [row.name, row.callVerdict, row.callPhoneNumber])).toEqual([
			[sara!.name, 'wouldBeCalled', sara!.phone],
			['Local', 'rejected', null],
			[omar!.name, 'wouldBeCalled', omar!.phone],
			['Sara again', 'duplicate', sara!.phone],
		]);
		expect(Object.keys(json[0]!).slice(0, 4)).toEqual([
			'callVerdict',
			'callPhoneNumber',
			'callReason',
			'callVariables',
		]);
		expect(json[0]!.callVariables).toEqual({ topic: 'the visit' });
		expect(json[1]!.callReason).toMatch(/^To Number "0501234567" has no country code/);
		expect(json[3]!.callReason).toBe('The same call comes in row 1 (Duplicate Protection)');
		expect(outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual(rows.map((_, item) => ({ item })));
		expect(hints).toEqual([
			'Preview, nobody was called. Calling would stop, because On Error is Stop Workflow and 1 row cannot be called; 2 people could be.',
		]);
	});

	it('finds a call that Duplicate Protection would return', async () => {
		const [person] = newPeople(1);
		await start([person!]);

		const { json } = await start([person!], { runMode: 'preview' });

		expect(json).toMatchObject([
			{ callVerdict: 'duplicate', callReason: expect.stringMatching(/^The same call was placed .+ ago/) },
		]);
		expect(posts()).toHaveLength(1);
	});

	it.each(UNKNOWN_PICKS)(
		'fails as calling would when Hamsa does not know the %s',
		async (name, wrong, message) => {
			const { error, json } = await start(newPeople(1), { runMode: 'preview', ...wrong });

			expect(error?.message).toBe(message);
			expect(error?.description).toMatch(new RegExp(`^Choose .+ again from the list of ${name}\\.`));
			expect(json).toEqual([]);
		},
	);

	it('says it of each row that names an unknown voice agent, and looks once for what rows share', async () => {
		const known = 'a0000000-0000-4000-8000-000000000002';
		const agents = [known, UNKNOWN_AGENT, UNKNOWN_AGENT, known.toUpperCase()];
		const rows = newPeople(4).map((person, row) => ({ ...person, agent: agents[row]! }));

		const { outputs, hints } = await start(
			rows,
			{ runMode: 'preview', voiceAgentId: locator('={{ $json.agent }}') },
			{ onError: 'continueErrorOutput' },
		);

		expect(outputs[0]!.map(({ json }) => [json.name, json.callVerdict])).toEqual([
			[rows[0]!.name, 'wouldBeCalled'],
			[rows[3]!.name, 'wouldBeCalled'],
		]);
		expect(outputs[1]!.map(({ json }) => json.error)).toEqual([
			expect.stringContaining(`Row 2: Voice Agent "${UNKNOWN_AGENT}" does not exist`),
			expect.stringContaining(`Row 3: Voice Agent "${UNKNOWN_AGENT}" does not exist`),
		]);
		expect(hints[0]).toContain('2 people would be called and 2 rows failed.');
		const reads = simulator().requests.filter(({ path }) => path.startsWith('/v2/voice-agents/'));
		expect(reads).toHaveLength(2);
		expect(posts()).toEqual([]);
	});

	it('finds a From Number that is on a later page of the list', async () => {
		const last = '+12125550115';

		const { json } = await start(newPeople(1), { runMode: 'preview', phoneNumber: locator(last) });

		expect(json).toMatchObject([{ callVerdict: 'wouldBeCalled' }]);
	});

	it('fails as calling would when Hamsa does not know the key', async () => {
		const credential = { apiKey: 'sk_wrong', baseUrl: simulator().url };

		const { error, json } = await start(newPeople(1), { runMode: 'preview' }, { credential });

		expect(error?.message).toContain('401');
		expect(json).toEqual([]);
	});
});

describe.each(PATHS)('Run Mode, %s,', (_, path) => {
	it('calls nobody unless a person has chosen Call People', async () => {
		const [person] = newPeople(1);

		const { json } = await start([person!], { runMode: undefined }, path);
		const tool = await start([person!], { runMode: undefined }, { ...path, asTool: true });

		expect(json).toMatchObject([{ callVerdict: 'wouldBeCalled', callPhoneNumber: person!.phone }]);
		expect(tool.json).toMatchObject([{ callVerdict: 'wouldBeCalled' }]);
		expect(posts()).toEqual([]);
	});

	it('is no expression: neither a row nor a model decides whether people are called', async () => {
		const rows = newPeople(1).map((person) => ({ ...person, mode: 'call' }));

		const { error } = await start(rows, { runMode: '={{ $json.mode }}' }, path);

		expect(error?.message).toBe('Run Mode "{{ $json.mode }}" is not one of its choices');
		expect(error?.description).toMatch(/^Choose Preview or Call People from the list\./);
		expect(posts()).toEqual([]);
	});

	it("does not know a test of one's own phones here", async () => {
		const { error } = await start(newPeople(1), { runMode: 'test' }, path);

		expect(error?.message).toBe('Run Mode "test" is not one of its choices');
		expect(posts()).toEqual([]);
	});

	it('calls in Call People', async () => {
		const [person] = newPeople(1);

		await start([person!], {}, path);

		expect(posts()).toMatchObject([{ toNumber: person!.phone }]);
	});
});
