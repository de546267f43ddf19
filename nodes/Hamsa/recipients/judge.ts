import type { IDataObject } from 'n8n-workflow';
import { numberDigits, writeNumber } from '../phoneNumbers/digits';
import { asInputError } from '../shared/errors';
import { quoteName, quoteValue } from '../shared/text';
import { readText, readYesNo } from '../shared/values';
import { readDefaultCountry } from '../phoneNumbers/country';
import { createNationalReader, type NationalReader } from '../phoneNumbers/national';
import { cleanPhoneNumber, type CleaningRules } from '../phoneNumbers/clean';
import { isValidAsWritten } from '../phoneNumbers/verdict';
import { readName } from './names';
import { isNoNumber, maySayNothing } from './noValue';
import { summariseNumbers } from './numbersHash';
import type { ContactCells, Contacts, JudgedContacts, JudgedRow, Recipient } from './types';

/** Why the variables cannot travel as JSON, or undefined when they can. */
function variablesProblem(variables: IDataObject): string | undefined {
	for (const [key, value] of Object.entries(variables)) {
		if (typeof value !== 'object' && typeof value !== 'bigint') continue;
		try {
			JSON.stringify(value);
		} catch {
			return `Variables for the Agent: the column ${quoteName(key)} cannot be sent as JSON`;
		}
	}
	return undefined;
}

/** How numbers are read in all rows, whatever their Country of Local Numbers. */
type NumberRules = Pick<
	CleaningRules,
	'digitsAreInternational' | 'sendDoubtful' | 'callMainNumber' | 'callPremium' | 'innerExpression'
>;

/** What is known of one value of Country of Local Numbers. */
interface RowRules {
	rules: CleaningRules;
	/** The first row that was rejected because this value cannot be read; later rows refer to it. */
	toldInRow?: number;
	/** How to correct the value. */
	action?: string;
}

/** Reads a default country. `known` remembers, since a column repeats few of them. */
function readRowRules(country: unknown, numberRules: NumberRules, known: Map<unknown, RowRules>): RowRules {
	const before = known.get(country);
	if (before !== undefined) return before;
	let read: RowRules;
	try {
		read = { rules: { ...numberRules, defaultCountry: readDefaultCountry(country) } };
	} catch (error) {
		const { message, action } = asInputError(error);
		read = { rules: { ...numberRules, countryProblem: message }, action };
	}
	known.set(country, read);
	return read;
}

type JudgingRules = Omit<NumberRules, 'innerExpression'>;

/** What judging remembers on its way. */
interface Judging {
	contacts: Contacts;
	numberRules: NumberRules;
	rejected: JudgedRow[];
	notes: Map<Recipient, string>;
	emptyCount: number;
	lessNames: Array<{ row: number; cell: string }>;
	readNational: NationalReader;
	rules: Map<unknown, RowRules>;
}

/** Why a number is rejected: as it is said of the row, and as it is counted with other rows. */
interface Fault {
	reason: string;
	problem: string;
}

/** The fault of a row. How to correct a Country of Local Numbers that cannot be read is said in its first row only. */
function countryToldOnce(country: RowRules, reason: string, row: number): Fault {
	const { countryProblem } = country.rules;
	if (countryProblem === undefined || !reason.endsWith(countryProblem)) return { reason, problem: reason };
	const problem = `${reason}. ${country.action}`;
	if (country.toldInRow === undefined) {
		country.toldInRow = row;
		return { reason: problem, problem };
	}
	return {
		reason: `has no country code, and its Country of Local Numbers cannot be read (see row ${country.toldInRow})`,
		problem,
	};
}

function reject(
	{ contacts, rejected }: Judging,
	position: number,
	reason: string,
	cell: unknown,
	problem: string,
): undefined {
	const item = contacts.itemOf(position);
	rejected.push({ row: position + 1, item, verdict: 'rejected', cell, reason, problem });
}

/** Whether a Phone Number cell holds nothing. Odoo answers `false` for every empty field. */
const isEmpty = (cell: unknown): boolean =>
	readText(cell) === '' || cell === false || (Array.isArray(cell) && cell.length === 0);

function rejectNumber(
	judging: Judging,
	position: number,
	cell: unknown,
	{ reason, problem }: Fault,
): undefined {
	if (isEmpty(cell)) {
		judging.emptyCount++;
		return reject(judging, position, 'Phone Number is empty', cell, 'has no number');
	}
	if (!isNoNumber(cell)) {
		return reject(judging, position, `Phone Number ${quoteValue(cell)} ${reason}`, cell, problem);
	}
	judging.emptyCount++;
	return reject(
		judging,
		position,
		`Phone Number holds ${quoteValue(cell)}, which software writes for no value; enter a number`,
		cell,
		'has no number',
	);
}

/**
 * The recipient of a contact that is as most are: a valid number in E.164, a name or none, nothing else to read. Undefined
 * when it must be looked at closely. Takes texts only, no objects of a run.
 */
function plainRecipient(phoneNumber: unknown, name: unknown): Recipient | undefined {
	if (typeof phoneNumber !== 'string' || !isValidAsWritten(phoneNumber)) return undefined;
	if (name === undefined) return { phoneNumber };
	if (typeof name !== 'string') return undefined;
	const text = name.trim();
	if (maySayNothing(text)) return undefined;
	return text === '' ? { phoneNumber } : { phoneNumber, name: text };
}

/** The recipient of any contact; undefined when its row is rejected. Never throws. */
function judgeContact(
	judging: Judging,
	cells: ContactCells,
	place: number,
	position: number,
): Recipient | undefined {
	const unreadable = cells.unreadable.get(place);
	const cell = cells.phoneNumbers[place];
	const rejectField = (reason: string) =>
		reject(judging, position, reason, cell, `cannot be read: ${reason}`);
	if (unreadable !== undefined) return rejectField(unreadable);
	const ignoreE164Validation = readYesNo(cells.ignoreE164Validation[place]);
	if (ignoreE164Validation === undefined) {
		const value = quoteValue(cells.ignoreE164Validation[place]);
		return rejectField(`Use Numbers As Typed ${value} is neither true nor false`);
	}
	const { name, isLess } = readName(cells.names[place]);
	const country = readRowRules(cells.defaultCountries[place], judging.numberRules, judging.rules);
	const { rules } = country;
	const cleaned = cleanPhoneNumber(
		cell,
		ignoreE164Validation ? { ...rules, ignoreE164Validation } : rules,
		judging.readNational,
	);
	if (!cleaned.ok) {
		return rejectNumber(judging, position, cell, countryToldOnce(country, cleaned.reason, position + 1));
	}
	const { phoneNumber } = cleaned;
	const recipient: Recipient = name === '' ? { phoneNumber } : { phoneNumber, name };
	if (ignoreE164Validation) recipient.ignoreE164Validation = true;
	const dynamicVariables = cells.dynamicVariables?.[place];
	if (dynamicVariables !== undefined) {
		const unsendable = variablesProblem(dynamicVariables);
		if (unsendable !== undefined) return rejectField(unsendable);
		recipient.dynamicVariables = dynamicVariables;
	}
	if (cleaned.note !== undefined) judging.notes.set(recipient, cleaned.note);
	if (isLess) judging.lessNames.push({ row: position + 1, cell: quoteValue(cells.names[place]) });
	return recipient;
}

/** Rows that are read and then judged at once (docs/decisions/0002). */
const PORTION = 500;

/** Judges the rows from one position up to another, and adds to the recipients and to their numbers. */
function judgePortion(
	judging: Judging,
	start: number,
	end: number,
	recipients: Recipient[],
	numbers: Float64Array,
	others: string[],
): void {
	const cells = judging.contacts.read(start, end);
	const { phoneNumbers, names, ignoreE164Validation, defaultCountries, dynamicVariables, unreadable } = cells;
	const arePlain = dynamicVariables === undefined && unreadable.size === 0;
	for (let place = 0; place < end - start; place++) {
		const country = defaultCountries[place];
		const isPlain =
			arePlain && ignoreE164Validation[place] === undefined && (country === undefined || country === '');
		const recipient =
			(isPlain ? plainRecipient(phoneNumbers[place], names[place]) : undefined) ??
			judgeContact(judging, cells, place, start + place);
		if (recipient === undefined) continue;
		const { phoneNumber } = recipient;
		const isExact = writeNumber(numbers, recipients.length - others.length, phoneNumber);
		if (!isExact) others.push(numberDigits(phoneNumber));
		recipients.push(recipient);
	}
}

/**
 * Judges contacts in one pass: cleans each number, tells which come again (the same digits after cleaning), and builds the
 * recipients in their order. Never throws for a row: what cannot be called gets the verdict `rejected` and a reason.
 */
export function judgeContacts(
	contacts: Contacts,
	{ digitsAreInternational, sendDoubtful, callMainNumber, callPremium }: JudgingRules,
): JudgedContacts {
	const { rowCount, itemOf, innerExpression } = contacts;
	const judging: Judging = {
		contacts,
		numberRules: { digitsAreInternational, sendDoubtful, callMainNumber, callPremium, innerExpression },
		rejected: [],
		notes: new Map(),
		emptyCount: 0,
		lessNames: [],
		readNational: createNationalReader(),
		rules: new Map(),
	};
	const recipients: Recipient[] = [];
	const numbers = new Float64Array(rowCount);
	const others: string[] = [];
	for (let start = 0; start < rowCount; start += PORTION) {
		judgePortion(judging, start, Math.min(start + PORTION, rowCount), recipients, numbers, others);
	}
	const exact = numbers.subarray(0, recipients.length - others.length);
	const { numbersHash, repeated } = summariseNumbers(exact, others);
	const { rejected, notes, emptyCount, lessNames } = judging;
	return {
		recipients,
		leftOut: rejected,
		rowCount,
		itemOf,
		duplicatesRemoved: 0,
		rejectedCount: rejected.length,
		skippedCount: 0,
		doNotCallCount: 0,
		emptyCount,
		lessNames,
		notes,
		repeated,
		numbersHash,
		numbersHashOfEveryone: numbersHash,
	};
}
