import { InputError } from '../../../shared/errors';
import { count, quoteName } from '../../../shared/text';
import { describeCallingWindow, describeHours } from '../../../time/callingWindow';
import { estimateDuration } from '../../../time/duration';
import { hoursTeller } from '../../../time/local/ownClock';
import { DAY } from '../../../time/wallClock';
import type { CampaignSettings } from './settings';
import type { RunOptions } from './options';
import type { RunClock } from '../../../time/clock';
import type { JudgedContacts } from '../../../recipients/types';
import { notedRows } from '../../../recipients/leaveOut/takeOut';
import { type CreateCampaignRequest, requestOf } from './request';

/** " 3 duplicates left out, 2 rows rejected, 5 recipients skipped." or nothing. */
function describeLeftOut({
	duplicatesRemoved,
	rejectedCount,
	skippedCount,
	doNotCallCount,
}: JudgedContacts): string {
	const parts = [
		duplicatesRemoved > 0 ? `${count(duplicatesRemoved, 'duplicate')} left out` : '',
		rejectedCount > 0 ? `${count(rejectedCount, 'row')} rejected` : '',
		skippedCount > 0 ? `${count(skippedCount, 'recipient')} skipped` : '',
		doNotCallCount > 0 ? `${doNotCallCount.toLocaleString('en-US')} on the Do Not Call List` : '',
	].filter((part) => part !== '');
	return parts.length === 0 ? '' : ` ${parts.join(', ')}.`;
}

/** Rows that the hint about numbers names. */
const MOST_NAMED_ROWS = 10;

/** What a person should know about numbers that are called all the same; undefined when there is nothing. */
export function describeNotes(contacts: JudgedContacts): string | undefined {
	const noted = notedRows(contacts);
	if (noted.length === 0) return undefined;
	const named = noted
		.slice(0, MOST_NAMED_ROWS)
		.map(({ row, phoneNumber, note }) => `row ${row}: ${phoneNumber} ${note}`);
	const more = noted.length > named.length ? `; and ${count(noted.length - named.length, 'more row')}` : '';
	return `${count(noted.length, 'number')} to check: ${named.join('; ')}${more}.`;
}

/** A calling day may come once a week only. */
const WEEK = 7 * DAY;

/** Builds the request and the words about it. Throws InputError when it should not be sent as it is. */
export function planCampaign(
	group: { items: number[]; contacts: JudgedContacts },
	settings: CampaignSettings,
	options: RunOptions,
	clock: RunClock,
): CampaignPlan {
	const { contacts, items } = group;
	const { window, schedule, reservedConcurrency, timeZone } = settings;
	const startsAt = schedule?.at ?? clock.now;
	const { callingDays, words } = estimateDuration({
		recipients: contacts.recipients.length,
		averageCallMinutes: options.averageCallMinutes,
		reservedConcurrency,
		window,
		zone: timeZone.zone,
		startsAt,
	});
	const callingWindow = describeCallingWindow(window, timeZone.zone, clock.now, schedule?.at);
	const calls = count(contacts.recipients.length, 'call');
	return {
		request: requestOf(settings, contacts.recipients),
		contacts,
		items,
		hours: describeHours(window, timeZone.zone),
		hoursOf: hoursTeller(window, timeZone.zone, { from: startsAt, to: startsAt + callingDays * WEEK }),
		callingWindow,
		callingDays,
		expectedDuration: words,
		summary: `${calls} will take ${words}: ${callingWindow}.${describeLeftOut(contacts)}`,
	};
}

/** Two campaigns with the same recipients in one run would call everyone twice. Rows are counted from 1. */
export function checkSameRecipients(groups: ReadonlyArray<Pick<CampaignPlan, 'contacts' | 'items'>>): void {
	if (groups.length < 2) return;
	const seen = new Map<string, number>();
	for (const { contacts, items } of groups) {
		if (contacts.recipients.length === 0) continue;
		const item = items[0]! + 1;
		const earlier = seen.get(contacts.numbersHashOfEveryone);
		if (earlier !== undefined) {
			throw new InputError(
				`Items ${earlier} and ${item} would make two campaigns with the same recipients`,
				'Everyone would be called twice. Set Recipients to From Input Items to make one campaign of all items, or remove the repeated item. Nothing was sent.',
			);
		}
		seen.set(contacts.numbersHashOfEveryone, item);
	}
}

/** Guards against a list that is larger than anyone meant, over all campaigns of the run. */
function tooManyPeople(plans: readonly CampaignPlan[], maximumPeople: number): InputError | undefined {
	const total = plans.reduce((sum, { request }) => sum + request.recipients.length, 0);
	if (total <= maximumPeople) return undefined;
	return new InputError(
		`${count(total, 'person', 'people')} would be called, more than Maximum People (${maximumPeople.toLocaleString('en-US')})`,
		'If you mean to call all of them, raise Maximum People under Limits. Nothing was sent.',
	);
}

/** Guards against a campaign that goes on for weeks, since no API stops it. */
function tooLong(plans: readonly CampaignPlan[], maximumCallingDays: number): InputError | undefined {
	const long = plans.find(({ callingDays }) => callingDays > maximumCallingDays);
	if (long === undefined) return undefined;
	const { recipients, reservedConcurrency } = long.request;
	return new InputError(
		`${count(recipients.length, 'call')} with ${count(reservedConcurrency, 'call')} at the same time would take ${long.expectedDuration}, more than Maximum Calling Days (${maximumCallingDays.toLocaleString('en-US')})`,
		"Hamsa's API cannot stop a campaign. Raise Calls at the Same Time or send fewer people; if you mean it, raise Maximum Calling Days under Limits. Nothing was sent.",
	);
}

/** Guards against a field whose values make a campaign of each row. */
function tooManyCampaigns(
	plans: readonly CampaignPlan[],
	{ maximumCampaigns }: RunOptions,
): InputError | undefined {
	if (plans.length <= maximumCampaigns) return undefined;
	const names = plans.slice(0, MOST_NAMED_CAMPAIGNS).map(({ request }) => quoteName(request.name));
	return new InputError(
		`${count(plans.length, 'campaign')} would be made, more than Maximum Campaigns (${maximumCampaigns.toLocaleString('en-US')})`,
		`The first are ${names.join(', ')}. Choose a field with fewer values in Split By or more People per Campaign, or raise Maximum Campaigns under Several Campaigns. Nothing was sent.`,
	);
}

/** The calls that all campaigns of a run make at the same time. */
const concurrencyOf = (plans: readonly CampaignPlan[]): number =>
	plans.reduce((sum, { request }) => sum + request.reservedConcurrency, 0);

function tooManyAtOnce(
	plans: readonly CampaignPlan[],
	{ maximumConcurrency = Infinity }: RunOptions,
): InputError | undefined {
	const calls = concurrencyOf(plans);
	if (calls <= maximumConcurrency) return undefined;
	return new InputError(
		`${count(plans.length, 'campaign')} with ${count(calls, 'call')} at the same time in all would be made, more than Maximum Calls at the Same Time (${maximumConcurrency.toLocaleString('en-US')})`,
		'Calls at the Same Time counts for each campaign: lower it, make fewer campaigns, or raise the limit under Limits. Nothing was sent.',
	);
}

/** The error of the limit that the campaigns of a run are above; undefined when they are within all. */
export const limitsError = (plans: readonly CampaignPlan[], options: RunOptions): InputError | undefined =>
	tooManyPeople(plans, options.maximumPeople) ??
	tooManyCampaigns(plans, options) ??
	tooManyAtOnce(plans, options) ??
	tooLong(plans, options.maximumCallingDays);

/** Campaigns that a message names at most. */
const MOST_NAMED_CAMPAIGNS = 5;

/** What several campaigns are, each in a line: name, people, hours and duration. */
export function describePlans(plans: readonly CampaignPlan[]): string {
	const lines = plans
		.slice(0, MOST_NAMED_CAMPAIGNS)
		.map(
			({ request, hours, expectedDuration }) =>
				`${quoteName(request.name)}: ${count(request.recipients.length, 'person', 'people')}, ${hours}, ${expectedDuration}`,
		);
	const more = plans.length - lines.length;
	const others = more > 0 ? `; and ${count(more, 'other campaign')}` : '';
	return `${lines.join('; ')}${others}. Together they make ${count(concurrencyOf(plans), 'call')} at the same time.`;
}

/** One campaign, checked and ready to be sent, with what a person should know about it. */
export interface CampaignPlan {
	request: CreateCampaignRequest;
	contacts: JudgedContacts;
	/** Indexes of the input items it is made from. */
	items: number[];
	/** The days and hours in which people are called, in words. */
	hours: string;
	/** The same on the clock of a number. */
	hoursOf(this: void, phoneNumber: string): string;
	/** The hours, with when the first calls are. */
	callingWindow: string;
	/** On how many calling days calls are made. */
	callingDays: number;
	/** How long the calls will take, in words. */
	expectedDuration: string;
	/** All of it in a sentence, once the campaign is there. */
	summary: string;
}
