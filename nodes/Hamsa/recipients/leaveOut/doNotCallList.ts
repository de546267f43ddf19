import type { INodeExecutionData } from 'n8n-workflow';
import { cleanPhoneNumber, type CleanedNumber, type CleaningRules } from '../../phoneNumbers/clean';
import { readDefaultCountry } from '../../phoneNumbers/country';
import { numberDigits, writeNumber } from '../../phoneNumbers/digits';
import { createNationalReader } from '../../phoneNumbers/national';
import { isValidAsWritten } from '../../phoneNumbers/verdict';
import { InputError } from '../../shared/errors';
import { count, quoteValue } from '../../shared/text';
import { isObject, readText } from '../../shared/values';
import { columnsOfRows, describeColumns, findColumn, quoteColumns, suggestColumns } from '../columns';
import { isNoNumber } from '../noValue';
import { phonePaths } from '../phoneColumns';
import type { Recipient } from '../types';

/** How the list is to be read. */
export interface DoNotCallSettings {
	/** The column with the numbers; '' for the only one that holds any. */
	column: string;
	/** Whether a list into which no row came keeps nobody from being called, rather than everybody. */
	anEmptyListIsFine: boolean;
}

/** Where the list is, and what its numbers have in common with those of the recipients. */
export interface DoNotCallSource {
	/** What came into the second input; undefined when nothing is connected to it. Throws InputError where there is none. */
	doNotCallRows(): readonly INodeExecutionData[] | undefined;
	/** The values that Country of Local Numbers has for the recipients. */
	defaultCountries(): readonly unknown[];
	digitsAreInternational: boolean;
	/** Receives what a person should know of the list. */
	hint(message: string, kind: 'warning'): void;
}

/** Whether somebody is on the list. */
export type DoNotCallList = (recipient: Pick<Recipient, 'phoneNumber' | 'ignoreE164Validation'>) => boolean;

const SO_NOBODY = 'so nobody is called';

type Row = INodeExecutionData['json'];

/** The rows that hold anything: Always Output Data makes one empty item of none. */
function entriesOf(items: readonly INodeExecutionData[]): Row[] {
	const entries: Row[] = [];
	for (const { json } of items) {
		if (!isObject(json)) continue;
		// The first field tells; a list of all fields would be made for each of 200,000 rows.
		for (const field in json) {
			if (Object.hasOwn(json, field)) entries.push(json);
			break;
		}
	}
	return entries;
}

/** The only column that holds phone numbers. Throws InputError that names the candidates. */
function onlyPhoneColumn(items: readonly INodeExecutionData[]): string {
	const columns = columnsOfRows(items);
	if (columns.length === 1) return columns[0]!;
	const paths = phonePaths(items).filter(({ length }) => length === 1);
	const found = paths.map(([column]) => String(column));
	if (found.length === 1) return found[0]!;
	if (found.length === 0) {
		throw new InputError(
			`No column of the Do Not Call List looks like phone numbers, ${SO_NOBODY}`,
			`${describeColumns(columns)} Enter the name of the right one in Column With the Numbers.`,
		);
	}
	throw new InputError(
		`${count(found.length, 'column')} of the Do Not Call List look like phone numbers, ${SO_NOBODY}`,
		`Enter the name of the right one in Column With the Numbers: ${quoteColumns(found)}.`,
	);
}

/** The column with the numbers. Throws InputError when there is none of its name. */
function columnOf(items: readonly INodeExecutionData[], wanted: string): string {
	if (wanted === '') return onlyPhoneColumn(items);
	const column = findColumn(items, wanted);
	if (column !== undefined) return String(column);
	const columns = columnsOfRows(items);
	throw new InputError(
		`The Do Not Call List has no column ${quoteColumns([wanted])}, ${SO_NOBODY}`,
		`${suggestColumns([wanted], columns)}${describeColumns(columns)} Correct Column With the Numbers.`,
	);
}

/** Numbers that are told apart by their digits, small and quick to ask for 200,000 of them. */
function createNumberSet(expected: number) {
	let exact = new Float64Array(expected);
	let size = 0;
	const others = new Set<string>();
	const scratch = new Float64Array(1);
	return {
		add(phoneNumber: string): void {
			if (size === exact.length) {
				const larger = new Float64Array(2 * size + 1);
				larger.set(exact);
				exact = larger;
			}
			if (writeNumber(exact, size, phoneNumber)) size++;
			else others.add(numberDigits(phoneNumber));
		},
		/** Called once, after the last number was added. */
		close(): void {
			// The bits of positive numbers are in the order of the numbers, and integers are sorted faster (docs/decisions/0004).
			new BigUint64Array(exact.buffer, 0, size).sort();
		},
		has(phoneNumber: string): boolean {
			if (!writeNumber(scratch, 0, phoneNumber)) return others.has(numberDigits(phoneNumber));
			const wanted = scratch[0]!;
			let low = 0;
			let high = size;
			while (low < high) {
				const middle = (low + high) >>> 1;
				if (exact[middle]! < wanted) low = middle + 1;
				else high = middle;
			}
			return low < size && exact[low] === wanted;
		},
	};
}

/** Every way in which a number may be meant. Whom nobody may call is not judged by whether the number is a good one. */
function rulesFor({ defaultCountries, digitsAreInternational }: DoNotCallSource): CleaningRules[] {
	const lenient = { digitsAreInternational, sendDoubtful: true, callPremium: true, callMainNumber: true };
	const countries = defaultCountries().flatMap((value) => {
		try {
			return readDefaultCountry(value) ?? [];
		} catch {
			// The rows that have it say so.
			return [];
		}
	});
	return countries.length === 0
		? [lenient]
		: countries.map((defaultCountry) => ({ ...lenient, defaultCountry }));
}

/** A reader of cells: the numbers that a cell may mean, or why there is none. */
function cellReader(source: DoNotCallSource) {
	const rules = rulesFor(source);
	const readNational = createNationalReader();
	return (cell: unknown): { numbers: string[]; reason: string } => {
		const all = rules.map((each): CleanedNumber => cleanPhoneNumber(cell, each, readNational));
		const [first] = all;
		return {
			numbers: all.flatMap((cleaned) => (cleaned.ok ? cleaned.phoneNumber : [])),
			reason: first!.ok ? '' : first!.reason,
		};
	};
}

/** Entries that cannot be read, that a message names at most. */
const MOST_NAMED = 5;

/** Whether a cell holds nothing, in any way in which software writes that. */
const isEmpty = (cell: unknown): boolean => readText(cell) === '' || cell === false || isNoNumber(cell);

/** Reads the numbers of all rows; what cannot be read is counted and told of. Throws InputError when none can be read. */
function readNumbers(
	entries: readonly Row[],
	column: string,
	readCell: ReturnType<typeof cellReader>,
	hint: DoNotCallSource['hint'],
) {
	const list = createNumberSet(entries.length);
	const unreadable: string[] = [];
	let unreadableCount = 0;
	let readCount = 0;
	for (let index = 0; index < entries.length; index++) {
		const held = entries[index]![column];
		// As most entries are: nothing is made for each of them.
		if (typeof held === 'string' && isValidAsWritten(held)) {
			list.add(held);
			readCount++;
			continue;
		}
		for (const cell of Array.isArray(held) ? held : [held]) {
			if (isEmpty(cell)) continue;
			const { numbers, reason } = readCell(cell);
			for (const number of numbers) list.add(number);
			if (numbers.length > 0) {
				readCount++;
				continue;
			}
			unreadableCount++;
			if (unreadable.length < MOST_NAMED) unreadable.push(`row ${index + 1}: ${quoteValue(cell)} ${reason}`);
			// Whose number is called as it was typed can still be told by it.
			const typed = cleanPhoneNumber(cell, { ignoreE164Validation: true });
			if (typed.ok) list.add(typed.phoneNumber);
		}
	}
	const more = unreadableCount - unreadable.length;
	const named = `${unreadable.join('; ')}${more > 0 ? ` and ${more.toLocaleString('en-US')} more` : ''}`;
	if (readCount === 0) {
		throw new InputError(
			`No phone number can be read in the Do Not Call List (column ${quoteColumns([column])}), ${SO_NOBODY}`,
			unreadableCount === 0
				? 'The column is empty in every row. Check Column With the Numbers and the node that reads the list.'
				: `Its entries: ${named}. Correct the list, or set Country of Local Numbers if its numbers have no country code.`,
		);
	}
	if (unreadableCount > 0) {
		hint(
			`${count(unreadableCount, 'entry', 'entries')} of the Do Not Call List cannot be read as a phone number and ${unreadableCount === 1 ? 'keeps' : 'keep'} nobody from being called (${named}). Correct the list.`,
			'warning',
		);
	}
	list.close();
	return list;
}

/**
 * Reads the Do Not Call List. Its numbers are read like the recipients', with every Country of Local Numbers that those have. Throws
 * InputError when the list is not there or cannot be read: then nobody may be called.
 */
export function readDoNotCallList(
	{ column: wanted, anEmptyListIsFine }: DoNotCallSettings,
	source: DoNotCallSource,
): DoNotCallList {
	const items = source.doNotCallRows();
	if (items === undefined) {
		throw new InputError(
			`Do Not Call List is on, but nothing is connected to its input, ${SO_NOBODY}`,
			'Connect the node that reads the list to the second input of this node, or switch Do Not Call List off.',
		);
	}
	const entries = entriesOf(items);
	if (entries.length === 0) {
		if (anEmptyListIsFine) return () => false;
		throw new InputError(
			`No row came into the Do Not Call List, ${SO_NOBODY}`,
			'Check the node that reads the list. If it may be empty, switch on An Empty List Is Fine.',
		);
	}
	const rows = entries.length === items.length ? items : entries.map((json) => ({ json }));
	const readCell = cellReader(source);
	const list = readNumbers(entries, columnOf(rows, wanted), readCell, source.hint);
	return ({ phoneNumber, ignoreE164Validation }) =>
		list.has(phoneNumber) ||
		(ignoreE164Validation === true && readCell(phoneNumber).numbers.some((number) => list.has(number)));
}
