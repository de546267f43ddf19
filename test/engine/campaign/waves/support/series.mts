/** A simulator, and a list that goes out in waves: each test has a series of its own, as this process remembers some of it. */
import { useSimulator, type Bench } from '../../../support/campaign.mts';
import { farFromMidnight } from '../../../support/clock.mts';
import type { EngineResult, EngineRun } from '../../../support/harness.mts';
import { locator } from '../../../support/operations.mts';

type Rows = EngineRun['items'];

let series = 0;

/** A name that no other test has. */
export const newSeries = () => `Recall ${++series}`;

export interface WaveBench extends Bench {
	/** Releases the next wave of a series of these rows. */
	release: (
		name: string,
		rows: Rows,
		parameters?: Record<string, unknown>,
		extra?: Parameters<Bench['create']>[2],
	) => Promise<EngineResult>;
	/** Calls everybody of all campaigns, so that they have ended. */
	callAll: () => void;
	/** The numbers of each campaign, by its name. */
	sent: () => Record<string, string[]>;
}

/** Any hour is a calling hour, so that no test depends on the time of day; all but the last minute before midnight. */
const allDay = () => ({
	callingDays: 'everyDay',
	startCallingTime: '00:00',
	endCallingTime: '23:59',
	scheduledTimezone: locator(farFromMidnight(), 'name'),
});

/** Starts a simulator for the tests of a file and empties it before each. */
export function useWaves(): WaveBench {
	const bench = useSimulator();
	const { simulator, create } = bench;
	return {
		...bench,
		release: async (name, rows, parameters = {}, extra = {}) =>
			await create(
				rows,
				{ operation: 'releaseWave', name, peoplePerWave: 2, ...allDay(), ...parameters },
				extra,
			),
		callAll: () => {
			for (const { id } of simulator().campaigns) simulator().live(id).run();
		},
		sent: () =>
			Object.fromEntries(
				simulator().campaigns.map(({ name, recipients }) => [
					name,
					recipients.map(({ phoneNumber }) => phoneNumber),
				]),
			),
	};
}
