/** What becomes of rows by their numbers: who is called, who is not and why, which rows are named. */
import { describe, expect, it } from '@jest/globals';
import { useSimulator } from '../../support/campaign.mts';

const { create, posts } = useSimulator();

const called = () => posts().flatMap(({ recipients }) => recipients.map(({ phoneNumber }) => phoneNumber));
const phones = (...cells: unknown[]) => cells.map((phone) => ({ phone })) as Array<{ phone: string }>;

describe('digits that lost their plus', () => {
	it('are the person they were, or nobody', async () => {
		const { status } = await create(phones(4915112345678, '49(0)30 1234567', '442079460958'), {
			countryOfLocalNumbers: 'DE',
			options: { ifRowCannotBeCalled: 'leaveOut' },
		});
		expect(status).toBe('success');
		expect(called()).toEqual(['+4915112345678', '+49301234567']);
	});

	it('name the option that reads them', async () => {
		const { error } = await create(phones(886928000907, '966501234567'));
		expect(error?.description).toContain(
			'switch on Digits Without + Are International, which reads it as +886928000907',
		);
		expect(error?.description).toContain('which reads it as +966501234567 (Saudi Arabia)');
		expect(called()).toEqual([]);
	});
});

describe('two numbers in one cell', () => {
	it('call nobody', async () => {
		const cells = ['+971 4 300 8888/889', '+966 11 400 0000-9', '030 123456/457', '0301234567/8/9'];
		const german = { countryOfLocalNumbers: 'DE' };
		const { error } = await create(phones(...cells), german);
		const failed = await create(phones(...cells), german, { onError: 'continueErrorOutput' });
		expect(error?.description).toContain('4 rows hold more than one number; keep one per row');
		expect(failed.outputs[1]?.map(({ json }) => json.error)).toEqual(
			cells.map((cell, index) =>
				expect.stringContaining(`Row ${index + 1}: Phone Number "${cell}" holds more than one number`),
			),
		);
		expect(called()).toEqual([]);
	});
});

describe('a zero after the country code', () => {
	it('does not hide that two rows are one person', async () => {
		const { json } = await create(phones('+974055512345', '+97455512345', '+974 (0)4412 3456'));
		expect(json[0]).toMatchObject({ recipientsCount: 2, duplicatesRemoved: 1 });
		expect(called()).toEqual(['+97455512345', '+97444123456']);
	});
});

describe('Send Doubtful Numbers', () => {
	const rows = phones('+966501234567', '+6175550136', '0082027889');
	const phoneNumberRules = { sendDoubtfulNumbers: true };

	it('is off: the rows are rejected and the country is named', async () => {
		const { error } = await create(rows);
		expect(error?.description).toContain(
			'Row 2: Phone Number "+6175550136" is in no known range of Australia',
		);
		expect(error?.description).toContain(
			'Row 3: Phone Number "0082027889" would be +8227889, which is in no known range of South Korea',
		);
		expect(called()).toEqual([]);
	});

	it('is on: the hint and the item name the rows and what is called', async () => {
		const { json, hints } = await create(rows, { phoneNumberRules });
		expect(called()).toEqual(['+966501234567', '+6175550136', '+8227889']);
		const hint = hints.find((text) => text.includes('to check'));
		expect(hint).toContain("row 2: +6175550136 is in no known range of Australia's numbering plan");
		expect(hint).toContain("row 3: +8227889 is in no known range of South Korea's numbering plan");
		expect(hint).not.toContain('row 1');
		expect(json[0]?.numbersToCheck).toMatchObject([
			{ row: 2, phoneNumber: '+6175550136' },
			{ row: 3, phoneNumber: '+8227889' },
		]);
	});

	it('marks the rows of a preview and of One Item per Row', async () => {
		const preview = await create(rows, {
			runMode: 'preview',
			phoneNumberRules,
			options: { output: 'summary' },
		});
		const marked = await create(rows, { runMode: 'preview', phoneNumberRules });
		expect(preview.json[0]?.numbersToCheck).toMatchObject([{ row: 2 }, { row: 3 }]);
		const { json } = await create(rows, { phoneNumberRules, options: { output: 'rows' } });
		for (const shown of [marked.json, json]) {
			expect(shown.map(({ callReason }) => callReason)).toEqual([
				null,
				"+6175550136 is in no known range of Australia's numbering plan",
				"+8227889 is in no known range of South Korea's numbering plan",
			]);
		}
	});
});

describe('Extensions and Call Premium Numbers', () => {
	const rows = phones('+966112345678 x123', '+19002123456');

	it('reject by default', async () => {
		const { error } = await create(rows);
		expect(error?.description).toContain('set Extensions to Call the Main Number');
		expect(error?.description).toContain('switch on Call Premium Numbers');
		expect(called()).toEqual([]);
	});

	it('call the main number, and what costs more, when told to', async () => {
		const { hints } = await create(rows, {
			phoneNumberRules: { extensions: 'callMainNumber', callPremiumNumbers: true },
		});
		expect(called()).toEqual(['+966112345678', '+19002123456']);
		expect(hints.join()).toContain('row 1: +966112345678 has the extension 123, which is not dialled');
	});
});

describe('a Country of Local Numbers that cannot be read', () => {
	const parameters = {
		countryOfLocalNumbers: '={{ $json.country }}',
		limits: { keepDuplicates: true },
		options: { ifRowCannotBeCalled: 'leaveOut' },
	};

	it('does not matter to complete numbers', async () => {
		const { json } = await create(
			[
				{ phone: '+966501234567', country: 'N/A' },
				{ phone: '+82 2 397 4000', country: 'Korea' },
				{ phone: '+242 06 612 2000', country: 'Congo (Republic)' },
				{ phone: '00966501234568', country: 'Unknown' },
				{ phone: '0501234569', country: 'N/A' },
			],
			parameters,
		);
		expect(called()).toEqual(['+966501234567', '+8223974000', '+242066122000', '+966501234568']);
		expect(json[0]).toMatchObject({ rejectedCount: 1 });
	});

	it('is told once, and its rows are counted', async () => {
		const { error } = await create(phones('0501234567', '0501234568', '0501234569'), {
			countryOfLocalNumbers: 'Saudia',
		});
		const description = error?.description ?? '';
		expect(description.split('Country of Local Numbers "Saudia" is not a country')).toHaveLength(2);
		expect(description).toContain('Row 2: Phone Number "0501234568" has no country code');
		expect(description).toContain('(see row 1)');
	});
});

describe('a list or an object', () => {
	it('with one number is that number', async () => {
		await create(phones([{ label: 'work', value: '+966501234567', primary: true }], ['+966501234568']));
		expect(called()).toEqual(['+966501234567', '+966501234568']);
	});

	it('with several is more than one number, and Aggregate is not needed', async () => {
		const { error } = await create(phones(['+966501234567', '+966501234568'], []));
		expect(error?.description).toContain('holds more than one number');
		expect(error?.description).toContain('Aggregate');
		expect(error?.description).toContain('is empty');
	});
});

describe('a number somewhere inside a cell', () => {
	const ref = [{ ref: '0501234567' }];

	it.each<[string, object, string, string]>([
		['a column', { phone: ref }, '={{ $json.phone }}', '{{ $json.phone[0].ref }}'],
		['a nested value', { body: { phone: ref } }, '={{ $json.body.phone }}', '{{ $json.body.phone[0].ref }}'],
		[
			'a name with a blank',
			{ 'The Phone': ref },
			'={{ $json["The Phone"] }}',
			'{{ $json["The Phone"][0].ref }}',
		],
		['the whole row', { ref: '0501234567' }, '={{ $json }}', '{{ $json.ref }}'],
		[
			'a choice',
			{ mobile: ref },
			'={{ $json.phone || $json.mobile }}',
			'{{ ($json.phone || $json.mobile)[0].ref }}',
		],
		['code', { phone: ref }, '={{ $json.phone.slice(0) }}', '{{ ($json.phone.slice(0))[0].ref }}'],
		['JSON', { phone: JSON.stringify(ref) }, '={{ $json.phone }}', '{{ JSON.parse($json.phone)[0].ref }}'],
	])('is told with the expression that reads it, and that works: %s', async (_, row, raw, advised) => {
		const countryOfLocalNumbers = 'SA';
		const { error } = await create([row as { phone: string }], {
			recipientPhoneNumber: raw,
			countryOfLocalNumbers,
		});
		const advice = /to take its "0501234567", enter (\{\{.*?\}\})/.exec(error?.description ?? '')?.[1];

		expect(advice).toBe(advised);
		expect(called()).toEqual([]);
		await create([row as { phone: string }], { recipientPhoneNumber: `=${advice}`, countryOfLocalNumbers });
		expect(called()).toEqual(['+966501234567']);
	});

	it('of a typed list is told with its place', async () => {
		const recipients = [{ phoneNumber: { ref: '0501234567' } }];
		const { error } = await create([{}], {
			recipientsSource: 'json',
			recipients: JSON.stringify(recipients),
		});

		expect(error?.description).toContain('to take its "0501234567", enter what is at .ref inside it');
	});
});
