import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import {
	describeColumns,
	findColumn,
	hasPath,
	nearestColumn,
	quoteColumns,
	showColumn,
} from '../../../nodes/Hamsa/recipients/columns.ts';
import { describePhoneColumns, phonePaths } from '../../../nodes/Hamsa/recipients/phoneColumns.ts';

const rows = (...jsons: IDataObject[]) => jsons.map((json) => ({ json }));

describe('the column that a name means', () => {
	it.each([
		['phone', '\ufeffphone'],
		['phone', 'phone '],
		['First Name', '\u200bFirst\u00a0Name'],
	])('%j is the column %j, which looks the same', (name, column) => {
		expect(findColumn(rows({ other: 1 }, { [column]: 1 }), name)).toBe(column);
	});

	it('is the one of that very name first, in whichever row, and none of two that look alike', () => {
		expect(findColumn(rows({ 'phone ': 1 }, { phone: 1 }), 'phone')).toBe('phone');
		expect(findColumn(rows({ 'phone ': 1, '\ufeffphone': 1 }), 'phone')).toBeUndefined();
		expect(findColumn(rows({ Phone: 1 }), 'phone')).toBeUndefined();
	});
});

describe('a path', () => {
	it.each<[IDataObject, Array<string | number>, boolean]>([
		[{ a: null }, ['a'], true],
		[{ a: { b: '' } }, ['a', 'b'], true],
		[{ a: { c: 1 } }, ['a', 'b'], false],
		[{ a: [{ b: 1 }] }, ['a', 0, 'b'], true],
		[{ a: 'text' }, ['a', 'length'], false],
		[{}, ['toString'], false],
	])('%j has %j: %s', (json, path, has) => {
		expect(hasPath(rows({}, json), path)).toBe(has);
	});
});

/** A row whose column `phone` cannot be read. */
const throwing = Object.defineProperty({}, 'phone', {
	enumerable: true,
	get() {
		throw new Error('a getter that throws');
	},
}) as IDataObject;

describe('a path into a column whose getter throws', () => {
	it('is there, since nobody can tell that it is not', () => {
		expect(hasPath(rows(throwing), ['phone', 'number'])).toBe(true);
	});
});

describe('the nearest column', () => {
	it.each([
		['first_name', 'firstName'],
		['FIRSTNAME', 'firstName'],
		['frist name', 'firstName'],
		['appointment', 'Appointment'],
		['apointmnt', 'Appointment'],
		['properties.firstname', 'firstName'],
		['phone', 'Phone Number'],
		['$json.firstName', 'firstName'],
		['zzz', undefined],
		['video', undefined],
		['', undefined],
		['📞', undefined],
	])('to %j is %j', (name, column) => {
		expect(nearestColumn(name, ['id', 'Phone Number', 'firstName', 'Appointment'])).toBe(column);
	});
});

describe('columns in messages', () => {
	it('show what cannot be seen, and are shortened', () => {
		expect(showColumn('\ufeffphone')).toBe('[U+FEFF]phone');
		expect(showColumn('phone ')).toBe('"phone "');
		expect(showColumn('x'.repeat(200_000)).length).toBeLessThan(50);
		expect(quoteColumns(['a', 'b', 'c '])).toBe('"a", "b" and "c "');
	});

	it('are named up to twelve, and the rest is counted', () => {
		const names = Array.from({ length: 14 }, (_, n) => `c${n}`);

		expect(describeColumns(names)).toMatch(/ c0, .*, c11 and 2 more\.$/);
		expect(describeColumns(names.slice(0, 12))).toMatch(/, c11\.$/);
		expect(describeColumns(['a'])).toBe('The rows have the column a.');
		expect(describeColumns([])).toBe('The rows have no columns.');
	});
});

describe('columns that look like phone numbers', () => {
	it.each<[string, IDataObject, Array<Array<string | number>>]>([
		['by their content', { id: 17, created: '2026-01-02', contact: '+966 50 123 4567' }, [['contact']]],
		['by their name, national numbers too', { zip: '54770', Mobile: '0501234567' }, [['Mobile']]],
		['in Arabic', { الاسم: 'سارة', 'رقم الجوال': '٠٥٠١٢٣٤٥٦٧' }, [['رقم الجوال']]],
		['inside an object', { body: { phone: '+966501234567', name: 'S' } }, [['body', 'phone']]],
		['inside a list', { phones: [{ value: '+966501234567', type: 'work' }] }, [['phones', 0, 'value']]],
		[
			'but not faxes, types and identifiers',
			{ fax: '+966112000001', phoneType: 'work', phoneId: '7654321' },
			[],
		],
		[
			'but no column of other numbers',
			{ id: 7_985_351_721_000, price: 12.5, at: 1_700_000_000, on: true },
			[],
		],
		[
			'those with country codes before others',
			{ phone2: '0501234567', phone: '+966501234567' },
			[['phone'], ['phone2']],
		],
		[
			'those of the row itself before those inside a column',
			{ lead: { phone: '+966501234568' }, phone: '+966501234567' },
			[['phone'], ['lead', 'phone']],
		],
	])('are found %s', (_, json, paths) => {
		expect(phonePaths(rows(json))).toEqual(paths);
	});

	it('are offered as the expression that reads them', () => {
		expect(describePhoneColumns(rows({ 'Phone Number': '+966501234567' }))).toContain(
			'{{ $json["Phone Number"] }}',
		);
		expect(describePhoneColumns(rows({ a: { b: ['+966501234567'] } }))).toContain('{{ $json.a.b[0] }}');
		expect(describePhoneColumns(rows({ name: 'Sara' }))).toBe(
			'The rows have the column name. Drag the one with the phone numbers into Phone Number.',
		);
	});

	it('hold numbers in half of their values or more', () => {
		const mixed = (...values: string[]) => phonePaths(rows(...values.map((contact) => ({ contact }))));

		expect(mixed('+966501234567', 'sara@example.com')).toEqual([['contact']]);
		expect(mixed('+966501234567', 'sara@example.com', 'omar@example.com')).toEqual([]);
	});

	it('are looked for in rows after the first, and a getter that throws is none', () => {
		expect(phonePaths(rows(throwing, { phone: '' }, { phone: '+966501234567' }))).toEqual([['phone']]);
	});
});
