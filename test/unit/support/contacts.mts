/** Contacts as the core reads them, for tests that judge them. */
import type { IDataObject } from 'n8n-workflow';
import { optionReader } from '../../../nodes/Hamsa/fields/options.ts';
import { judgeContacts } from '../../../nodes/Hamsa/recipients/judge.ts';
import type { DoNotCallSource } from '../../../nodes/Hamsa/recipients/leaveOut/doNotCallList.ts';
import { leaveOut, readLeaveOutRules } from '../../../nodes/Hamsa/recipients/leaveOut/index.ts';
import type { Contacts, JudgedContacts } from '../../../nodes/Hamsa/recipients/types.ts';

export interface Cells {
	phoneNumber: unknown;
	name?: unknown;
	ignoreE164Validation?: unknown;
	defaultCountry?: unknown;
	dynamicVariables?: IDataObject;
}

/** Contacts from their cells, one input item each. */
export function contactsOf(rows: readonly Cells[]): Contacts {
	return {
		rowCount: rows.length,
		read(start, end) {
			const some = rows.slice(start, end);
			const hasVariables = some.some(({ dynamicVariables }) => dynamicVariables !== undefined);
			return {
				phoneNumbers: some.map(({ phoneNumber }) => phoneNumber),
				names: some.map(({ name }) => name),
				ignoreE164Validation: some.map(({ ignoreE164Validation }) => ignoreE164Validation),
				defaultCountries: some.map(({ defaultCountry }) => defaultCountry),
				...(hasVariables ? { dynamicVariables: some.map(({ dynamicVariables }) => dynamicVariables) } : {}),
				unreadable: new Map(),
			};
		},
		itemOf: (position) => position,
	};
}

/** A Do Not Call List of these rows, read for numbers of Saudi Arabia; `hint` gets what is told of it. */
export const listOf = (
	rows: readonly object[] | undefined,
	{
		countries = ['SA'],
		hint = () => undefined,
	}: { countries?: unknown[]; hint?: (message: string) => void } = {},
): DoNotCallSource => ({
	doNotCallRows: () => rows?.map((json) => ({ json: json as IDataObject })),
	defaultCountries: () => countries,
	digitsAreInternational: false,
	hint,
});

/** What the settings of a campaign say to the rules of who is not called. */
const settings = { voiceAgentId: '11111111-1111-4111-8111-111111111111', timeZone: { zone: 'UTC' } };

const asksNobody = (): never => {
	throw new Error('No rule here asks Hamsa');
};

/** Judges contacts and leaves out those whom a rule without Hamsa leaves out; `options` are the node's. */
export async function judge(
	rows: readonly Cells[],
	{
		digitsAreInternational = false,
		...options
	}: { digitsAreInternational?: boolean; keepDuplicates?: boolean } = {},
): Promise<JudgedContacts> {
	const contacts = judgeContacts(contactsOf(rows), { digitsAreInternational });
	const rules = readLeaveOutRules(optionReader((name) => (options as IDataObject)[name]));
	const world = {
		now: 0,
		openSender: asksNobody,
		findEarlierCampaign: asksNobody,
		doNotCall: listOf([]),
	};
	const [draft] = await leaveOut([{ items: [0], contacts, settings }], rules, world);
	return draft!.contacts;
}
