import { InputError } from '../../../shared/errors';
import { count } from '../../../shared/text';
import { describeCallingWindow } from '../../../time/callingWindow';
import { estimateDuration } from '../../../time/duration';
import type { CampaignSettings, RunOptions } from './settings';
import type { RunClock } from '../../../time/clock';
import type { JudgedContacts } from '../../../recipients/types';
import { notedRows } from '../../../recipients/leaveOut/takeOut';
import { type CreateCampaignRequest, requestOf } from './request';
import { checkInheritedZone } from '../../../time/inheritedZone';

/** " 3 duplicates left out, 2 rows rejected, 5 recipients skipped." or nothing. */
function describeLeftOut({ duplicatesRemoved, rejectedCount, skippedCount }: JudgedContacts): string {
	const parts = [
		duplicatesRemoved > 0 ? `${count(duplicatesRemoved, 'duplicate')} left out` : '',
		rejectedCount > 0 ? `${count(rejectedCount, 'row')} rejected` : '',
		skippedCount > 0 ? `${count(skippedCount, 'recipient')} skipped` : '',
	].filter((part) => part !== '');
	return parts.length === 0 ? '' : ` ${parts.join(', ')}.`;
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

/** Guards against a list that is larger than anyone meant: the option Maximum Recipients, over all campaigns of the run. */
export function checkMaximumRecipients(plans: readonly CampaignPlan[], maximumRecipients: number): void {
	const total = plans.reduce((sum, { request }) => sum + request.recipients.length, 0);
	if (total <= maximumRecipients) return;
	throw new InputError(
		`${count(total, 'recipient')} would be called, more than Maximum Recipients (${maximumRecipients.toLocaleString('en-US')})`,
		'If you mean to call all of them, raise Maximum Recipients under Options. Nothing was sent.',
	);
}

/** One campaign, checked and ready to be sent, with what a person should know about it. */
export interface CampaignPlan {
	request: CreateCampaignRequest;
	contacts: JudgedContacts;
	/** Indexes of the input items it is made from. */
	items: number[];
	/** When people are called, in words. */
	callingWindow: string;
	/** How long the calls will take, in words. */
	expectedDuration: string;
}
