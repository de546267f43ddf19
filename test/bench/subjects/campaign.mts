/** The one campaign that everything in the benchmark creates, and the rows it is made from. */
import { createHash } from 'node:crypto';

/** A row as it comes from a CRM: a number, a name and three columns that the campaign does not use. */
export interface Row {
	phoneNumber: string;
	name: string;
	city: string;
	plan: string;
	balance: number;
}

/** The request's body without its recipients. */
export const campaign = {
	name: 'Benchmark',
	phoneNumber: '+966112000001',
	voiceAgentId: '11111111-1111-4111-8111-111111111111',
	sendType: 'NOW',
	timeRange: {
		days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'SUNDAY'],
		startCallingTime: '09:00',
		endCallingTime: '17:00',
	},
	reservedConcurrency: 1,
	scheduledTimezone: 'Asia/Riyadh',
};

export const campaignsPath = '/v1/voice-agents/campaigns';

const mobilePrefixes = ['50', '53', '54', '55', '56', '59'];
const firstNames = ['Sara', 'نورة', 'Omar', 'فهد', 'Layla', 'عبدالله'];
const familyNames = ['Al-Harbi', 'القحطاني', 'Al-Otaibi', 'الغامدي', 'Al-Zahrani'];
const cities = ['Riyadh', 'Jeddah', 'Dammam', 'Mecca'];
const plans = ['basic', 'plus', 'business'];

/** The nth entry, from the beginning again after the last. */
const pick = (list: readonly string[], index: number) => list[index % list.length]!;

/** Seven digits, each index its own, in no order: lists are not sorted by number. */
const shuffled = (index: number) => String((index * 7_368_787) % 10_000_000).padStart(7, '0');

/** Rows with distinct Saudi mobile numbers in E.164. Every row is parsed JSON, as any source gives it. */
export function makeRows(count: number): Row[] {
	return Array.from({ length: count }, (_, index) => {
		const row: Row = {
			phoneNumber: `+966${pick(mobilePrefixes, index)}${shuffled(index)}`,
			name: `${pick(firstNames, index)} ${pick(familyNames, index)}`,
			city: pick(cities, index),
			plan: pick(plans, index),
			balance: (index % 1000) / 4,
		};
		return JSON.parse(JSON.stringify(row)) as Row;
	});
}

/** Tells whether two lists hold the same recipients, whatever their order. */
export function digestOf(recipients: ReadonlyArray<{ phoneNumber: string; name?: string }>): string {
	const lines = recipients.map(({ phoneNumber, name }) => `${phoneNumber} ${name ?? ''}`);
	return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
