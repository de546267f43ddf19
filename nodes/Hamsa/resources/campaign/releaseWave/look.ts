import { leaveOut } from '../../../recipients/leaveOut';
import type { JudgedGroup } from '../../../recipients/types';
import { cancelledBefore } from '../../../sending/sendOnce';
import { settlingTime } from '../../../sending/settle';
import { groupByClock, type CampaignGroup } from '../create/grouping';
import { leaveOutOf, type OpenRun } from '../create/run';
import { takeOutEarlier, whoWaits } from './choose';
import { unfinishedOf, whyNot, type Why } from './decide';
import type { WaveFacts } from './items';
import type { NoteStore, SeriesNote } from './memory';
import { missingError, missingWaves, takeOutCalled } from './missing';
import type { WaveOptions } from './options';
import { readSeries } from './series';

/** Closes what to do when certainly nothing was sent. */
export const NO_WAVE = 'No wave was released.';

/** What a look at Hamsa tells of a list and its waves. */
export interface Look {
	/** The list by clocks; its recipients are those who could be called and are in no wave. */
	groups: CampaignGroup[];
	note?: SeriesNote;
	/** The number of the next wave. */
	next: number;
	/** Why that does not go out now. */
	why?: Why;
	/** What the output says when none goes out. */
	facts: WaveFacts;
}

const amountInEarlier = (groups: readonly JudgedGroup[]): number =>
	groups.reduce(
		(sum, { contacts }) => sum + contacts.leftOut.filter(({ verdict }) => verdict === 'inEarlierWave').length,
		0,
	);

/** The list by its rows alone: read, judged, without those whom a rule leaves out that asks nobody. Throws HamsaError. */
export async function readList(
	run: OpenRun,
	judged: readonly JudgedGroup[],
): Promise<readonly JudgedGroup[]> {
	const { world, atOnce } = leaveOutOf(run);
	return await leaveOut(judged, atOnce, world);
}

/**
 * Looks at the waves on Hamsa: who of the list is in one, who may be called next, and whether the next wave may go out. Throws
 * InputError when a wave is missing, ApiError or SendError when Hamsa cannot tell.
 */
export async function lookAtWaves(
	run: OpenRun,
	options: WaveOptions,
	judged: readonly JudgedGroup[],
	store: NoteStore,
): Promise<Look> {
	const sender = await run.connect();
	const { now } = run.clock;
	const note = store.read();
	const isRecent = note?.last !== undefined && now - note.last.at < settlingTime(sender);
	const campaigns = await readSeries(sender, options.series, isRecent ? note.last!.ids : [], () => {
		if (sender.signal?.aborted === true) throw cancelledBefore(NO_WAVE);
	});
	const missing = missingWaves(campaigns, note);
	if (missing.length > 0 && !options.ignoreMissingWaves) throw missingError(options.series, missing);
	let rest = takeOutEarlier(judged, campaigns);
	if (missing.length > 0) rest = await takeOutCalled(sender, rest, { campaigns, note, now });
	const inEarlierWaves = amountInEarlier(rest);
	const { world, asking } = leaveOutOf(run);
	const groups = [...(await leaveOut(groupByClock(run, rest), asking, world))];
	const waits = whoWaits(groups, now);
	const last = Math.max(note?.highest ?? 0, campaigns.at(-1)?.wave ?? 0);
	const why = whyNot(options, { campaigns, note, now, ...waits });
	const neverCalled = campaigns.reduce((sum, each) => sum + each.neverCalled, 0);
	return {
		groups,
		note,
		next: last + 1,
		why,
		facts: {
			wave: last,
			released: 0,
			waiting: waits.waiting,
			unfinished: unfinishedOf(campaigns),
			inEarlierWaves,
			done: why?.done === true,
			...(why === undefined ? {} : { reason: why.reason }),
			...(neverCalled === 0 ? {} : { neverCalled }),
		},
	};
}
