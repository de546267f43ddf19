/** Splitting a list by the clocks of its numbers, for lists of one country and of thirty. */
import { validNumbers } from '../../unit/support/numberingPlans.mts';
import { placesOf } from '../../../nodes/Hamsa/time/local/numberZones.ts';
import { splitByClock } from '../../../nodes/Hamsa/time/local/splitByClock.ts';

const ROWS = 100_000;
const RUNS = 7;
const DAY = 24 * 3600 * 1000;

/** Countries of many lists; those with several zones among them. */
const THIRTY =
	'SA AE KW QA BH OM EG JO US CA GB DE FR ES IT TR IN PK BD ID MY PH AU NZ BR MX NG KE ZA RU'.split(' ');

function rowsOf(countries: readonly string[]): Array<{ phoneNumber: string }> {
	const numbers = validNumbers(100)
		.filter(({ iso }) => countries.includes(iso))
		.map(({ number }) => number);
	// By a step that shares no factor with their count, so that neighbours are of different countries.
	return Array.from({ length: ROWS }, (_, row) => ({ phoneNumber: numbers[(row * 101) % numbers.length]! }));
}

export function measure(): void {
	const days = { from: Date.now(), to: Date.now() + 30 * DAY };
	const wish = { startCallingTime: '09:00', endCallingTime: '17:00' };
	for (const [name, countries] of Object.entries({
		SA: ['SA'],
		US: ['US'],
		BR: ['BR'],
		RU: ['RU'],
		thirty: THIRTY,
	})) {
		const rows = rowsOf(countries);
		const times: string[] = [];
		let result = '';
		for (let run = 0; run < RUNS; run++) {
			const start = performance.now();
			const places = placesOf(rows);
			const between = performance.now();
			const { groups, rejected } = splitByClock(places, wish, {}, days);
			const end = performance.now();
			times.push(`${(between - start).toFixed(1)}+${(end - between).toFixed(1)}`);
			result = `${groups.length} groups, ${rejected.length} rejected`;
		}
		console.log(`${name.padEnd(7)} ${times.join(' ')} ms (places + split of each run), ${result}`);
	}
}
