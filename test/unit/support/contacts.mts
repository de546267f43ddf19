/** Contacts as the core reads them, for tests that judge them. */
import type { IDataObject } from 'n8n-workflow';
import type { Contacts } from '../../../nodes/Hamsa/recipients/types.ts';

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
