import { LONGEST_NAME } from '../../../fields/readers';
import type { Outcome } from '../../../execution/outcome';
import { waveName } from '../../../hamsa/waveNames';
import { settlingTime } from '../../../sending/settle';
import { HamsaError, SendError } from '../../../shared/errors';
import { count, quoteName } from '../../../shared/text';
import { sendAll, type PlanObserver } from '../create/carryOut';
import type { OpenRun, PlannedGroup } from '../create/run';
import type { CampaignFields } from '../create/settings';
import type { Look } from './look';
import { noteOfNothing, type NoteStore } from './memory';
import type { WaveOptions } from './options';

/** The names of a wave's campaigns: what tells them apart is left out where it does not fit, never the wave. */
export const waveNames =
	(series: string, wave: number) =>
	(campaigns: readonly Pick<CampaignFields, 'suffixes'>[]): string[] => {
		const name = waveName(series, wave);
		const taken = new Set<string>();
		return campaigns.map(({ suffixes }) => {
			const whole = name + suffixes.map((suffix) => ` (${suffix})`).join('');
			let called = [...whole].length <= LONGEST_NAME ? whole : name;
			for (let counter = 2; taken.has(called); counter++) called = `${name} (${counter})`;
			taken.add(called);
			return called;
		});
	};

/** Whether Hamsa may have made something although sending failed. */
const mayExist = (error: unknown): boolean =>
	error instanceof SendError ? error.mayExist : !(error instanceof HamsaError);

/**
 * Sends the campaigns of a wave, and notes before it does that nobody knows yet what becomes of them. Gives what became of the
 * rows, and how many people went out. Throws SendError when the node stops on errors.
 */
export async function sendWave(
	run: OpenRun,
	{ series }: WaveOptions,
	{ next, note, facts }: Look,
	planned: readonly PlannedGroup[],
	store: NoteStore,
): Promise<{ outcomes: Outcome[]; released: number }> {
	const sender = await run.connect();
	const before = { ...(note ?? noteOfNothing(run.clock.now)), open: undefined };
	const open = { wave: next, until: Date.now() + settlingTime(sender) };
	store.write({ ...before, open });
	const ids: string[] = [];
	let released = 0;
	let isUnknown = false;
	const observe: PlanObserver = (plan, became) => {
		if ('campaignId' in became) {
			ids.push(became.campaignId);
			released += plan.request.recipients.length;
		} else if (mayExist(became.error)) isUnknown = true;
	};
	try {
		const outcomes = await sendAll(run, planned, observe);
		const waiting = facts.waiting - released;
		if (released > 0) {
			run.hint(
				`Wave ${next.toLocaleString('en-US')} of ${quoteName(series)} went out to ${count(released, 'person', 'people')}. ${waiting === 0 ? 'Nobody of the list waits any more.' : `${count(waiting, 'person waits', 'people wait')} for later waves.`}`,
			);
		}
		return { outcomes, released };
	} finally {
		// Other processes do not see the note before n8n has saved it: they wait for the lock instead.
		if (isUnknown) sender.held?.keep();
		store.write({
			...before,
			...(ids.length === 0 ? {} : { highest: next, last: { wave: next, at: Date.now(), ids } }),
			parts: ids.length < 2 ? before.parts : { ...before.parts, [next]: ids.length },
			...(isUnknown ? { open } : {}),
		});
	}
}
