/** What the Do Not Call List adds to a run: 200,000 entries are read, and 100,000 recipients asked for. */
import { readDoNotCallList } from '../../../nodes/Hamsa/recipients/leaveOut/doNotCallList.ts';
import { makeRows } from '../subjects/campaign.mts';
import { compare } from './compare.mts';

const ENTRIES = 200_000;
const ROWS = 100_000;

const numbers = makeRows(ENTRIES).map(({ phoneNumber }) => phoneNumber);
const recipients = makeRows(ROWS);
const settings = { column: '', anEmptyListIsFine: false };

/** Reads the list in one spelling and asks for all recipients. */
function run(spell: (phoneNumber: string) => string): () => number {
	const items = numbers.map((phoneNumber) => ({ json: { phone: spell(phoneNumber), reason: 'asked' } }));
	return () => {
		const isOnList = readDoNotCallList(settings, {
			doNotCallRows: () => items,
			defaultCountries: () => ['SA'],
			digitsAreInternational: false,
			hint: () => undefined,
		});
		let found = 0;
		for (const recipient of recipients) if (isOnList(recipient)) found++;
		return found;
	};
}

/** Megabytes by which the process grows while the work is done, garbage included. */
function memory(work: () => unknown): number {
	const before = process.memoryUsage.rss();
	work();
	return (process.memoryUsage.rss() - before) / 2 ** 20;
}

export function measure(): void {
	const asSent = run((phoneNumber) => phoneNumber);
	console.log(`The process grows by ${memory(asSent).toFixed(1)} MB`);
	compare(
		'a list of 200,000 entries, 100,000 recipients',
		{
			'E.164': asSent,
			'national numbers': run((phoneNumber) => phoneNumber.replace('+966', '0')),
			'with spaces': run(
				(phoneNumber) => `${phoneNumber.slice(0, 4)} ${phoneNumber.slice(4, 6)} ${phoneNumber.slice(6)}`,
			),
		},
		5,
	);
}
