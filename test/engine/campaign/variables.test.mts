/** Variables for the Agent: what the voice agent is told of each person, and what a person is told of what it is not. */
import { describe, expect, it } from '@jest/globals';
import { useSimulator } from '../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

const rows = [
	{ phone: '+966501234567', firstName: 'Sara', city: 'Riyadh', visits: 3 },
	{ phone: '+966501234568', firstName: 'Omar', city: '', visits: 0 },
];
const told = () => posts().flatMap(({ recipients }) => recipients.map((each) => each.dynamicVariables));

/** The map as n8n's editor stores it; expressions are marked with `=`. */
const map = (value: Record<string, unknown> | null, mappingMode = 'defineBelow', names?: string[]) => ({
	agentVariables: 'map',
	variableMap: {
		mappingMode,
		value,
		matchingColumns: [],
		schema: (names ?? Object.keys(value ?? {})).map((id) => ({
			id,
			displayName: id,
			required: false,
			defaultMatch: false,
			display: true,
			type: 'string',
			canBeUsedToMatch: false,
			removed: false,
		})),
	},
});
const automatic = (...names: string[]) => map(null, 'autoMapInputData', names);
const chosen = (variableColumns: string) => ({ agentVariables: 'selected', variableColumns });

describe('Map, by hand', () => {
	it('tells each variable of the row: a column, an expression or a fixed value; what is empty is left out', async () => {
		await create(
			rows,
			map({
				name: '={{ $json.firstName }}',
				town: '={{ $json.city }}',
				greeting: '={{ "Dear " + $json.firstName.toUpperCase() }}',
				visits: '={{ $json.visits }}',
				clinic: 'Local Clinic',
				unset: '',
				nothing: null,
			}),
		);

		expect(told()).toEqual([
			{ name: 'Sara', town: 'Riyadh', greeting: 'Dear SARA', visits: 3, clinic: 'Local Clinic' },
			{ name: 'Omar', greeting: 'Dear OMAR', visits: 0, clinic: 'Local Clinic' },
		]);
	});

	it('knows variables of any name', async () => {
		const names = ['first name', 'patient.name', 'اسم', 'a"b', "it's", '0', 'a[0]', 'back\\slash'];

		await create(rows, map(Object.fromEntries(names.map((name) => [name, '={{ $json.firstName }}']))));

		expect(told()).toEqual([
			Object.fromEntries(names.map((name) => [name, 'Sara'])),
			Object.fromEntries(names.map((name) => [name, 'Omar'])),
		]);
	});

	it('reads a richer expression of each row too, whatever the name of its variable', async () => {
		const names = ['first name', 'patient.name', 'a"b', 'a[0]'];

		await create(rows, map(Object.fromEntries(names.map((name) => [name, '={{ $json.firstName.trim() }}']))));

		expect(told().map((each) => Object.values(each!))).toEqual([
			Array(4).fill('Sara'),
			Array(4).fill('Omar'),
		]);
	});

	it('sends nothing where no row has the column, and asks whether another was meant', async () => {
		const { error } = await create(rows, map({ name: '={{ $json.first_name }}', town: '={{ $json.city }}' }));

		expect(error?.message).toBe(
			'No row has the column "first_name", which name (Variables for the Agent) reads ({{ $json.first_name }})',
		);
		expect(error?.description).toMatch(
			/^Did you mean "firstName"\? The rows have the columns phone, firstName, city, visits\./,
		);
		expect(posts()).toEqual([]);
	});

	it('sends nothing where an expression is entered as fixed text', async () => {
		const { error } = await create(rows, map({ name: '{{ $json.firstName }}' }));

		expect(error?.message).toBe(
			'name (Variables for the Agent) holds the text "{{ $json.firstName }}", which would be the same for everybody',
		);
		expect(error?.description).toContain('from Fixed to Expression');
		expect(posts()).toEqual([]);
	});

	it('sends nothing where no variable has a value', async () => {
		const { error } = await create(rows, map({ name: '', town: null }));

		expect(error?.message).toBe('Variables for the Agent is set to Map, but no variable has a value');
		expect(posts()).toEqual([]);
	});

	it('rejects a row whose expression fails, and spares the others', async () => {
		const { outputs } = await create(
			[...rows, { phone: '+966501234569', visits: 1 }],
			map({ name: "={{ $json.firstName || $('Gone').item.json.name }}" }),
			{ onError: 'continueErrorOutput' },
		);

		expect(told()).toEqual([{ name: 'Sara' }, { name: 'Omar' }]);
		expect(outputs[1]?.map(({ json }) => json.error)).toEqual([
			expect.stringMatching(/^Row 3: Variables for the Agent cannot be evaluated: /),
		]);
	});
});

describe('Map, automatically', () => {
	it('tells the columns that have the names of the variables', async () => {
		await create(
			[{ ...rows[0]!, '\ufeffdoctor': 'Dr. Noor' }, rows[1]!],
			automatic('city', 'visits', 'doctor', 'unknown'),
		);

		expect(told()).toEqual([{ city: 'Riyadh', visits: 3, doctor: 'Dr. Noor' }, { visits: 0 }]);
	});

	it('leaves out a variable that was removed from the map', async () => {
		const parameters = automatic('city', 'visits');
		Object.assign(parameters.variableMap.schema[1]!, { removed: true });

		await create(rows.slice(0, 1), parameters);

		expect(told()).toEqual([{ city: 'Riyadh' }]);
	});

	it('sends nothing where no column has such a name, or no variables are known', async () => {
		const none = await create(rows, automatic('doctor', 'name'));
		const unknown = await create(rows, automatic());

		expect(none.error?.message).toContain('"doctor" and "name"');
		expect(none.error?.description).toMatch(/^The rows have the columns phone, firstName, city, visits\./);
		expect(unknown.error?.message).toContain('no variables of the voice agent are known');
		expect(posts()).toEqual([]);
	});
});

describe('Chosen Columns', () => {
	it.each([
		['typed', 'firstName, visits'],
		['dragged in', '={{ $json.firstName }}, {{ $json.visits }}'],
		['dragged in one behind the other', '={{ $json.firstName }}{{ $json.visits }}'],
		['dragged in, in brackets', '={{ $json["firstName"] }} {{ $json["visits"] }}'],
		['given by an expression', '={{ ["firstName", "visits"].join(", ") }}'],
	])('%s are those columns', async (_, columns) => {
		await create(rows, chosen(columns));

		expect(told()).toEqual([
			{ firstName: 'Sara', visits: 3 },
			{ firstName: 'Omar', visits: 0 },
		]);
	});

	it.each([
		['typed', 'first_name, city'],
		['dragged in before the column was renamed', '={{ $json.first_name }}, {{ $json.city }}'],
	])(
		'that no row has (%s) send nothing, and the error asks whether another was meant',
		async (_, columns) => {
			const { error } = await create(rows, chosen(columns));

			expect(error?.message).toBe(
				'No row has the column "first_name", which Columns (Variables for the Agent) names',
			);
			expect(error?.description).toMatch(
				/^Did you mean "firstName"\? The rows have the columns phone, firstName, city, visits\. Nothing was sent\.$/,
			);
			expect(posts()).toEqual([]);
		},
	);

	it('may be missing in some rows', async () => {
		await create([...rows, { phone: '+966501234569' }], chosen('city'));

		expect(told()).toEqual([{ city: 'Riyadh' }, undefined, undefined]);
	});

	it('that are none send nothing', async () => {
		const { error } = await create(rows, chosen('={{ "" }}'));

		expect(error?.message).toBe('Variables for the Agent is set to Chosen Columns, but Columns is empty');
		expect(posts()).toEqual([]);
	});
});

describe('All Other Columns', () => {
	it('are those that no other field reads', async () => {
		const items = rows.map((row) => ({ ...row, country: 'SA', typed: 'no' }));

		await create(items, {
			agentVariables: 'allOther',
			recipientName: '={{ $json.firstName }} {{ $json.city }}',
			countryOfLocalNumbers: '={{ $json.country }}',
			phoneNumberRules: { ignoreE164Validation: '={{ $json.typed }}' },
		});

		expect(told()).toEqual([{ visits: 3 }, { visits: 0 }]);
	});
});

describe('variables that are not heard', () => {
	it('because Hamsa fills them in by itself are a warning, in a preview and when calling', async () => {
		const items = [{ phone: '+966501234567', name: 'Sara', current_date: 'today', call_id: '1' }];
		const parameters = { recipientName: '={{ $json.name }}', agentVariables: 'allOther' };

		const preview = await create(items, { ...parameters, runMode: 'preview' });
		const sent = await create(items, parameters);

		for (const { warnings } of [preview, sent]) {
			expect(warnings).toEqual([
				'"current_date" and "call_id" are variables that Hamsa fills in by itself, so what the rows hold may not be heard. Rename the columns before this node.',
			]);
		}
		expect(told()).toEqual([{ current_date: 'today', call_id: '1' }]);
	});

	it('because people lack what the agent says are counted in a preview', async () => {
		Object.assign(simulator().agents[0]!.conversation, {
			greetingMessage: 'Hello {{name}}, today is {{current_date}}. {{ city }}? {{doctor}}?',
		});
		const preview = { runMode: 'preview', agentVariables: 'selected', variableColumns: 'city' };

		const lacking = await create(rows, preview);
		const less = await create(rows, { ...preview, recipientName: '={{ $json.firstName }}' });
		const none = await create(rows, {
			runMode: 'preview',
			...map({ name: '={{ $json.firstName }}', city: 'Riyadh', doctor: 'Dr. Noor' }),
		});

		expect(lacking.warnings).toEqual([
			'The voice agent says {{name}}: 2 people have none, {{city}}: 1 person has none, {{doctor}}: 2 people have none.',
		]);
		expect(less.warnings).toEqual([
			'The voice agent says {{city}}: 1 person has none, {{doctor}}: 2 people have none.',
		]);
		expect(none.warnings).toEqual([]);
	});
});
