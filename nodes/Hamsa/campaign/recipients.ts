import type { IDataObject } from 'n8n-workflow';
import { numberDigits } from '../shared/campaigns';
import { asInputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { readText, readYesNo } from '../shared/values';
import { readDefaultCountry, type DefaultCountry } from './country';
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
		if (known.has(value)) return known.get(value);
		const country = readDefaultCountry(value);
		known.set(value, country);
		return country;
	};
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
	const firstRowOf = new Map<string, number>();
	const result: JudgedContacts = {
		recipients: [],
		rows: [],
		duplicatesRemoved: 0,
		rejectedCount: 0,
		skippedCount: 0,
		emptyCount: 0,
		unassuredCount: 0,
	};

	/** The recipient, or the reason why there is none. */
	const toRecipient = (contact: ContactRow): { recipient: Recipient; assured: boolean } | string => {
		if (contact.unreadable !== undefined) return contact.unreadable;
		const ignoreE164Validation = readYesNo(contact.ignoreE164Validation);
		if (ignoreE164Validation === undefined) {
			return `Ignore E.164 Validation ${quoteValue(contact.ignoreE164Validation)} is neither true nor false`;
		}
		const name = readText(contact.name);
		if (name === undefined) return `Name ${quoteValue(contact.name)} is not text`;
		let defaultCountry: DefaultCountry | undefined;
		try {
			defaultCountry = countryOf(contact.defaultCountry);
		} catch (error) {
			const { message, action } = asInputError(error);
			return `${message}. ${action}`;
		}
		const cleaned = clean(contact.phoneNumber, {
			defaultCountry,
			digitsAreInternational: rules.digitsAreInternational,
			ignoreE164Validation,
		});
		if (!cleaned.ok) {
			if (readText(contact.phoneNumber) !== '') {
				return `Phone Number ${quoteValue(contact.phoneNumber)} ${cleaned.reason}`;
			}
			result.emptyCount++;
			return `Phone Number ${cleaned.reason}`;
		}
		const recipient: Recipient = { phoneNumber: cleaned.phoneNumber };
		if (name !== '') recipient.name = name;
		if (ignoreE164Validation) recipient.ignoreE164Validation = true;
		if (contact.dynamicVariables !== undefined) {
			const problem = variablesProblem(contact.dynamicVariables);
			if (problem !== undefined) return problem;
			recipient.dynamicVariables = contact.dynamicVariables;
		}
		return { recipient, assured: cleaned.valid };
	};

	const judge = (contact: ContactRow): JudgedRow => {
		const { row, item } = contact;
		const made = toRecipient(contact);
		if (typeof made === 'string') {
			result.rejectedCount++;
			return { row, item, verdict: 'rejected', reason: made };
		}
		const { phoneNumber } = made.recipient;
		const firstRow = firstRowOf.get(phoneNumber);
		if (firstRow !== undefined && !rules.keepDuplicates) {
			result.duplicatesRemoved++;
			return { row, item, verdict: 'duplicate', phoneNumber, reason: `Same number as row ${firstRow}` };
		}
		firstRowOf.set(phoneNumber, row);
		result.recipients.push(made.recipient);
		if (made.assured) return { row, item, verdict: 'sent', phoneNumber };
		result.unassuredCount++;
		return { row, item, verdict: 'sent', phoneNumber, unassured: true };
	};

	for (const contact of contacts) result.rows.push(judge(contact));
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
