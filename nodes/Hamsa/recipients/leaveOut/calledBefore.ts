import { numberDigits } from '../../phoneNumbers/digits';
import { ApiError, SendError } from '../../shared/errors';
import { count, nameText, quoteName } from '../../shared/text';
import { placeAt, placeOf } from '../../time/local/numberZones';
import { formatInstant, spanInWords } from '../../time/wallClock';
import { readCallHistory, type CallHistory, type EarlierCall, type KnownCalls } from './callHistory';
import { callingLimits, limitJudge, reachOf, readCallingLimits, type CallingLimit } from './limits';
import type { CampaignDraft, LeaveOutRule, LeaveOutWorld, ReasonOf } from './types';

/*
 * Calling Limits leave out who was called often enough or waits in a campaign. A campaign that was made of the very same rows
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

/** Nothing is sent when Hamsa cannot tell who was called. */
function notRead(error: unknown): unknown {
	if (!(error instanceof ApiError) || error instanceof SendError) return error;
	return SendError.refused(
		`Who was called already could not be read, so nothing was sent. ${error.message}`,
		`${error.action} To send without looking, remove Calling Limits.`,
		error.status,
	);
}

/** When somebody was called and how often, or which campaign they wait in. */
function describeCall({ calledAt, campaign, limit }: EarlierCall, zone: string, now: number): string {
	const by =
		campaign === undefined ? '' : `the campaign ${quoteName(campaign.name)} (${nameText(campaign.id)})`;
	if (calledAt === Infinity) return `Waits in ${by}, which has not ended`;
	const ago = `${spanInWords(now - calledAt)} ago (${formatInstant(calledAt, zone, now)} ${zone})`;
	const when =
		limit === undefined || limit.calls === 1
			? `Called ${ago}`
			: `Called ${limit.amount.toLocaleString('en-US')} times in ${count(limit.days, 'day')}, the last time ${ago}`;
	return by === '' ? when : `${when} by ${by}`;
}

const digitsOf = ({ contacts }: CampaignDraft) =>
	contacts.recipients.map(({ phoneNumber }) => numberDigits(phoneNumber));

/** The zone by whose calendar a person lives; undefined where the number may be in several. */
function ownZone(digits: string): string | undefined {
	const { zones } = placeAt(placeOf(`+${digits}`));
	return zones.length === 1 ? zones[0] : undefined;
}

/** Who has been called often enough for one campaign. Each voice agent whose calls count is read once. */
function historyReader<Draft extends CampaignDraft>(
	{ openSender, now }: LeaveOutWorld<Draft>,
	drafts: readonly Draft[],
	limits: readonly CallingLimit[],
) {
	const numbers = new Set(drafts.flatMap(digitsOf));
	const read = new Map<string | undefined, KnownCalls>();
	const onlyTheirs = limits.every(({ onlyThisAgent }) => onlyThisAgent);
	const knownOf = async (voiceAgentId: string | undefined): Promise<KnownCalls> => {
		const before = read.get(voiceAgentId);
		if (before !== undefined) return before;
		const sender = await openSender();
		const rules = { withinMs: reachOf(limits), voiceAgentId };
		const known = await readCallHistory(sender, numbers, rules, sender.signal);
		read.set(voiceAgentId, known);
		return known;
	};
	return async ({
		voiceAgentId,
		timeZone: { zone },
	}: NonNullable<Draft['settings']>): Promise<CallHistory> => {
		const history = new Map<string, EarlierCall>();
		const judge = limitJudge(limits, { voiceAgentId, now });
		for (const [digits, known] of await knownOf(onlyTheirs ? voiceAgentId : undefined)) {
			const call = judge(known, ownZone(digits) ?? zone);
			if (call !== undefined) history.set(digits, call);
		}
		return history;
	};
}

/** The rule with its options: one campaign after the other, and who is called by one is not called by a later one. */
const reasonsWith =
	(limits: readonly CallingLimit[]) =>
	<Draft extends CampaignDraft>(drafts: readonly Draft[], world: LeaveOutWorld<Draft>) => {
		const historyOf = historyReader(world, drafts, limits);
		/** Who is called by a campaign of this run, and the first item of which that is made. */
		const calledHere = new Map<string, number>();
		return async (draft: Draft): Promise<ReasonOf | undefined> => {
			if (draft.contacts.recipients.length === 0) return undefined;
			const { items } = draft;
			const settings = draft.settings!;
			const own = items[0]!;
			try {
				const history = await historyOf(settings);
				const earlier = await world.findEarlierCampaign(draft, history);
				const reasonOf = (digits: string): string | undefined => {
					if (earlier?.numbers.has(digits) === true) return undefined;
					const item = calledHere.get(digits);
					if (item !== undefined && item !== own) {
						return `Is called by the campaign of item ${item + 1} of this run`;
					}
					const call = history.get(digits);
					if (call !== undefined) return describeCall(call, settings.timeZone.zone, world.now);
					return earlier === undefined ? undefined : 'Was skipped when the campaign was created';
				};
				return ({ phoneNumber }) => {
					const digits = numberDigits(phoneNumber);
					const reason = reasonOf(digits);
					if (reason === undefined) calledHere.set(digits, own);
					return reason;
				};
			} catch (error) {
				throw notRead(error);
			}
		};
	};

/**
 * Leaves out who was called as often as Calling Limits allow, or waits in a campaign. Reads from Hamsa, sends nothing. Throws
 * SendError or InputError when Hamsa cannot tell, or has more to tell than is read.
 */
export const calledBefore: LeaveOutRule = {
	properties: [callingLimits],
	read: (options) => {
		const limits = readCallingLimits(options);
		return limits.length === 0
			? undefined
			: { verdict: 'skipped', asksHamsa: true, reasons: reasonsWith(limits) };
	},
};
