/** 100,000 recipients split by the clocks of their numbers: lists of one country and of thirty. */
import { placesOf } from '../../../nodes/Hamsa/time/local/numberZones.ts';
import { splitByClock } from '../../../nodes/Hamsa/time/local/splitByClock.ts';
import { validNumbers } from '../../unit/support/numberingPlans.mts';
import { compare } from './compare.mts';

const ROWS = 100_000;
const DAY = 24 * 3600 * 1000;

/** Countries of many lists, those with several zones among them. */
const THIRTY =
	'SA AE KW QA BH OM EG JO US CA GB DE FR ES IT TR IN PK BD ID MY PH AU NZ BR MX NG KE ZA RU'.split(' ');

function rowsOf(countries: readonly string[]): Array<{ phoneNumber: string }> {
	const numbers = validNumbers(100)
		.filter(({ iso }) => countries.includes(iso))
		.map(({ number }) => number);
	// By a step that shares no factor with their count, so that neighbours are of different countries.
	return Array.from({ length: ROWS }, (_, row) => ({ phoneNumber: numbers[(row * 101) % numbers.length]! }));
}

/** Working Hours on each recipient's own clock, for a campaign of a month. `days` differ each time, so that nothing is remembered. */
let from = Date.now();
const split = (rows: ReadonlyArray<{ phoneNumber: string }>) => {
	from += 1000;
	const wish = { startCallingTime: '09:00', endCallingTime: '17:00' };
	return splitByClock(placesOf(rows), wish, {}, { from, to: from + 30 * DAY });
};

export function measure(): void {
	const lists = Object.entries({
		'Saudi Arabia': ['SA'],
		'United States': ['US'],
		Brazil: ['BR'],
		Russia: ['RU'],
		'thirty countries': THIRTY,
	}).map(([name, countries]) => ({ name, rows: rowsOf(countries) }));
	for (const { name, rows } of lists) {
		const before = process.cpuUsage();
		const { groups, rejected } = split(rows);
		const { user, system } = process.cpuUsage(before);
		const first = ((user + system) / 1000).toFixed(1);
		console.log(
			`${name}: ${groups.length} groups, ${rejected.length} rejected, the first time in ${first} ms`,
		);
	}
	compare('100,000 numbers', Object.fromEntries(lists.map(({ name, rows }) => [name, () => split(rows)])));
}
