import { InputError } from '../../../shared/errors';
import { count } from '../../../shared/text';
import { describeCallingWindow } from '../../../time/callingWindow';
import { countriesOfNumber, countryName } from '../../../phoneNumbers/country';
import { estimateDuration } from '../../../time/duration';
import { notedRows } from '../../../recipients/leaveOut/takeOut';
import type { CampaignSettings, RunClock, RunOptions } from './settings';
import { countryUsesZone, zonesOfCountry, type TimeZoneChoice } from '../../../time/timeZone';
import type {
	CampaignPlan,
	CreateCampaignRequest,
	JudgedContacts,
	Recipient,
} from '../../../recipients/types';

/** Countries an error names at the most. */
const MOST_NAMED_COUNTRIES = 5;

/**
 * Refuses a time zone nobody chose when it fits none of the recipients: n8n's own default is America/New_York, and a
 * forgotten zone would call Riyadh at midnight. `at` is when people are called (epoch milliseconds).
 */
export function checkInheritedZone(
	{ zone, inherited }: TimeZoneChoice,
	recipients: ReadonlyArray<Pick<Recipient, 'phoneNumber'>>,
	at: number,
): void {
	if (!inherited) return;
	const checked = new Set<string>();
	for (const { phoneNumber } of recipients) {
		for (const country of countriesOfNumber(phoneNumber)) {
			if (checked.has(country)) continue;
			if (countryUsesZone(country, zone, at)) return;
			// Numbers of no country (+800) say nothing about a clock.
			if (zonesOfCountry(country).length > 0) checked.add(country);
		}
	}
	if (checked.size === 0) return;
	const [suggestion] = [...checked].flatMap(zonesOfCountry);
	const names = [...checked].slice(0, MOST_NAMED_COUNTRIES).map(countryName);
	const more =
		checked.size > names.length
			? ` and ${count(checked.size - names.length, 'other country', 'other countries')}`
			: '';
	throw new InputError(
		`The time zone ${zone} comes from the workflow's settings, but none of the recipients' countries uses it: ${names.join(', ')}${more}`,
		`Choose the Time Zone in which the calling window is meant, for example ${suggestion}. Nothing was sent.`,
	);
}

/** " 3 duplicates left out, 2 rows rejected, 5 recipients skipped." or nothing. */
function describeLeftOut({ duplicatesRemoved, rejectedCount, skippedCount }: JudgedContacts): string {
	const parts = [
		duplicatesRemoved > 0 ? `${count(duplicatesRemoved, 'duplicate')} left out` : '',
		rejectedCount > 0 ? `${count(rejectedCount, 'row')} rejected` : '',
		skippedCount > 0 ? `${count(skippedCount, 'recipient')} skipped` : '',
	].filter((part) => part !== '');
	return parts.length === 0 ? '' : ` ${parts.join(', ')}.`;
}

/** The body of the create. */
export function requestOf(settings: CampaignSettings, recipients: Recipient[]): CreateCampaignRequest {
	const { schedule } = settings;
	return {
		name: settings.name,
		phoneNumber: settings.phoneNumber,
		voiceAgentId: settings.voiceAgentId,
		recipients,
		sendType: settings.sendType,
		timeRange: settings.window,
		reservedConcurrency: settings.reservedConcurrency,
		...(schedule === undefined ? {} : { scheduledDate: schedule.scheduledDate }),
		// Sent with NOW too, as Hamsa's own example does: it says which clock the window means.
		scheduledTimezone: settings.timeZone.zone,
	};
}

/** Rows that the hint about numbers names. */
const MOST_NAMED_ROWS = 10;

/** What a person should know about numbers that are called all the same; undefined when there is nothing. */
function describeNotes(contacts: JudgedContacts): string | undefined {
	const noted = notedRows(contacts);
	if (noted.length === 0) return undefined;
	const named = noted
		.slice(0, MOST_NAMED_ROWS)
		.map(({ row, phoneNumber, note }) => `row ${row}: ${phoneNumber} ${note}`);
	const more = noted.length > named.length ? `; and ${count(noted.length - named.length, 'more row')}` : '';
	return `${count(noted.length, 'number')} to check: ${named.join('; ')}${more}.`;
}

/** Builds the request and the words about it. Throws InputError when the campaign should not be sent as it is. */
export function planCampaign(
	group: { items: number[]; contacts: JudgedContacts },
	settings: CampaignSettings,
	options: RunOptions,
	clock: RunClock,
	hint: (message: string) => void,
): CampaignPlan {
	const { contacts, items } = group;
	checkInheritedZone(settings.timeZone, contacts.recipients, settings.schedule?.at ?? clock.now);
	const { zone } = settings.timeZone;
	const { window, schedule, reservedConcurrency } = settings;
	const duration = estimateDuration({
		recipients: contacts.recipients.length,
		averageCallMinutes: options.averageCallMinutes,
		reservedConcurrency,
		window,
		zone,
		startsAt: schedule?.at ?? clock.now,
	});
	const callingWindow = describeCallingWindow(window, zone, clock.now, schedule?.at);
	const calls = count(contacts.recipients.length, 'call');
	const leftOut = describeLeftOut(contacts);
	hint(
		duration.long
			? `${calls} with ${count(reservedConcurrency, 'call')} at the same time will take ${duration.words}, and Hamsa's API cannot stop a campaign. Raise Reserved Concurrency, or send fewer recipients. ${callingWindow}.${leftOut}`
			: `${calls} will take ${duration.words}: ${callingWindow}.${leftOut}`,
	);
	const notes = describeNotes(contacts);
	if (notes !== undefined) hint(notes);
	return {
		request: requestOf(settings, contacts.recipients),
		contacts,
		items,
		callingWindow,
		expectedDuration: duration.words,
	};
}

/** Two campaigns with the same recipients in one run would call everyone twice. Rows are counted from 1. */
export function checkSameRecipients(groups: ReadonlyArray<Pick<CampaignPlan, 'contacts' | 'items'>>): void {
	if (groups.length < 2) return;
	const seen = new Map<string, number>();
	for (const { contacts, items } of groups) {
		if (contacts.recipients.length === 0) continue;
		const item = items[0]! + 1;
		const earlier = seen.get(contacts.content);
		if (earlier !== undefined) {
			throw new InputError(
				`Items ${earlier} and ${item} would make two campaigns with the same recipients`,
				'Everyone would be called twice. Set Recipients to From Input Items to make one campaign of all items, or remove the repeated item. Nothing was sent.',
			);
		}
		seen.set(contacts.content, item);
	}
}

/** Guards against a list that is larger than anyone meant: the option Maximum Recipients, over all campaigns of the run. */
export function checkMaximumRecipients(plans: readonly CampaignPlan[], maximumRecipients: number): void {
	const total = plans.reduce((sum, { request }) => sum + request.recipients.length, 0);
	if (total <= maximumRecipients) return;
	throw new InputError(
		`${count(total, 'recipient')} would be called, more than Maximum Recipients (${maximumRecipients.toLocaleString('en-US')})`,
		'If you mean to call all of them, raise Maximum Recipients under Options. Nothing was sent.',
	);
}
