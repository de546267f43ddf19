import type { INodeProperties } from 'n8n-workflow';
import type { OptionReader } from '../../fields/options';
import { numberDigits } from '../../phoneNumbers/digits';
import { ApiError, SendError } from '../../shared/errors';
import { nameText, quoteName } from '../../shared/text';
import { DAY, formatInstant, spanInWords } from '../../time/wallClock';
import { readCallHistory, type CallHistory, type EarlierCall } from './callHistory';
import type { CampaignDraft, LeaveOutRule, LeaveOutWorld, ReasonOf } from './types';

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

/** Which earlier calls are a reason. */
interface SkipOptions {
	/** Above 0. */
	days: number;
	/** Whether calls that failed or were not answered do not count. */
	onlyCompleted: boolean;
	/** Whether only calls and campaigns of the same voice agent count. */
	onlyThisAgent: boolean;
}

const showOnlyWithSkipping = { show: { skipIfCalledWithinDays: [{ _cnd: { gt: 0 } }] } };

const properties: INodeProperties[] = [
	{
		displayName: 'Skip If Call Was',
		name: 'skipIfCallWas',
		type: 'options',
		options: [
			{
				name: 'Any Call',
				value: 'any',
				description: 'Calls that failed or were not answered count too',
			},
			{
				name: 'Completed',
				value: 'completed',
				description: 'Calls that failed or were not answered do not count',
			},
		],
		default: 'any',
		description:
			'Which calls count for Skip If Called Within. People waiting in a campaign are always skipped.',
		displayOptions: showOnlyWithSkipping,
	},
	{
		displayName: 'Skip If Called By',
		name: 'skipIfCalledBy',
		type: 'options',
		options: [
			{
				name: 'Any Voice Agent',
				value: 'anyVoiceAgent',
				description: 'Calls and campaigns of the whole Hamsa project count',
			},
			{
				name: 'This Voice Agent',
				value: 'thisVoiceAgent',
				description: 'Only calls and campaigns of the voice agent chosen above count',
			},
		],
		default: 'anyVoiceAgent',
		description: 'Whose calls count for Skip If Called Within',
		displayOptions: showOnlyWithSkipping,
	},
	{
		displayName: 'Skip If Called Within (Days)',
		name: 'skipIfCalledWithinDays',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 7,
		description:
			'Leaves out recipients who were called in the last days or wait in a campaign that has not ended, whoever called them: this workflow, another one or the Hamsa dashboard. Reads them from Hamsa; if that fails, nothing is sent. 0 switches it off.',
	},
];

function readSkipOptions(options: OptionReader): SkipOptions | undefined {
	const days = options.number('skipIfCalledWithinDays', 'Skip If Called Within', 0, { least: 0 });
	if (days === 0) return undefined;
	const which = options.choice('skipIfCallWas', 'Skip If Call Was', ['any', 'completed']);
	const by = options.choice('skipIfCalledBy', 'Skip If Called By', ['anyVoiceAgent', 'thisVoiceAgent']);
	return { days, onlyCompleted: which === 'completed', onlyThisAgent: by === 'thisVoiceAgent' };
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

/** When somebody was called, or which campaign they wait in. */
function describeCall({ calledAt, campaign }: EarlierCall, zone: string, now: number): string {
	const by =
		campaign === undefined ? '' : `the campaign ${quoteName(campaign.name)} (${nameText(campaign.id)})`;
	if (calledAt === Infinity) return `Waits in ${by}, which has not ended`;
	const when = `Called ${spanInWords(now - calledAt)} ago (${formatInstant(calledAt, zone, now)} ${zone})`;
	return by === '' ? when : `${when} by ${by}`;
}

const digitsOf = ({ contacts }: CampaignDraft) =>
	contacts.recipients.map(({ phoneNumber }) => numberDigits(phoneNumber));

/** Reads who was called by the voice agents that count. Each agent is read once. */
function historyReader<Draft extends CampaignDraft>(
	{ openSender }: LeaveOutWorld<Draft>,
	drafts: readonly Draft[],
	{ days, onlyCompleted, onlyThisAgent }: SkipOptions,
) {
	const numbers = new Set(drafts.flatMap(digitsOf));
	const known = new Map<string | undefined, CallHistory>();
	return async ({ voiceAgentId }: NonNullable<Draft['settings']>): Promise<CallHistory> => {
		const agent = onlyThisAgent ? voiceAgentId : undefined;
		const before = known.get(agent);
		if (before !== undefined) return before;
		const sender = await openSender();
		const rules = { withinMs: days * DAY, onlyCompleted, voiceAgentId: agent };
		const history = await readCallHistory(sender, numbers, rules, sender.signal);
		known.set(agent, history);
		return history;
	};
}

/** The rule with its options: one campaign after the other, and who is called by one is not called by a later one. */
const reasonsWith =
	(skip: SkipOptions) =>
	<Draft extends CampaignDraft>(drafts: readonly Draft[], world: LeaveOutWorld<Draft>) => {
		const historyOf = historyReader(world, drafts, skip);
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
 * Leaves out who was called or waits in a campaign (Skip If Called Within). Reads from Hamsa, sends nothing. Throws
 * SendError or InputError when Hamsa cannot tell, or has more to tell than is read.
 */
export const calledBefore: LeaveOutRule = {
	properties,
	read: (options) => {
		const skip = readSkipOptions(options);
		return skip && { verdict: 'skipped', asksHamsa: true, reasons: reasonsWith(skip) };
	},
};
