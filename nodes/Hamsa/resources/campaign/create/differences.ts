import type { IDataObject } from 'n8n-workflow';
import { recipientsOf } from '../../../hamsa/recipients';
import { numberDigits } from '../../../phoneNumbers/digits';
import type { Recipient } from '../../../recipients/types';
import { count, quoteValue } from '../../../shared/text';
import type { CreateCampaignRequest } from './request';

/** People that a difference names at most before it only counts them. */
const MOST_NAMED = 3;

/** "+966501234567, +966501234568 and 12 more". */
function name(phoneNumbers: readonly string[]): string {
	const named = phoneNumbers.slice(0, MOST_NAMED).join(', ');
	const more = phoneNumbers.length - MOST_NAMED;
	return more > 0 ? `${named} and ${more.toLocaleString('en-US')} more` : named;
}

const isShown = (value: unknown) => value !== undefined && value !== null;

/** Sorted, upper case: days in any order are the same. */
const daysOf = (days: unknown) =>
	Array.isArray(days)
		? days
				.map((day) => String(day).toUpperCase())
				.sort()
				.join(', ')
		: String(days);

/** One setting in the form in which it is compared and shown, of what was sent and of what Hamsa shows. */
interface Setting {
	label: string;
	sent: unknown;
	stored: unknown;
}

/** `2025-12-01T09:00:00Z` and `2025-12-01T09:00:00.000Z` are one instant. */
const instantOf = (date: unknown) => {
	const time = Date.parse(String(date));
	return Number.isNaN(time) ? date : new Date(time).toISOString();
};

function settingsOf(request: CreateCampaignRequest, campaign: IDataObject): Setting[] {
	const { timeRange, scheduledDate } = request;
	const range = (campaign.timeRange ?? {}) as IDataObject;
	const time = (value: unknown) => (isShown(value) ? String(value).slice(0, 5) : value);
	return [
		{ label: 'Campaign Name', sent: request.name, stored: campaign.name },
		{ label: 'Send', sent: request.sendType, stored: campaign.sendType },
		{
			label: 'Days',
			sent: daysOf(timeRange.days),
			stored: isShown(range.days) ? daysOf(range.days) : undefined,
		},
		{
			label: 'Start Calling Time',
			sent: timeRange.startCallingTime,
			stored: time(range.startCallingTime),
		},
		{ label: 'End Calling Time', sent: timeRange.endCallingTime, stored: time(range.endCallingTime) },
		{ label: 'Time Zone', sent: request.scheduledTimezone, stored: campaign.scheduledTimezone },
		{
			label: 'Scheduled Date',
			sent: scheduledDate === undefined ? undefined : instantOf(scheduledDate),
			stored: isShown(campaign.scheduledDate) ? instantOf(campaign.scheduledDate) : undefined,
		},
		{
			label: 'Reserved Concurrency',
			sent: request.reservedConcurrency,
			stored: campaign.reservedConcurrency,
		},
	];
}

/** Settings that Hamsa shows otherwise than they were sent. What it does not show, or was not sent, is no difference. */
const differentSettings = (request: CreateCampaignRequest, campaign: IDataObject): string[] =>
	settingsOf(request, campaign)
		.filter(({ sent, stored }) => isShown(sent) && isShown(stored) && sent !== stored)
		.map(
			({ label, sent, stored }) => `${label}: ${quoteValue(sent)} was sent, ${quoteValue(stored)} is stored`,
		);

/** JSON in which the order of names says nothing, and names without a value are not there. */
function plainJson(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
			: part,
	);
}

/** Stored recipients by the digits of their numbers; one that is there twice has two entries. */
function byNumber(recipients: readonly IDataObject[]): Map<string, IDataObject[]> {
	const found = new Map<string, IDataObject[]>();
	for (const recipient of recipients) {
		const digits = numberDigits(recipient.phoneNumber);
		const others = found.get(digits);
		if (others === undefined) found.set(digits, [recipient]);
		else others.push(recipient);
	}
	return found;
}

const variablesOf = (recipient: Recipient | IDataObject) => plainJson(recipient.dynamicVariables ?? {});

/** What is different about people: who is missing, who came along, whose name or variables are others. */
function differentPeople(sent: readonly Recipient[], stored: readonly IDataObject[]): string[] {
	const left = byNumber(stored);
	const missing: string[] = [];
	const otherNames: string[] = [];
	const otherVariables: string[] = [];
	for (const recipient of sent) {
		const { phoneNumber, name: sentName = '' } = recipient;
		const candidates = left.get(numberDigits(phoneNumber)) ?? [];
		const variables = variablesOf(recipient);
		const hasName = (candidate: IDataObject) => String(candidate.name ?? '').trim() === sentName;
		const isSame = (candidate: IDataObject) => hasName(candidate) && variablesOf(candidate) === variables;
		// Of a number that was sent twice, each record is compared with its own where it is there.
		const [candidate] = candidates.splice(Math.max(candidates.findIndex(isSame), 0), 1);
		if (candidate === undefined) {
			missing.push(phoneNumber);
			continue;
		}
		if (!hasName(candidate)) otherNames.push(phoneNumber);
		if (variablesOf(candidate) !== variables) otherVariables.push(phoneNumber);
	}
	const added = [...left.values()].flat().map(({ phoneNumber }) => String(phoneNumber));
	const tell = (people: readonly string[], words: string) =>
		people.length === 0 ? [] : [`${count(people.length, 'recipient')} ${words}: ${name(people)}`];
	return [
		...tell(missing, missing.length === 1 ? 'is not stored' : 'are not stored'),
		...tell(added, added.length === 1 ? 'was not sent but is stored' : 'were not sent but are stored'),
		...tell(otherNames, otherNames.length === 1 ? 'has another name' : 'have other names'),
		...tell(
			otherVariables,
			otherVariables.length === 1 ? 'has other dynamic variables' : 'have other dynamic variables',
		),
	];
}

/**
 * What Hamsa stored otherwise than it was sent, in words, one difference each; none when all agrees. `campaign` is as "get
 * campaign" shows it, or as the list does, which shows how many recipients there are but not who.
 */
export function differencesOf(request: CreateCampaignRequest, campaign: IDataObject): string[] {
	const settings = differentSettings(request, campaign);
	if (campaign.recipients !== undefined) {
		return [...settings, ...differentPeople(request.recipients, recipientsOf(campaign))];
	}
	const stored = campaign.recipientsCount ?? campaign.totalRecipients;
	const sent = request.recipients.length;
	return isShown(stored) && stored !== sent
		? [...settings, `${count(sent, 'recipient was', 'recipients were')} sent, ${String(stored)} are stored`]
		: settings;
}
