import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';

const { create, posts } = useSimulator();

const rows = [
	{ phone: '+966501234567', firstName: 'Sara', address: { city: 'Riyadh' } },
	{ phone: '+966501234568', firstName: '', address: null },
];
const name = (expression: string) => ({ recipientName: expression });

describe('a Name that no row has', () => {
	it.each([
		['of another spelling', '={{ $json.first_name }}', '"first_name"', 'Did you mean "firstName"?'],
		['in a template', '=Dear {{ $json.FirstName }}', '"FirstName"', 'Did you mean "firstName"?'],
		[
			'inside another column',
			'={{ $json.address.town }}',
			'"address.town"',
			'columns phone, firstName, address',
		],
		['in a richer expression', '={{ $json.firstname.trim() }}', '"firstname"', 'Did you mean "firstName"?'],
		['of a variable that n8n has not', '={{ $jsn.firstName }}', 'n8n has no $jsn', '{{ $jsn.firstName }}'],
		[
			'that is fixed text in braces',
			'{{ $json.firstName }}',
			'{{ $json.firstName }}',
			'from Fixed to Expression',
		],
		['that is the name of a column', 'firstName', '"firstName"', '{{ $json.firstName }}'],
	])('%s sends nothing, and the error says what there is', async (_, expression, message, action) => {
		const { error } = await create(rows, name(expression));

		expect(posts()).toEqual([]);
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(action);
	});

	it.each([
		[
			'in the first rows',
			[{ phone: '+966501234560' }, rows[0]!],
			'={{ $json.firstName }}',
			[undefined, 'Sara'],
		],
		['but has a fallback', rows.slice(1), '={{ $json.nickname || "" }}', [undefined]],
		['and is empty', rows.slice(1), '={{ $json.firstName }}', [undefined]],
		['but one of several', rows.slice(0, 1), '={{ $json.nickname || $json.firstName }}', ['Sara']],
		['inside a column', rows, '={{ $json.address?.city }}', ['Riyadh', undefined]],
		[
			'with a byte-order mark',
			[{ phone: '+966501234567', '\ufeffname': 'Sara' }],
			'={{ $json.name }}',
			['Sara'],
		],
	])('is none that some row has: %s', async (_, items, expression, names) => {
		await create(items as typeof rows, name(expression));

		expect(posts()[0]?.recipients.map((recipient) => recipient.name)).toEqual(names);
	});

	it('is hinted at when an expression gives nothing although its columns are there', async () => {
		const { hints } = await create(rows.slice(1), name('={{ $json.firstName.trim() }}'));

		expect(posts()).toHaveLength(1);
		expect(hints.join()).toContain('Name gives nothing for any row: {{ $json.firstName.trim() }}');
	});
});

describe('names that are no names', () => {
	it('are left out, counted and shown, and the people are called', async () => {
		const items = ['NULL', { a: 'x', b: 'y' }, 'Sara'].map((each, n) => ({
			phone: `+96650123456${n}`,
			name: each,
		}));

		const { hints } = await create(items, name('={{ $json.name }}'));

		expect(posts()[0]?.recipients.map((recipient) => recipient.name)).toEqual([undefined, undefined, 'Sara']);
		expect(hints.join()).toMatch(/^2 names were left out or shortened.*row 1: "NULL", row 2: \(an object\)/);
	});
});

describe('Columns of Variables for the Agent', () => {
	const selected = (variableColumns: string) => ({ agentVariables: 'selected', variableColumns });

	it.each([
		['typed as an expression', '{{ $json.firstName }}', 'Type the names of the columns instead: firstName'],
		['typed as a path', '$json.firstName', 'Did you mean "firstName"?'],
		[
			'half dragged',
			'phone, {{ $json.firstName }}',
			'Type the names of the columns instead: phone, firstName',
		],
		['that give nothing for the first row', '={{ $json.address.town }}', 'columns instead: address'],
	])('%s send nothing', async (_, fields, action) => {
		const { error } = await create(rows, selected(fields));

		expect(posts()).toEqual([]);
		expect(error?.description).toContain(action);
	});

	it('that are left over from another choice, and so are not shown, are not sent', async () => {
		await create(rows, { ...selected('firstName'), agentVariables: 'none' });

		expect(posts()[0]?.recipients.map(({ dynamicVariables }) => dynamicVariables)).toEqual([
			undefined,
			undefined,
		]);
	});

	it('may come from an expression that gives names, and may be missing in some rows', async () => {
		await create([...rows, { phone: '+966501234560' }], selected("={{ ['firstName'].join() }}"));

		expect(posts()[0]?.recipients.map(({ dynamicVariables }) => dynamicVariables)).toEqual([
			{ firstName: 'Sara' },
			undefined,
			undefined,
		]);
	});

	it('as All Other Columns get the names that people see', async () => {
		await create([{ phone: '+966501234567', '\ufeffCity ': 'Riyadh', vip: false }], {
			agentVariables: 'allOther',
		});

		expect(posts()[0]?.recipients[0]?.dynamicVariables).toEqual({ City: 'Riyadh' });
	});

	it('as All Other Columns are all sent where two of them look alike', async () => {
		await create([{ phone: '+966501234567', City: 'Riyadh', 'City ': 'Jeddah' }], {
			agentVariables: 'allOther',
		});

		expect(posts()[0]?.recipients[0]?.dynamicVariables).toEqual({ City: 'Riyadh', 'City ': 'Jeddah' });
	});
});

describe('an expression with a typo', () => {
	it.each([
		['Phone Number', { recipientPhoneNumber: '={{ $json.phone. }}' }, '{{ $json.phone. }}'],
		['Name', name("={{ $('Gone').item.json.name }}"), "{{ $('Gone').item.json.name }}"],
		['Campaign Name', { name: '={{ $json.phone.trim( }}' }, '{{ $json.phone.trim( }}'],
	])('in %s is named with its expression, once', async (label, parameters, expression) => {
		const { error } = await create(goodRows(30), parameters);

		expect(posts()).toEqual([]);
		expect(error?.message).toMatch(new RegExp(`^${label} cannot be evaluated: `));
		expect(error?.description?.split(expression)).toHaveLength(2);
		expect(error?.description).not.toContain('Row ');
	});

	it('that n8n evaluates to nothing is shown with the columns there are', async () => {
		const { error } = await create(goodRows(2), { recipientPhoneNumber: '={{ $jsn.phone }}' });

		expect(error?.description).toMatch(/\{\{ \$jsn\.phone \}\}.*n8n has no \$jsn.*\{\{ \$json\.phone \}\}/);
	});
});

describe('fields without effect', () => {
	it('are hinted at', async () => {
		const { hints } = await create(rows, { countryOfLocalNumbers: '={{ $json.country }}' });

		expect(hints.join()).toContain('Country of Local Numbers has no effect: no row has the column "country"');
	});

	it('a fixed Phone Number that is none points to the column', async () => {
		const { error } = await create(goodRows(3), { recipientPhoneNumber: 'phone' });

		expect(error?.message).toContain('is the same for every row, "phone"');
		expect(error?.description).toContain('{{ $json.phone }}');
	});
});

describe('the same fault in many rows', () => {
	it('is one sentence with the numbers of the rows', async () => {
		const bad = Array.from({ length: 12 }, () => ({ phone: 'x' }));

		const { error } = await create([...goodRows(1), ...bad, { phone: '' }]);

		expect(error?.description).toMatch(
			/^• 12 rows have no digits: row 2 \("x"\), row 3 \("x"\), row 4 \("x"\) and rows 5, 6, 7, 8, 9, 10, 11, 12, 13\n/,
		);
		expect(error?.description).toContain('Row 14: Phone Number is empty');
	});
});
