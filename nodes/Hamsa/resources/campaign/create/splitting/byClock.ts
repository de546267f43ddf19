import { divide, itemsOf } from '../../../../recipients/parts';
import { InputError } from '../../../../shared/errors';
import { count } from '../../../../shared/text';
import { WEEKDAYS, describeHours, type CallingWindow } from '../../../../time/callingWindow';
import { placesOf } from '../../../../time/local/numberZones';
import { splitByClock, type HoursWish } from '../../../../time/local/splitByClock';
import type { LocalLimits } from '../../../../time/local/localHours';
import { readScheduledDate } from '../../../../time/schedule';
import { DAY } from '../../../../time/wallClock';
import type { CampaignGroup, FieldsGroup } from '../grouping';
import type { RunOptions } from '../options';
import type { CampaignSettings } from '../settings';
import type { RunClock } from '../../../../time/clock';

/** Days of a week. */
const WEEK = 7;

/** Longest time whose changes of clocks are looked at. */
const MOST_DAYS = 400;

/** The days on which calls may be made: as many as the limit allows, with what Hamsa may need to call again. */
function campaignDays(startsAt: number, { maximumCallingDays }: RunOptions) {
	const days = Math.min((maximumCallingDays + 1) * WEEK, MOST_DAYS);
	return { from: startsAt - DAY, to: startsAt + days * DAY };
}

/** One zone was chosen for all, and none of them is called in the limits on his own clock. */
function everyoneOutside(
	wish: HoursWish,
	{ earliest, latest }: LocalLimits,
	reason: string,
	people: number,
): InputError {
	return new InputError(
		`Calling Hours ${wish.startCallingTime}-${wish.endCallingTime} ${wish.zone} are outside ${earliest ?? '00:00'}-${latest ?? '24:00'} on the clock of each of ${count(people, 'person', 'people')}: the first ${reason}`,
		"Set Time Zone to Each Recipient's Own, or choose the zone in which the people live. If you mean these hours, change Earliest Local Time and Latest Local Time under Limits. Nothing was sent.",
	);
}

/**
 * Splits a campaign to be by the clocks on which its people live, so that everyone is called in the wanted hours. The name of
 * each tells its zone where there are several; a date without an offset is meant on each one's clock. Throws InputError for
 * a date that cannot be used, and where the hours suit nobody of the only campaign (`isOnly`).
 */
export function splitByZones(
	group: FieldsGroup,
	options: RunOptions,
	clock: RunClock,
	isOnly: boolean,
): CampaignGroup[] {
	const { contacts, settings } = group;
	const { hours, scheduledDate, workflowZone } = settings;
	const { recipients } = contacts;
	const { localLimits } = options;
	const ahead = clock.mayHaveSent === true ? -Infinity : clock.now;
	const scheduleIn = (zone: string, after = ahead) =>
		scheduledDate === undefined ? undefined : readScheduledDate(scheduledDate.value, zone, after);
	const zoneOfNobody = hours.zone ?? workflowZone;
	// Nobody is called in it, but its fields are checked like any other's.
	const ofNobody = (): CampaignSettings => {
		const { days = WEEKDAYS, startCallingTime, endCallingTime } = hours;
		const window = { days: [...days], startCallingTime, endCallingTime };
		const schedule = scheduleIn(zoneOfNobody);
		return { ...settings, window, timeZone: { zone: zoneOfNobody }, schedule };
	};
	if (recipients.length === 0) return [{ ...group, settings: ofNobody() }];
	const startsAt = scheduleIn(zoneOfNobody, -Infinity)?.at ?? clock.now;
	const { groups, rejected } = splitByClock(
		placesOf(recipients),
		hours,
		localLimits,
		campaignDays(startsAt, options),
	);
	const [only, ...others] = groups;
	if (isOnly && only === undefined && hours.zone !== undefined && rejected.length > 0) {
		throw everyoneOutside(hours, localLimits, rejected[0]!.reason, rejected.length);
	}
	const zones = groups.map(({ zone }) => zone);
	/** Two campaigns can be on one clock: where some numbers tell their place and others do not, say. */
	const suffixOf = (zone: string, window: CallingWindow) =>
		zones.indexOf(zone) === zones.lastIndexOf(zone) ? zone : describeHours(window, zone);
	const settingsIn = ({ zone, window }: (typeof groups)[number]) => ({
		...settings,
		window,
		timeZone: { zone },
		schedule: scheduleIn(zone),
		suffixes: others.length === 0 ? settings.suffixes : [...settings.suffixes, suffixOf(zone, window)],
	});
	if (only !== undefined && only.positions === undefined) return [{ ...group, settings: settingsIn(only) }];
	const partOf = new Int32Array(recipients.length).fill(-1);
	for (const [index, { positions }] of groups.entries()) {
		for (const position of positions ?? []) partOf[position] = index;
	}
	const reasons = new Map(rejected.map(({ position, reason }) => [position, reason]));
	const parts = divide(contacts, {
		partOf,
		parts: groups.length,
		reasonOf: (recipient) => reasons.get(recipient) ?? '',
	});
	return parts.map((part, index) => ({
		...group,
		items: groups.length > 1 ? itemsOf(part) : group.items,
		contacts: part,
		settings: groups[index] === undefined ? ofNobody() : settingsIn(groups[index]),
	}));
}
