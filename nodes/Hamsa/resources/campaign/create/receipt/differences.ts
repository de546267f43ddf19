import type { IDataObject } from 'n8n-workflow';
import { recipientsOf } from '../../../../hamsa/recipients';
import { numberDigits } from '../../../../phoneNumbers/digits';
import type { Recipient } from '../../../../recipients/types';
import { count, foreignText, quoteValue } from '../../../../shared/text';
import { isObject } from '../../../../shared/values';
import type { CreateCampaignRequest } from '../request';

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
			label: 'Calling Hours From',
			sent: timeRange.startCallingTime,
			stored: time(range.startCallingTime),
		},
		{ label: 'Calling Hours To', sent: timeRange.endCallingTime, stored: time(range.endCallingTime) },
		{ label: 'Time Zone', sent: request.scheduledTimezone, stored: campaign.scheduledTimezone },
		{
			label: 'Start Date',
			sent: scheduledDate === undefined ? undefined : instantOf(scheduledDate),
			stored: isShown(campaign.scheduledDate) ? instantOf(campaign.scheduledDate) : undefined,
		},
		{
			label: 'Calls at the Same Time',
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

/**
 * JSON in which the order of names says nothing, names without a value are not there, and a number or yes/no is its text:
 * the voice agent reads it alike.
 */
function plainJson(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) => {
		if (typeof part === 'number' || typeof part === 'boolean') return String(part);
		return isObject(part)
			? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
			: part;
	});
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

const NO_VARIABLES = {};

const variablesOf = (recipient: Recipient | IDataObject) => recipient.dynamicVariables ?? NO_VARIABLES;

function hasVariables(recipient: Recipient | IDataObject): boolean {
	const variables = variablesOf(recipient);
	return !isObject(variables) || Object.keys(variables).length > 0;
}

/** Most people have none, or the same in the same order: JSON as it comes is made much faster. */
function sameVariables(sent: Recipient, stored: IDataObject): boolean {
	const [one, other] = [variablesOf(sent), variablesOf(stored)];
	if (!hasVariables(sent) && !hasVariables(stored)) return true;
	return JSON.stringify(one) === JSON.stringify(other) || plainJson(one) === plainJson(other);
}

const sameName = ({ name: sent = '' }: Recipient, stored: IDataObject) =>
	String(stored.name ?? '').trim() === sent;

/** The stored record of a recipient, taken out of those with the same number; of several, the one that is the same. */
function takeOut(sent: Recipient, alike: IDataObject[]): IDataObject | undefined {
	if (alike.length < 2) return alike.pop();
	const same = alike.findIndex((stored) => sameName(sent, stored) && sameVariables(sent, stored));
	return alike.splice(Math.max(same, 0), 1)[0];
}

/** What is different about people: who is missing, who came along, whose name or variables are others. */
function differentPeople(sent: readonly Recipient[], stored: readonly IDataObject[]): string[] {
	const left = byNumber(stored);
	const missing: string[] = [];
	const otherNames: string[] = [];
	const withoutVariables: string[] = [];
	const otherVariables: string[] = [];
	for (const recipient of sent) {
		const { phoneNumber } = recipient;
		const record = takeOut(recipient, left.get(numberDigits(phoneNumber)) ?? []);
		if (record === undefined) {
			missing.push(phoneNumber);
			continue;
		}
		if (!sameName(recipient, record)) otherNames.push(phoneNumber);
		if (!sameVariables(recipient, record)) {
			(hasVariables(record) ? otherVariables : withoutVariables).push(phoneNumber);
		}
	}
	const added = [...left.values()].flat().map(({ phoneNumber }) => foreignText(phoneNumber));
	const tell = (people: readonly string[], words: string) =>
		people.length === 0 ? [] : [`${count(people.length, 'recipient')} ${words}: ${name(people)}`];
	return [
		...tell(missing, missing.length === 1 ? 'is not stored' : 'are not stored'),
		...tell(added, added.length === 1 ? 'was not sent but is stored' : 'were not sent but are stored'),
		...tell(otherNames, otherNames.length === 1 ? 'has another name' : 'have other names'),
		...tell(
			withoutVariables,
			withoutVariables.length === 1
				? 'is stored without dynamic variables'
				: 'are stored without dynamic variables',
		),
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
	if (isShown(campaign.recipients)) {
		return [...settings, ...differentPeople(request.recipients, recipientsOf(campaign))];
	}
	const stored = campaign.recipientsCount ?? campaign.totalRecipients;
	const sent = request.recipients.length;
	return isShown(stored) && stored !== sent
		? [
				...settings,
				`${count(sent, 'recipient was', 'recipients were')} sent, ${foreignText(stored)} are stored`,
			]
		: settings;
}
