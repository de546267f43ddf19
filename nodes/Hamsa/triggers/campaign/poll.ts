import type { IDataObject } from 'n8n-workflow';
import { DAY } from '../../time/wallClock';
import { campaignById } from '../../hamsa/campaigns';
import { sameId } from '../../hamsa/ids';
import { recipientsOf } from '../../hamsa/recipients';
import { asApiError, type ApiError } from '../../shared/errors';
import { readFrom, type Reader } from '../../hamsa/http/reading';
import { hasEnded, statusOf } from '../../hamsa/statuses';
import { readCallDetails } from './callDetails';
import { compareCampaigns, eventsOf, type Watch } from './campaignChanges';
import { campaignItem, recipientItem } from './items';
import { dueCampaigns, nextReading } from './due';
import { assertChosenExist, completeListing, listCampaigns, projectOf, scopeOf, watchOf } from './listing';
import { compareRecipients, latestActivity } from './recipientChanges';
import type { TriggerSettings } from './settings';
import { LONGEST_CALL, type KnownCampaign, type TriggerState } from './state';

/** All that one poll needs of the world around it. */
interface PollRun {
	reader: Reader;
	settings: TriggerSettings;
	/** What the last poll left, undefined at the first activation. */
	state: TriggerState | undefined;
	/** Whether there is time for one more request. */
	hasTime(): boolean;
}

interface PollResult {
	items: IDataObject[];
	state: TriggerState;
	/** Why not all that was due could be read. What was read is told all the same; the rest is due again. */
	failure?: ApiError;
}

/** Recipients told in one poll; with details of their calls, each of which costs a request, fewer. */
const MOST_RECIPIENTS_TOLD = 10_000;
const MOST_CALLS_READ = 1_000;
const CALLS_AT_ONCE = 5;

/** Recipients' times and their campaign's may differ by this much although they belong together. */
const SAME_MOMENT = 1_000;

/** What is known before the first poll, and when another choice of campaigns starts anew. */
function startingState(run: PollRun, scope: string, now: number): TriggerState {
	const days = run.state === undefined ? run.settings.lookBackDays : 0;
	return { scope, baseline: now - days * DAY, campaigns: {} };
}

/** Whether the key belongs to another project than the campaigns that are known. */
const isOtherProject = (project: string | undefined, before: string | undefined) =>
	project !== undefined && before !== undefined && !sameId(project, before);

/** One poll. Throws ApiError when not even the list of campaigns could be read; then the state stays as it is. */
export async function pollOnce(run: PollRun): Promise<PollResult> {
	const { reader, settings } = run;
	const listed = await listCampaigns(reader, settings);
	const { now } = listed;
	const scope = scopeOf(reader, settings);
	const project = await projectOf(reader, listed, run.state);
	const isFirstPoll = run.state?.scope !== scope || isOtherProject(project, run.state.project);
	if (isFirstPoll && listed.campaigns.length === 0) await assertChosenExist(reader, settings);
	const before = isFirstPoll ? startingState(run, scope, now) : run.state!;
	const known = { ...before.campaigns };
	const completed = await completeListing(reader, settings, listed, known, run.hasTime);
	const { listing } = completed;
	const watch = watchOf(settings);
	const { events, campaigns, baseline } = compareCampaigns(
		{ ...before, campaigns: known },
		listing,
		watch,
		isFirstPoll,
	);
	const poll: OpenPoll = {
		run,
		watch,
		now,
		items: events.map(campaignItem),
		campaigns,
		recipientsSince: watch.recipients
			? (before.recipientsSince ?? (isFirstPoll ? before.baseline : now))
			: undefined,
		room: settings.callDetails ? MOST_CALLS_READ : MOST_RECIPIENTS_TOLD,
	};
	// Nothing is newer than the very moment at which a trigger starts.
	if (baseline < now || !isFirstPoll) await readDueCampaigns(poll, listing.campaigns);
	const { items, failure = completed.failure, recipientsSince } = poll;
	return {
		items,
		state: { scope, project: project ?? before.project, baseline, recipientsSince, campaigns },
		failure,
	};
}

/** A poll under way. */
interface OpenPoll {
	run: PollRun;
	watch: Watch;
	now: number;
	items: IDataObject[];
	campaigns: Record<string, KnownCampaign>;
	recipientsSince?: number;
	/** How many recipients may still be told. */
	room: number;
	failure?: ApiError;
}

/** Reads the recipients of the campaigns that are due, one after the other, until the time is up or one fails. */
async function readDueCampaigns(poll: OpenPoll, listed: readonly IDataObject[]): Promise<void> {
	const { run, watch, now, campaigns } = poll;
	const due = dueCampaigns(listed.filter(watch.matches), campaigns, now).filter(
		({ id }) => watch.recipients || campaigns[String(id)]!.mayHaveRunAgainSince !== undefined,
	);
	for (const campaign of due) {
		if (!run.hasTime() || poll.room === 0 || poll.failure !== undefined) return;
		const id = String(campaign.id);
		try {
			const { data } = await readFrom<IDataObject>(run.reader, campaignById(id));
			await tellRecipients(poll, campaign, data);
		} catch (error) {
			const failure = asApiError(error);
			const known: KnownCampaign = { ...campaigns[id]!, nextReading: nextReading(campaign, now, true) };
			// Deleted since it was listed.
			if (failure.status === 404) delete known.needsReading;
			else poll.failure = failure;
			campaigns[id] = known;
		}
	}
}

/**
 * Puts out what the recipients of one campaign show. `campaign` is the campaign as it was listed, `read` as it was read a
 * moment later, with its recipients: it has ended for them only when both say so, since it may have been retried between.
 */
async function tellRecipients(poll: OpenPoll, campaign: IDataObject, read: IDataObject): Promise<void> {
	const recipients = recipientsOf(read);
	const { watch, now, campaigns, items } = poll;
	const id = String(campaign.id);
	const known = campaigns[id]!;
	const ended = hasEnded(known) && (statusOf(read) === '' || hasEnded(read));
	const since = known.mayHaveRunAgainSince;
	if (since !== undefined && latestActivity(recipients) > since + SAME_MOMENT) {
		items.push(...eventsOf(campaign, '', watch).map(campaignItem));
	}
	const after: KnownCampaign = { ...known, nextReading: nextReading(campaign, now) };
	delete after.mayHaveRunAgainSince;
	delete after.needsReading;
	campaigns[id] = after;
	if (!watch.recipients) return;

	const untold = Math.max(known.ignoreUpTo, poll.recipientsSince ?? 0);
	const changes = compareRecipients(known, recipients, ended, untold);
	items.push(...changes.reopened.map((recipient) => recipientItem('recipientReopened', campaign, recipient)));
	if (changes.reopened.length > 0 || hasEnded(known)) delete after.reopenedFrom;
	const told = await tellFinished(poll, campaign, changes.finished.slice(0, poll.room));
	poll.room -= told;
	after.recipients = changes.markAfter(told);
	delete after.calling;
	if (changes.calling && (!hasEnded(known) || now - known.changedAt < LONGEST_CALL)) after.calling = true;
	const isStale = hasEnded(known) !== ended;
	if (told < changes.finished.length || after.reopenedFrom !== undefined || isStale)
		after.needsReading = true;
}

/** Puts out one item for each recipient, and returns how many: fewer when the details of a call cannot be read now. */
async function tellFinished(
	poll: OpenPoll,
	campaign: IDataObject,
	recipients: readonly IDataObject[],
): Promise<number> {
	const { run, items } = poll;
	const tell = (recipient: IDataObject, details?: IDataObject) =>
		items.push(recipientItem('recipientFinished', campaign, recipient, details));
	if (!run.settings.callDetails) {
		for (const recipient of recipients) tell(recipient);
		return recipients.length;
	}
	for (let told = 0; told < recipients.length;) {
		if (!run.hasTime()) return told;
		const group = recipients.slice(told, told + CALLS_AT_ONCE);
		const answers = await Promise.allSettled(
			group.map((each) => readCallDetails(run.reader, each.jobId, run.settings.optOutField)),
		);
		for (const [index, answer] of answers.entries()) {
			if (answer.status === 'rejected') {
				poll.failure = asApiError(answer.reason);
				return told;
			}
			tell(group[index]!, answer.value);
			told++;
		}
	}
	return recipients.length;
}
