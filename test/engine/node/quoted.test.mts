/** What comes from outside stays text in the editor, which renders descriptions and hints as HTML. */
import { describe, expect, it } from '@jest/globals';
import type { EngineResult } from '../support/harness.mts';
import { CREATE, goodRows, KEY, LIST, useSimulator, VOICE_AGENT, FROM_NUMBER } from '../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

const HOSTILE = [
	'<a href="//evil.example">Fix it here</a>',
	'&lt;img src=//evil.example/x&gt;',
	`<img src=//evil.example/x onerror=alert(1)>${'x'.repeat(200_000)}`,
];

/** Every text of a result that n8n shows: messages, descriptions, hints, and the words of failed items. */
const shownTexts = ({ error, hints, outputs }: EngineResult): string[] => [
	...[error?.message, error?.description].filter((text) => typeof text === 'string'),
	...hints,
	...outputs
		.flat()
		.flatMap(({ json }) =>
			[json.error, json.message, json.callReason].filter((text) => typeof text === 'string'),
		),
];

/** That something was shown, with the hostile text in it, and as nothing but text. */
function expectText(result: EngineResult, quoted: RegExp) {
	const texts = shownTexts(result);
	expect(texts.join('\n')).toMatch(quoted);
	for (const text of texts) {
		expect(text).not.toContain('<');
		expect(text).not.toMatch(/&[#\p{L}]/u);
		expect(text.length).toBeLessThan(10_100);
	}
	expect(result.error?.message.length ?? 0).toBeLessThan(1_100);
}

const QUOTED = /‹a\b|＆lt\b|‹img\b/;
const onErrors = ['stopWorkflow', 'continueRegularOutput'] as const;

describe.each(HOSTILE.map((text) => [text.slice(0, 30), text] as const))('%s', (_, hostile) => {
	it.each(onErrors)('in cells, with On Error %s', async (onError) => {
		const rows = [{ phone: hostile }, ...goodRows(1)];
		expectText(await create(rows, {}, { onError }), QUOTED);

		const countries = [{ phone: '0501234567', country: hostile }, ...goodRows(1)];
		expectText(
			await create(countries, { countryOfLocalNumbers: '={{ $json.country }}' }, { onError }),
			QUOTED,
		);
	});

	it.each([
		'name',
		'phoneNumber.value',
		'voiceAgentId.value',
		'callingDays',
		'startCallingTime',
		'endCallingTime',
		'scheduledTimezone.value',
		'reservedConcurrency',
		'scheduledDate',
	])('in the field %s, the same or another in each row', async (path) => {
		const [field, value] = path.split('.') as [string, string?];
		const expression = '={{ $json.value }}';
		const parameters = {
			...(field === 'scheduledDate' ? { sendType: 'SCHEDULED' } : {}),
			[field]: value === undefined ? expression : { __rl: true, mode: 'id', value: expression },
		};
		const rows = goodRows(2).map((row, index) => ({ ...row, value: hostile, other: index }));

		const different = rows.map((row, index) => ({ ...row, value: `${hostile}${index}`.slice(index) }));
		expectText(await create(different, parameters), /differs between rows.+(?:‹a|＆lt|‹img)/);
		// A short name is a name like any other, and is sent as it is.
		if (field === 'name' && hostile.length < 100) return;
		expectText(await create(rows, parameters), QUOTED);
	});

	it('in column names', async () => {
		expectText(await create([{ phone: '', [hostile]: 'x' }]), QUOTED);
	});

	it('in an error that an expression throws', async () => {
		const rows = [{ phone: hostile }, ...goodRows(1)];
		const expression = "={{ $json.phone.startsWith('+') ? $json.phone : JSON.parse($json.phone) }}";
		const result = await create(rows, { recipientPhoneNumber: expression });

		expectText(result, /Row 1/);
	});

	it('in the words of Hamsa', async () => {
		for (const where of [CREATE, LIST]) {
			const details = [hostile, hostile];
			simulator().behave({
				...where,
				then: { status: 400, json: { error: { code: 'X', message: hostile, details } } },
			});
			expectText(await create(goodRows(1), { name: where.method }), QUOTED);
		}
	});

	it('in the name and status of a campaign that is there already', async () => {
		const { id } = (await create(goodRows(1))).json[0] as { id: string };
		const listed = simulator().campaigns.find((campaign) => campaign.id === id)!;
		Object.assign(listed, { status: hostile });

		const again = await create(goodRows(1));
		expect(posts()).toHaveLength(1);
		expectText(again, QUOTED);
	});

	it('in the names of campaigns that people wait in', async () => {
		const name = hostile.slice(0, 100);
		await create(goodRows(1), { name });
		const rows = await create(goodRows(2), {
			limits: { callingLimits: { limit: [{ days: 7 }] }, duplicateProtectionHours: 0 },
			options: { output: 'rows' },
		});

		expect(rows.json.map(({ callVerdict }) => callVerdict)).toEqual(['skipped', 'sent']);
		expectText(rows, QUOTED);
	});

	it('in what a preview says of rows, of an equal campaign and of the voice agent', async () => {
		const preview = { runMode: 'preview' };
		const rows = Array.from({ length: 5 }, () => ({ phone: '0501234567', country: hostile }));
		const ofRows = { countryOfLocalNumbers: '={{ $json.country }}' };
		expectText(await create(rows, { ...preview, ...ofRows }), QUOTED);
		expectText(await create(rows, ofRows), QUOTED);

		const name = hostile.slice(0, 100);
		await create(goodRows(1), { name });
		expectText(await create(goodRows(1), { ...preview, name }), QUOTED);

		Object.assign(simulator().agents[0]!.conversation, { greetingMessage: `Hello {{${hostile}}}` });
		expectText(await create(goodRows(1), preview), QUOTED);
	});

	it('in the fields of the modes', async () => {
		for (const parameters of [
			{ runMode: hostile },
			{ runMode: 'test', myPhones: hostile },
			{ options: { approvalCode: hostile } },
			{ agentVariables: 'selected', variableColumns: hostile },
			{
				agentVariables: 'map',
				variableMap: { mappingMode: 'defineBelow', value: { [hostile]: '={{ $json.nobody }}' } },
			},
		]) {
			expectText(await create(goodRows(1), parameters), QUOTED);
		}
	});

	it('in the Base URL and in the proxy', async () => {
		const baseUrl = `http://127.0.0.1:9/${hostile}`;
		expectText(await create(goodRows(1), {}, { credential: { apiKey: KEY, baseUrl } }), /Nothing answers/);
		const noUrl = { apiKey: KEY, baseUrl: hostile };
		expectText(await create(goodRows(1), {}, { credential: noUrl }), QUOTED);
		expectText(await create(goodRows(1), { requestOptions: { proxy: hostile } }), QUOTED);
	});

	it.each(onErrors)('in Call: Start, with On Error %s', async (onError) => {
		const call = {
			resource: 'call',
			operation: 'start',
			runMode: 'call',
			toNumber: '={{ $json.phone }}',
			phoneNumber: { __rl: true, mode: 'list', value: FROM_NUMBER },
			voiceAgentId: { __rl: true, mode: 'list', value: VOICE_AGENT },
			specifyParams: 'fields',
		};
		expectText(await create([{ phone: hostile }, { phone: 'x' }], call, { onError }), QUOTED);
	});
});
