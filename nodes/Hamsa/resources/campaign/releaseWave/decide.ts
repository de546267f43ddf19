import { spanInWords } from '../../../time/wallClock';
import type { SeriesNote } from './memory';
import type { WaveOptions } from './options';
import type { WaveCampaign } from './series';

/** Why no wave goes out. */
export interface Why {
	/** In a few words, as the output shows it: "held", "37 unfinished". */
	reason: string;
	/** What a person may do about it, where there is something; '' otherwise. */
	advice: string;
	/** Whether the list is through. */
	done?: true;
	/** Whether a person should look. */
	isWarning?: true;
}

/** People of the last wave who must be finished before their failures mean something. */
const LEAST_FINISHED = 20;

const number = (amount: number) => amount.toLocaleString('en-US');

/** The share of FAILED among the finished people of the last wave, in percent; undefined while too few have finished. */
function failedShare(campaigns: readonly WaveCampaign[]): number | undefined {
	const last = campaigns.at(-1)?.wave;
	const ofLast = campaigns.filter(({ wave }) => wave === last);
	const finished = ofLast.reduce((sum, each) => sum + each.finished, 0);
	if (finished < LEAST_FINISHED) return undefined;
	return (100 * ofLast.reduce((sum, each) => sum + each.failed, 0)) / finished;
}

/** How many people of the waves are still to be called. */
export const unfinishedOf = (campaigns: readonly WaveCampaign[]): number =>
	campaigns.reduce((sum, { unfinished }) => sum + unfinished, 0);

/** What is known when it is decided. */
interface Known {
	campaigns: readonly WaveCampaign[];
	note?: SeriesNote;
	/** People of the list who are in no wave and could be called, and how many of these in calling hours that are open. */
	waiting: number;
	open: number;
	/** When the first calling hours of those who wait open (epoch ms). */
	opensAt: number;
	/** Epoch milliseconds. */
	now: number;
}

/** Why the next wave does not go out now; undefined when it does. */
export function whyNot(options: WaveOptions, known: Known): Why | undefined {
	const { campaigns, note, waiting, open, opensAt, now } = known;
	if (waiting === 0) return { reason: 'everyone is in a wave', advice: '', done: true };
	if (options.hold) return { reason: 'held', advice: 'Switch Hold off to go on.' };
	if (options.lastWaveBefore !== undefined && now >= options.lastWaveBefore) {
		return { reason: 'Last Wave On is over', advice: 'Set a later date to go on.' };
	}
	if (note?.open !== undefined && now < note.open.until) {
		return {
			reason: `it is not known yet whether wave ${number(note.open.wave)} was made`,
			advice: `Its answer was lost. The next wave goes out in ${spanInWords(note.open.until - now)} at the earliest.`,
			isWarning: true,
		};
	}
	const unfinished = unfinishedOf(campaigns);
	if (unfinished > options.unfinishedAtMost) {
		return { reason: `${number(unfinished)} unfinished`, advice: '' };
	}
	const failed = failedShare(campaigns);
	if (options.holdIfFailedAbove !== undefined && failed !== undefined && failed > options.holdIfFailedAbove) {
		return {
			reason: `failed ${number(Math.round(failed))} %`,
			advice: `More calls of the last wave failed than Hold If Failed Above allows (${number(options.holdIfFailedAbove)} %). Look at them, then raise or remove the limit to go on.`,
			isWarning: true,
		};
	}
	if (options.onlyInsideCallingWindow && open === 0) {
		return { reason: `window closed, opens in ${spanInWords(opensAt - now)}`, advice: '' };
	}
	return undefined;
}
