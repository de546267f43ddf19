/** Who would be called: the contacts that were posted against the campaigns that exist. */
import type { Campaign } from '../../simulator/life/state.mts';
import type { Contact } from './workflow.mts';

export interface Ledger {
	campaigns: number;
	/** Calls too many: a contact in three campaigns counts twice. */
	duplicates: number;
	/** Contacts in no campaign. */
	lost: number;
	/** Batches whose contacts are not exactly those of one campaign. */
	divided: number;
}

/** Holds the campaigns against batches of contacts. Campaigns that have none of these contacts are left out. */
export function ledgerOf(campaigns: readonly Campaign[], batches: Contact[][]): Ledger {
	const numbers = batches.map((batch) => new Set(batch.map(({ phoneNumber }) => phoneNumber)));
	const all = new Set(numbers.flatMap((batch) => [...batch]));
	const calls = new Map<string, number>();
	const concerned = campaigns.filter(({ recipients }) =>
		recipients.some(({ phoneNumber }) => all.has(phoneNumber)),
	);
	for (const { recipients } of concerned) {
		for (const { phoneNumber } of recipients) calls.set(phoneNumber, (calls.get(phoneNumber) ?? 0) + 1);
	}
	const isWhole = (batch: Set<string>) =>
		concerned.some(
			({ recipients }) =>
				recipients.length === batch.size && recipients.every(({ phoneNumber }) => batch.has(phoneNumber)),
		);
	return {
		campaigns: concerned.length,
		duplicates: [...calls.values()].reduce((sum, count) => sum + count - 1, 0),
		lost: [...all].filter((phoneNumber) => !calls.has(phoneNumber)).length,
		divided: numbers.filter((batch) => !isWhole(batch)).length,
	};
}

/** What a ledger must say: one campaign for each batch, every contact in exactly one. */
export const oneCampaignEach = (batches: Contact[][]): Ledger => ({
	campaigns: batches.length,
	duplicates: 0,
	lost: 0,
	divided: 0,
});
