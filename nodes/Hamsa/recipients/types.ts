import type { IDataObject } from 'n8n-workflow';
import type { InnerExpression } from '../expressions/columns';
import type { NumberKey } from '../phoneNumbers/digits';
import type { InputError } from '../shared/errors';

/** A recipient as Hamsa's create-campaign endpoint takes it. `dynamicVariables` is not in its published request schema. */
export interface Recipient {
	phoneNumber: string;
	name?: string;
	ignoreE164Validation?: true;
	dynamicVariables?: IDataObject;
}

/** What becomes of a row. */
export type Verdict =
	'sent' | 'duplicate' | 'rejected' | 'skipped' | 'doNotCall' | 'inEarlierWave' | 'waiting';

/** The cells of some contacts in a row, before anyone has judged them, in columns. */
export interface ContactCells {
	phoneNumbers: readonly unknown[];
	names: readonly unknown[];
	ignoreE164Validation: readonly unknown[];
	defaultCountries: readonly unknown[];
	/** Undefined when no row has any. */
	dynamicVariables?: ReadonlyArray<IDataObject | undefined>;
	/** Why rows could not even be read, by place in the columns. */
	unreadable: ReadonlyMap<number, string>;
}

/** The contacts of one campaign to be, in their order. Positions count from 0. */
export interface Contacts {
	rowCount: number;
	/**
	 * The cells from one position up to another, at the beginning of the columns: they may be longer, and hold until the
	 * next are read. Never throws for a row.
	 */
	read: (start: number, end: number) => ContactCells;
	/** Index of the input item from which the row at a position comes. */
	itemOf: (position: number) => number;
	/** Writes the expression that reads what is inside a Phone Number cell, where the cells come from an expression. */
	innerExpression?: InnerExpression;
	/** The error of a field whose expression failed alike in every row, once all are read. */
	failureOfAll?: () => InputError | undefined;
}

/** What becomes of one contact. `phoneNumber` is the cleaned number of a row that is not rejected. */
export interface JudgedRow {
	/** Counted from 1, as people do. */
	row: number;
	/** Index of the input item it came from. */
	item: number;
	verdict: Verdict;
	phoneNumber?: string;
	/** The Phone Number cell of a rejected row, as it was. */
	cell?: unknown;
	/** Why it is not sent; a sentence that names the field and the value. */
	reason?: string;
	/** What is wrong with the cell of a rejected row, without the cell, where that is known apart. */
	problem?: string;
	/** The recipient of a row that is sent. */
	recipient?: Recipient;
	/** The campaign of an earlier wave that has this person, and that person's status in it. */
	earlier?: { campaignId: string; status: string };
	/** What a person should know about the number of a row that is sent, in words that go on after the number. */
	note?: string;
}

/**
 * All contacts of one campaign, judged: each row is a recipient or left out, by its verdict; order kept. The rows are those of
 * the recipients and those left out; `rowsOf` puts them together for who asks, since most runs need the latter only.
 */
export interface JudgedContacts {
	recipients: Recipient[];
	/** The rows that are not sent, in their order. */
	leftOut: JudgedRow[];
	rowCount: number;
	/** The number of each row in the list, where these rows are a part of it; undefined when they are all, from 1. */
	rowNumbers?: readonly number[];
	itemOf: Contacts['itemOf'];
	duplicatesRemoved: number;
	rejectedCount: number;
	/** Recipients who were called already or wait in a campaign. */
	skippedCount: number;
	/** Recipients who are on the Do Not Call List. */
	doNotCallCount: number;
	/** Rejected rows that hold no number at all. */
	emptyCount: number;
	/** What a person should know about some recipients' numbers, in words that go on after the number: see `CleanedNumber`. */
	notes: ReadonlyMap<Recipient, string>;
	/** Rows whose Name holds something that is no name, and so is not sent, with the cell in words. */
	lessNames: ReadonlyArray<{ row: number; cell: string }>;
	/** The numbers of several recipients, as `numberKey` gives them. */
	repeated: ReadonlySet<NumberKey>;
	/** Tells the recipients' numbers from those of any other list (`hashOfNumbers`). */
	numbersHash: string;
	/** The same of the recipients before any was skipped or found on the Do Not Call List. */
	numbersHashOfEveryone: string;
}

/** The contacts of one campaign to be, judged, and the indexes of the input items it is made from. */
export interface JudgedGroup {
	items: number[];
	contacts: JudgedContacts;
}
