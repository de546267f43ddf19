import { numberDigits } from '../../../phoneNumbers/digits';
import { readCallHistory } from '../../../recipients/leaveOut/callHistory';
import { takeOut } from '../../../recipients/leaveOut/takeOut';
import type { JudgedGroup } from '../../../recipients/types';
import type { Sender } from '../../../sending/types';
import { InputError } from '../../../shared/errors';
import { count } from '../../../shared/text';
import { DAY } from '../../../time/wallClock';
import type { SeriesNote } from './memory';
import type { WaveCampaign } from './series';

/** Waves that a message names at most. */
const MOST_NAMED = 5;

/** Waves of which campaigns are missing on Hamsa: "3", "7 (1 of 2 campaigns)". */
export function missingWaves(
	campaigns: readonly Pick<WaveCampaign, 'wave'>[],
	note: SeriesNote | undefined,
): string[] {
	const there = new Map<number, number>();
	for (const { wave } of campaigns) there.set(wave, (there.get(wave) ?? 0) + 1);
	const highest = Math.max(note?.highest ?? 0, ...there.keys());
	const missing: string[] = [];
	for (let wave = 1; wave <= highest; wave++) {
		const has = there.get(wave) ?? 0;
		const had = note?.parts[wave] ?? 1;
		if (has === 0) missing.push(String(wave));
		else if (has < had) missing.push(`${wave} (${had - has} of its ${had} campaigns)`);
	}
	return missing;
}

/** People of a wave that is gone may have been called, and nobody can tell who they are. */
export function missingError(series: string, missing: readonly string[]): InputError {
	const named = missing.slice(0, MOST_NAMED).join(', ');
	const more = missing.length > MOST_NAMED ? ` and ${count(missing.length - MOST_NAMED, 'other')}` : '';
	const [wave, is] = missing.length === 1 ? ['Wave', 'is'] : ['Waves', 'are'];
	return new InputError(
		`${wave} ${named}${more} of "${series}" ${is} missing on Hamsa: people may have been called of whom nothing is known, so nothing was sent`,
		'If it was renamed in the dashboard, give it its name back. If it was deleted, switch on Ignore Missing Waves under Waves: who was called is then taken from the list of calls. To begin a new series in which everybody may be called again, choose another Campaign Name.',
	);
}

/** Before the oldest wave that is left, a missing one is thought to have been made at most so long ago. */
const MARGIN = 30 * DAY;

/** Since when a missing wave may have called people (epoch ms). */
function since(campaigns: readonly WaveCampaign[], note: SeriesNote | undefined, now: number): number {
	if (note !== undefined && Number.isFinite(note.since)) return note.since;
	return Math.min(now, ...campaigns.map(({ createdAt }) => createdAt)) - MARGIN;
}

/**
 * Takes out everybody who was called since the series began, by whatever campaign, or waits in one: among them are the people
 * of the waves that are missing. Throws ApiError or InputError when the calls cannot be read.
 */
export async function takeOutCalled(
	sender: Sender,
	groups: readonly JudgedGroup[],
	{ campaigns, note, now }: { campaigns: readonly WaveCampaign[]; note?: SeriesNote; now: number },
): Promise<JudgedGroup[]> {
	const numbers = new Set(
		groups.flatMap(({ contacts }) => contacts.recipients.map(({ phoneNumber }) => numberDigits(phoneNumber))),
	);
	const withinMs = now - since(campaigns, note, now);
	const called = await readCallHistory(sender, numbers, { withinMs }, sender.signal);
	return groups.map(({ contacts, ...group }) => ({
		...group,
		contacts: takeOut(contacts, 'inEarlierWave', ({ phoneNumber }) =>
			called.has(numberDigits(phoneNumber))
				? 'Was called since the series began, or waits in a campaign; a wave is missing'
				: undefined,
		),
	}));
}
