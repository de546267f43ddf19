import { rowNumberAt, rowsOf, takeOut } from '../../../recipients/leaveOut/takeOut';
import { numberKey, type NumberKey } from '../../../phoneNumbers/digits';
import type { JudgedGroup } from '../../../recipients/types';
import { nextOpening } from '../../../time/callingWindow';
import { spanInWords } from '../../../time/wallClock';
import type { CampaignGroup } from '../create/grouping';
import type { Why } from './decide';
import type { WaveCampaign } from './series';

/** Takes out everybody who is in a wave of the series, with the campaign and the status there. */
export function takeOutEarlier(
	groups: readonly JudgedGroup[],
	campaigns: readonly WaveCampaign[],
): JudgedGroup[] {
	const campaignOf = new Map<NumberKey, WaveCampaign>();
	for (const campaign of campaigns) {
		for (const key of campaign.statuses.keys()) {
			if (!campaignOf.has(key)) campaignOf.set(key, campaign);
		}
	}
	return groups.map(({ contacts, ...group }) => ({
		...group,
		contacts: takeOut(contacts, 'inEarlierWave', ({ phoneNumber }) => {
			const key = numberKey(phoneNumber);
			const campaign = campaignOf.get(key);
			if (campaign === undefined) return undefined;
			const { id, wave, statuses } = campaign;
			const earlier = { campaignId: id, status: statuses.get(key)! };
			return { reason: `Is in wave ${wave.toLocaleString('en-US')}`, earlier };
		}),
	}));
}

/** When the calling hours of a group open; now or earlier when they are open. */
const opensAt = ({ settings: { window, timeZone } }: CampaignGroup, now: number): number =>
	nextOpening(window, timeZone.zone, now);

/** Those who wait, over all groups, and when the first calling hours open (epoch ms). */
export function whoWaits(groups: readonly CampaignGroup[], now: number) {
	const people = (some: readonly CampaignGroup[]) =>
		some.reduce((sum, { contacts }) => sum + contacts.recipients.length, 0);
	const some = groups.filter(({ contacts }) => contacts.recipients.length > 0);
	return {
		waiting: people(some),
		open: people(some.filter((group) => opensAt(group, now) <= now)),
		opensAt: Math.min(...some.map((group) => opensAt(group, now))),
	};
}

/** The places in the list of those who could be called: by item and row, which both grow along the list. */
function placesOf({ contacts }: CampaignGroup): Array<{ item: number; row: number }> {
	return contacts.leftOut.length === 0
		? contacts.recipients.map((_, position) => ({
				item: contacts.itemOf(position),
				row: rowNumberAt(contacts, position),
			}))
		: rowsOf(contacts).filter(({ verdict }) => verdict === 'sent');
}

/** How many people of each group are among the next so many of the list. */
function sharesOf(groups: readonly CampaignGroup[], people: number): number[] {
	const places = groups.flatMap((group, index) =>
		placesOf(group).map(({ item, row }) => ({ item, row, index })),
	);
	places.sort((one, other) => one.item - other.item || one.row - other.row);
	const shares = groups.map(() => 0);
	for (const { index } of places.slice(0, people)) shares[index]!++;
	return shares;
}

/** The groups of a run in which nobody goes out: all who could be called wait, and say why. */
export const nobodyOf = (groups: readonly CampaignGroup[], { reason }: Why): CampaignGroup[] =>
	groups.map((group) => ({
		...group,
		contacts: takeOut(group.contacts, 'waiting', () => `Waits: ${reason}`),
	}));

/**
 * The groups with only the next so many people of the list, in its order; all others wait. With `onlyOpen`, those whose calling
 * hours are closed wait too.
 */
export function chooseNext(
	groups: readonly CampaignGroup[],
	people: number,
	now: number,
	onlyOpen: boolean,
): CampaignGroup[] {
	const openings = groups.map((group) => (onlyOpen ? opensAt(group, now) : now));
	const open = groups.filter((_, index) => openings[index]! <= now);
	const shares = sharesOf(open, people);
	return groups.map((group, index) => {
		const place = open.indexOf(group);
		const share = place < 0 ? 0 : shares[place]!;
		const reason =
			place < 0
				? `Waits: the calling hours open in ${spanInWords(openings[index]! - now)}`
				: 'Waits for a later wave';
		let taken = 0;
		const contacts = takeOut(group.contacts, 'waiting', () => (taken++ < share ? undefined : reason));
		return { ...group, contacts };
	});
}
