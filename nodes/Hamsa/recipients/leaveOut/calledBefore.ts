import { createHash } from 'crypto';
import { numberDigits } from '../../phoneNumbers/digits';
import { ApiError, SendError } from '../../shared/errors';
import { nameText, quoteName } from '../../shared/text';
import { oneAtATime } from '../../sending/oneAtATime';
import { readCalledBefore, type Contact, type Contacts } from './callHistory';
import { requestOf } from '../../resources/campaign/create/request';
import { leaveOutCalled } from './takeOut';
import type { CampaignSender } from '../../resources/campaign/create/send';
import type { CampaignSettings, RunOptions } from '../../resources/campaign/create/settings';
import type { RunClock } from '../../time/clock';
import type { JudgedContacts } from '../types';
import { DAY, formatInstant, spanInWords } from '../../time/wallClock';
import { findOwn } from '../../resources/campaign/create/earlierCampaign';

/*
 * Skip If Called Within leaves out who was called or waits in a campaign. A campaign that was made of the very same rows
 * must not count: a second try would find everyone waiting in the campaign of the first, skip all of them, and tell of
 * nobody where a campaign exists. So the campaign of an earlier try is looked for first, by its content before skipping:
 * same agent and settings, only people of these rows, and everyone else of them skipped for a reason that was there
 * before it. If there is one, its people are "the others" again, and sending, which compares exactly those, finds it and
 * returns it.
 *
 * What is guaranteed:
 * - Retry On Fail, Retry and a webhook sent twice give the first try's campaign, as without skipping. If it cannot be told
 *   apart any more (Duplicate Protection is off, or the name holds the time), its people wait in it and are skipped:
 *   nothing is sent, and the reasons name it. Nobody is called twice either way.
 * - An attempt is noted under everyone, not under those left after skipping, because they can change from try to try.
 * - Runs with this option wait for each other within a process, from the look to the last campaign made. Two processes
 *   that look at the same instant, before either has created, can both call a person who is on both lists.
 */

/** One campaign to be: its rows and its settings. */
interface SkippableGroup {
	items: number[];
	contacts: JudgedContacts;
	settings: CampaignSettings;
}

/** Runs the work when no other run of this process that skips is at work on the same Hamsa project. */
export async function inTurn<T>({ connection }: CampaignSender, work: () => Promise<T>): Promise<T> {
	const { baseUrl, credential } = connection;
	// Hashed, so that the key is in one place less.
	const project = createHash('sha256')
		.update(`skip ${baseUrl} ${String(credential.apiKey)}`)
		.digest('hex');
	return await oneAtATime(project, work);
}

/** Nothing is sent when Hamsa cannot tell who was called. */
function notRead(error: unknown): unknown {
	if (!(error instanceof ApiError) || error instanceof SendError) return error;
	return SendError.refused(
		`Who was called already could not be read, so nothing was sent. ${error.message}`,
		`${error.action} To send without looking, remove Skip If Called Within under Options.`,
		error.status,
	);
}

/** Why somebody is skipped: when they were called, or which campaign they wait in. */
function describe({ calledAt, campaign }: Contact, zone: string, now: number): string {
	const by =
		campaign === undefined ? '' : `the campaign ${quoteName(campaign.name)} (${nameText(campaign.id)})`;
	if (calledAt === Infinity) return `Waits in ${by}, which has not ended`;
	const when = `Called ${spanInWords(now - calledAt)} ago (${formatInstant(calledAt, zone, now)} ${zone})`;
	return by === '' ? when : `${when} by ${by}`;
}

/** Who was called before, by the voice agents that count. Each agent is read once. */
function contactsReader(sender: CampaignSender, groups: readonly SkippableGroup[], skip: SkipOptions) {
	const numbers = new Set(
		groups.flatMap(({ contacts }) => contacts.recipients.map(({ phoneNumber }) => numberDigits(phoneNumber))),
	);
	const known = new Map<string | undefined, Contacts>();
	return async ({ voiceAgentId }: CampaignSettings): Promise<Contacts> => {
		const agent = skip.onlyThisAgent ? voiceAgentId : undefined;
		const rules = { withinMs: skip.days * DAY, onlyCompleted: skip.onlyCompleted, voiceAgentId: agent };
		const contacts = known.get(agent) ?? (await readCalledBefore(sender, numbers, rules, sender.signal));
		known.set(agent, contacts);
		return contacts;
	};
}

/** Skips in one group after the other: who is called by one is not called by a later one. */
async function skipInGroups<G extends SkippableGroup>(
	sender: CampaignSender,
	groups: readonly G[],
	options: RunOptions & { skip: SkipOptions },
	now: number,
): Promise<G[]> {
	const contactsOf = contactsReader(sender, groups, options.skip);
	const result: G[] = [];
	const taken = new Set<unknown>();
	/** Who is called by an earlier campaign of this run, and the item that campaign is made of. */
	const calledHere = new Map<string, number>();
	for (const group of groups) {
		const { contacts: judged, settings, items } = group;
		if (judged.recipients.length === 0) {
			result.push(group);
			continue;
		}
		const contacts = await contactsOf(settings);
		const draft = requestOf(settings, judged.recipients);
		const own = options.previewOnly ? undefined : await findOwn(sender, draft, judged, contacts, taken);
		if (own !== undefined) taken.add(own.id);
		const left = leaveOutCalled(judged, (number) => {
			if (own?.numbers.has(number) === true) return undefined;
			const item = calledHere.get(number);
			if (item !== undefined) return `Is called by the campaign of item ${item + 1} of this run`;
			const contact = contacts.get(number);
			if (contact !== undefined) return describe(contact, settings.timeZone.zone, now);
			return own === undefined ? undefined : 'Was skipped when the campaign was created';
		});
		for (const { phoneNumber } of left.recipients) calledHere.set(numberDigits(phoneNumber), items[0]!);
		result.push({ ...group, contacts: left });
	}
	return result;
}

/**
 * Leaves out who was called or waits in a campaign, in each group. Reads from Hamsa, sends nothing. Throws SendError or
 * InputError when Hamsa cannot tell, or has more to tell than is read. With Preview Only, people who wait in a campaign
 * of the same rows are skipped like all others.
 */
export async function skipCalled<G extends SkippableGroup>(
	sender: CampaignSender,
	groups: readonly G[],
	options: RunOptions & { skip: SkipOptions },
	{ now }: RunClock,
): Promise<G[]> {
	try {
		return await skipInGroups(sender, groups, options, now);
	} catch (error) {
		throw notRead(error);
	}
}

/** Who is left out because of earlier calls. */
export interface SkipOptions {
	/** Above 0. */
	days: number;
	/** Whether calls that failed or were not answered do not count. */
	onlyCompleted: boolean;
	/** Whether only calls and campaigns of the same voice agent count. */
	onlyThisAgent: boolean;
}
