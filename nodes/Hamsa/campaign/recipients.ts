import type { IDataObject } from 'n8n-workflow';
import { numberDigits } from '../shared/campaigns';
import { asInputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { readText, readYesNo } from '../shared/values';
import { readDefaultCountry, type DefaultCountry } from './country';
import { createFirstTimeTest } from './firstTime';
import { createPhoneNumberCleaner } from './phoneNumber';
import type { ContactRow, JudgedContacts, JudgedRow, Recipient } from './types';

/** Why the variables cannot travel as JSON, or undefined when they can. */
function variablesProblem(variables: IDataObject): string | undefined {
	for (const [key, value] of Object.entries(variables)) {
		if (typeof value !== 'object' && typeof value !== 'bigint') continue;
		try {
			JSON.stringify(value);
		} catch {
			return `Dynamic Variables: the column "${key}" cannot be sent as JSON`;
		}
	}
	return undefined;
}

/** Reads default countries with a memory, since a column repeats few of them. */
function createCountryReader(): (value: unknown) => DefaultCountry | undefined {
	const known = new Map<unknown, DefaultCountry | undefined>();
	return (value) => {
		if (value === undefined || known.has(value)) return known.get(value);
		const country = readDefaultCountry(value);
		known.set(value, country);
		return country;
	};
}

/** Tells of each duplicate in which row its number came first. */
function explainDuplicates(rows: readonly JudgedRow[]): void {
	const firstRowOf = new Map<string, number>();
	for (const judged of rows) {
		const { row, verdict, phoneNumber } = judged;
		if (phoneNumber === undefined) continue;
		if (verdict === 'sent') firstRowOf.set(phoneNumber, row);
		else judged.reason = `Same number as row ${firstRowOf.get(phoneNumber)}`;
	}
}

export interface JudgingRules {
	digitsAreInternational: boolean;
	keepDuplicates: boolean;
}

/**
 * Judges contacts in one pass: cleans each number, finds duplicates (the same number after cleaning), and builds the
 * recipients in their order. Never throws for a row: what cannot be called gets the verdict `rejected` and a reason.
 */
export function judgeContacts(contacts: Iterable<ContactRow>, rules: JudgingRules): JudgedContacts {
	const clean = createPhoneNumberCleaner();
	const countryOf = createCountryReader();
	const { digitsAreInternational, keepDuplicates } = rules;
	const isNew = createFirstTimeTest();
	const result: JudgedContacts = {
		recipients: [],
		rows: [],
		duplicatesRemoved: 0,
		rejectedCount: 0,
		skippedCount: 0,
		emptyCount: 0,
		unassuredCount: 0,
	};
	const { recipients, rows } = result;

	const reject = ({ row, item }: ContactRow, reason: string): JudgedRow => {
		result.rejectedCount++;
		return { row, item, verdict: 'rejected', reason };
	};

	const judge = (contact: ContactRow): JudgedRow => {
		if (contact.unreadable !== undefined) return reject(contact, contact.unreadable);
		const ignoreE164Validation = readYesNo(contact.ignoreE164Validation);
		if (ignoreE164Validation === undefined) {
			return reject(
				contact,
				`Ignore E.164 Validation ${quoteValue(contact.ignoreE164Validation)} is neither true nor false`,
			);
		}
		const name = readText(contact.name);
		if (name === undefined) return reject(contact, `Name ${quoteValue(contact.name)} is not text`);
		let defaultCountry: DefaultCountry | undefined;
		try {
			defaultCountry = countryOf(contact.defaultCountry);
		} catch (error) {
			const { message, action } = asInputError(error);
			return reject(contact, `${message}. ${action}`);
		}
		const cleaned = clean(contact.phoneNumber, {
			defaultCountry,
			digitsAreInternational,
			ignoreE164Validation,
		});
		if (!cleaned.ok) {
			if (readText(contact.phoneNumber) !== '') {
				return reject(contact, `Phone Number ${quoteValue(contact.phoneNumber)} ${cleaned.reason}`);
			}
			result.emptyCount++;
			return reject(contact, `Phone Number ${cleaned.reason}`);
		}
		const { row, item, dynamicVariables } = contact;
		const { phoneNumber } = cleaned;
		const recipient: Recipient = name === '' ? { phoneNumber } : { phoneNumber, name };
		if (ignoreE164Validation) recipient.ignoreE164Validation = true;
		if (dynamicVariables !== undefined) {
			const problem = variablesProblem(dynamicVariables);
			if (problem !== undefined) return reject(contact, problem);
			recipient.dynamicVariables = dynamicVariables;
		}
		if (!keepDuplicates && !isNew(phoneNumber)) {
			result.duplicatesRemoved++;
			return { row, item, verdict: 'duplicate', phoneNumber };
		}
		recipients.push(recipient);
		if (cleaned.valid) return { row, item, verdict: 'sent', phoneNumber };
		result.unassuredCount++;
		return { row, item, verdict: 'sent', phoneNumber, unassured: true };
	};

	for (const contact of contacts) rows.push(judge(contact));
	if (result.duplicatesRemoved > 0) explainDuplicates(rows);
	return result;
}

/** Takes out the recipients for whom there is a reason not to be called, given the digits of their number. */
export function leaveOut(
	contacts: JudgedContacts,
	reasonOf: (digits: string) => string | undefined,
): JudgedContacts {
	const recipients: Recipient[] = [];
	let sent = 0;
	let skippedCount = 0;
	let unassuredCount = 0;
	const rows = contacts.rows.map((row): JudgedRow => {
		if (row.verdict !== 'sent') return row;
		// The recipients are the rows with this verdict, in their order.
		const recipient = contacts.recipients[sent++]!;
		const reason = reasonOf(numberDigits(recipient.phoneNumber));
		if (reason !== undefined) {
			skippedCount++;
			return { ...row, verdict: 'skipped', reason };
		}
		recipients.push(recipient);
		if (row.unassured === true) unassuredCount++;
		return row;
	});
	return { ...contacts, recipients, rows, skippedCount, unassuredCount, everyone: contacts.recipients };
}
