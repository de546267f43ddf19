import { rowsOf } from '../../../../recipients/leaveOut/takeOut';
import { hashOfNumbers } from '../../../../recipients/numbersHash';
import type { JudgedContacts, JudgedRow, Recipient } from '../../../../recipients/types';
import { cleanPhoneNumber } from '../../../../phoneNumbers/clean';
import { readDefaultCountry, type DefaultCountry } from '../../../../phoneNumbers/country';
import { InputError } from '../../../../shared/errors';
import { count, quoteValue } from '../../../../shared/text';
import { readText } from '../../../../shared/values';
import { WEEKDAYS } from '../../../../time/callingWindow';
import { placeAt, placeOf } from '../../../../time/local/numberZones';
import type { CampaignGroup, FieldsGroup } from '../grouping';

/** Phones that a test calls at most. */
const MOST_PHONES = 5;

/** The country that completes local numbers, where one is fixed for all rows. */
function countryOf(value: unknown): DefaultCountry | undefined {
	try {
		return readDefaultCountry(value);
	} catch {
		// It is a matter of the rows, which name it where one of them needs it.
		return undefined;
	}
}

/** Reads My Phones: one to five numbers in E.164. `country` is Country of Local Numbers. Throws InputError. */
export function readMyPhones(value: unknown, country: unknown): string[] {
	const cells: unknown[] = Array.isArray(value) ? value : (readText(value)?.split(/[,;،\n]+/) ?? [value]);
	const typed = cells.map((cell) => readText(cell) ?? cell).filter((cell) => cell !== '');
	if (typed.length === 0) {
		throw new InputError(
			'My Phones is empty',
			'Enter one to five phones of your own, separated by commas, for example +966501234567. Nothing was sent.',
		);
	}
	const defaultCountry = countryOf(country);
	const phones = typed.map((cell) => {
		const cleaned = cleanPhoneNumber(cell, { defaultCountry, sendDoubtful: true, callPremium: true });
		if (cleaned.ok) return cleaned.phoneNumber;
		throw new InputError(
			`My Phones ${quoteValue(cell)} ${cleaned.reason}`,
			'Enter your phones with + and country code, separated by commas. Nothing was sent.',
		);
	});
	const each = [...new Set(phones)];
	if (each.length <= MOST_PHONES) return each;
	throw new InputError(
		`My Phones holds ${count(each.length, 'number')}, more than ${MOST_PHONES}`,
		'A test is for phones in your reach. To call a list, choose Call People. Nothing was sent.',
	);
}

/** The people of the list as whom the phones are called, in their order; the first again when the list is shorter. */
function nextPeople(contacts: JudgedContacts, amount: number): JudgedRow[] {
	const people = rowsOf(contacts).filter(({ verdict }) => verdict === 'sent');
	return Array.from({ length: amount }, (_, index) => people[index % people.length]!);
}

/** The contacts of a test: the phones, each with name and variables of a person who could be called. Throws InputError. */
function phonesAsContacts(contacts: JudgedContacts, phones: readonly string[]): JudgedContacts {
	if (contacts.recipients.length === 0) {
		throw new InputError(
			`None of ${count(contacts.rowCount, 'row')} can be called, so there is nobody as whom to call your phones`,
			`${contacts.leftOut[0]?.reason ?? ''}. Correct the rows first; Preview shows all of them. Nothing was sent.`,
		);
	}
	const people = nextPeople(contacts, phones.length);
	const recipients = phones.map((phoneNumber, index): Recipient => {
		const { name, dynamicVariables } = people[index]!.recipient!;
		return {
			phoneNumber,
			...(name === undefined ? {} : { name }),
			...(dynamicVariables === undefined ? {} : { dynamicVariables }),
		};
	});
	const numbersHash = hashOfNumbers(phones);
	return {
		recipients,
		leftOut: [],
		rowCount: phones.length,
		itemOf: (position) => people[position]!.item,
		duplicatesRemoved: 0,
		rejectedCount: 0,
		skippedCount: 0,
		doNotCallCount: 0,
		emptyCount: 0,
		notes: new Map(),
		lessNames: [],
		repeated: new Set(),
		numbersHash,
		numbersHashOfEveryone: numbersHash,
	};
}

/**
 * Makes a test of a list: one campaign that calls only the phones, at once and at any hour of the first one's clock, each as
 * the next person of the list. Throws InputError when nobody of the list could be called.
 */
export function asTest(groups: readonly FieldsGroup[], phones: readonly string[]): CampaignGroup[] {
	const group = groups.find(({ contacts }) => contacts.recipients.length > 0) ?? groups[0]!;
	const { settings } = group;
	const [zone = settings.workflowZone] = placeAt(placeOf(phones[0]!)).zones;
	return [
		{
			...group,
			contacts: phonesAsContacts(group.contacts, phones),
			settings: {
				...settings,
				suffixes: ['test'],
				sendType: 'NOW',
				scheduledDate: undefined,
				window: { days: [...WEEKDAYS], startCallingTime: '00:00', endCallingTime: '23:59' },
				timeZone: { zone },
			},
		},
	];
}
