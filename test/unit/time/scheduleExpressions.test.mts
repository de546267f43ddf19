import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Text without offset is wall time in the campaign's zone, Asia/Riyadh. */
const NINE_IN_RIYADH = '2026-12-01T06:00:00Z';
/** A value that carries an instant is that instant: here 09:00 in Asia/Kathmandu, the zone of the workflow. */
const NINE_IN_KATHMANDU = '2026-12-01T03:15:00Z';

const EXPECTED = {
	'2026-12-01T09:00:00': NINE_IN_RIYADH,
	'={{ $json.text }}': NINE_IN_RIYADH,
	'={{ DateTime.fromISO("2026-12-01T09:00").toFormat("yyyy-MM-dd HH:mm") }}': NINE_IN_RIYADH,
	'={{ DateTime.fromISO("2026-12-01T09:00") }}': NINE_IN_KATHMANDU,
	'={{ "2026-12-01T09:00".toDateTime() }}': NINE_IN_KATHMANDU,
	'={{ DateTime.fromISO("2026-12-01T09:00") }} ': NINE_IN_KATHMANDU,
	'={{ DateTime.fromISO("2026-12-01T09:00").toISO() }}': NINE_IN_KATHMANDU,
	'={{ DateTime.fromISO("2026-12-01T09:00").toISO({ extendedZone: true }) }}': NINE_IN_KATHMANDU,
	'={{ DateTime.fromISO("2026-12-01T09:00").toSQL() }}': NINE_IN_KATHMANDU,
	'={{ DateTime.fromISO("2026-12-01T09:00").toMillis() }}': NINE_IN_KATHMANDU,
	'={{ DateTime.fromISO("2026-12-01T09:00").toJSDate() }}': NINE_IN_KATHMANDU,
	'={{ new Date("2026-12-01T03:15:00Z").toString() }}': NINE_IN_KATHMANDU,
	'={{ $json.date }}': NINE_IN_KATHMANDU,
	// The vm engine hands over the DateTime of an item as a plain object.
	'={{ $json.luxon }}': NINE_IN_KATHMANDU,
};

describe("a Start Date as n8n's own evaluators hand it over", () => {
	let sent: Record<string, Record<string, string>>;

	beforeAll(() => {
		const root = join(import.meta.dirname, '../../..');
		const { outputFiles } = buildSync({
			entryPoints: [join(import.meta.dirname, '../support/evaluateScheduledDates.mts')],
			bundle: true,
			platform: 'node',
			external: ['n8n-workflow', 'luxon'],
			write: false,
		});
		const program = outputFiles[0]?.text ?? '';
		const output = execFileSync(process.execPath, ['-e', program], {
			cwd: root,
			input: JSON.stringify(Object.keys(EXPECTED)),
			encoding: 'utf8',
		});
		sent = JSON.parse(output);
	});

	it.each(['legacy', 'vm'])('is read the same from the %s engine', (engine) => {
		expect(sent[engine]).toEqual(EXPECTED);
	});
});
