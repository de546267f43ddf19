import type { INodeProperties } from 'n8n-workflow';
import type { OptionReader } from '../../fields/options';
import { readChoice, readNumber } from '../../fields/readers';
import { sameId } from '../../hamsa/ids';
import { DAY, HOUR, startOfDay } from '../../time/wallClock';
import type { EarlierCall, KnownCall } from './callHistory';

/** How often somebody may be called. */
export interface CallingLimit {
	calls: number;
	/** Days of the calendar, today among them. */
	days: number;
	/** Whether calls that failed or were not answered do not count. */
	onlyCompleted: boolean;
	/** Whether only calls and campaigns of the same voice agent count. */
	onlyThisAgent: boolean;
}

/** Calling Limits in the panel. */
export const callingLimits: INodeProperties = {
	displayName: 'Calling Limits',
	name: 'callingLimits',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Limit',
	default: {},
	description:
		'Leaves out recipients who were called as often in the last days, or wait in a campaign that has not ended, whoever called them: this workflow, another one or the Hamsa dashboard. Reads them from Hamsa; if that fails, nothing is sent.',
	options: [
		{
			displayName: 'Limit',
			name: 'limit',
			values: [
				{
					displayName: 'At Most (Calls)',
					name: 'calls',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: 1,
					description: 'Who was called as often already is left out',
				},
				{
					displayName: 'In (Days)',
					name: 'days',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: 7,
					description: "Days of the person's own calendar. 1 is today.",
				},
				{
					displayName: 'Counting',
					name: 'counting',
					type: 'options',
					options: [
						{
							name: 'Any Call',
							value: 'any',
							description: 'Calls that failed or were not answered count too',
						},
						{
							name: 'Completed Calls',
							value: 'completed',
							description: 'Calls that failed or were not answered do not count',
						},
					],
					default: 'any',
					description: 'Which calls count. People waiting in a campaign are always left out.',
				},
				{
					displayName: 'By',
					name: 'by',
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
					description: 'Whose calls count',
				},
			],
		},
	],
};

/** Reads Calling Limits. Throws InputError. */
export const readCallingLimits = (options: OptionReader): CallingLimit[] =>
	options.rows('callingLimits.limit', 'Calling Limits').map(({ calls, days, counting, by }) => ({
		calls: readNumber(calls ?? 1, 'At Most (Calls)', { least: 1, whole: true }),
		days: readNumber(days ?? 7, 'In (Days)', { least: 1, whole: true }),
		onlyCompleted: readChoice(counting ?? 'any', 'Counting', ['any', 'completed']) === 'completed',
		onlyThisAgent:
			readChoice(by ?? 'anyVoiceAgent', 'By', ['anyVoiceAgent', 'thisVoiceAgent']) === 'thisVoiceAgent',
	}));

/** How far back Hamsa has to be asked for all limits; a day of 25 hours is allowed for. */
export const reachOf = (limits: readonly CallingLimit[]): number =>
	Math.max(...limits.map(({ days }) => days)) * DAY + HOUR;

/** The campaign for which limits are asked. */
interface ForCampaign {
	voiceAgentId: string;
	/** Epoch milliseconds. */
	now: number;
}

const bySince = (one: KnownCall, other: KnownCall) => one.since - other.since;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Since when these calls were as many, each with its weight; Infinity when they are not. */
function reachedSince(
	calls: readonly KnownCall[],
	weigh: (call: KnownCall) => number,
	limit: number,
): number {
	let total = 0;
	for (const call of [...calls].sort(bySince)) {
		total += weigh(call);
		if (total >= limit) return call.since;
	}
	return Infinity;
}

/** How one limit is reached by what is known of a person; undefined when it is not. */
function reached(
	{ calls, days, onlyCompleted, onlyThisAgent }: CallingLimit,
	from: number,
	voiceAgentId: string,
	known: readonly KnownCall[],
): EarlierCall | undefined {
	const own = known.filter(
		({ agent }) => !onlyThisAgent || agent === undefined || sameId(agent, voiceAgentId),
	);
	const waiting = own.find(({ at }) => at === Infinity);
	const counted = own.filter(({ at, wasReached }) => at >= from && (wasReached || !onlyCompleted));
	const listed = counted.filter(({ campaign }) => campaign === undefined);
	const ofCampaigns = counted.filter(({ campaign }) => campaign !== undefined);
	// A campaign's calls are in the list too, as far as Hamsa has listed them by now: the larger of both counts.
	const weigh = ({ attempts }: KnownCall) => (onlyCompleted ? 1 : attempts);
	const since = Math.min(
		reachedSince(listed, () => 1, calls),
		reachedSince(ofCampaigns, weigh, calls),
	);
	if (waiting !== undefined) {
		return { calledAt: Infinity, campaign: waiting.campaign, since: Math.min(waiting.since, since) };
	}
	if (since === Infinity) return undefined;
	const latest = counted.reduce((one, other) => (other.at > one.at ? other : one));
	const amount = Math.max(listed.length, sum(ofCampaigns.map(weigh)));
	return { calledAt: latest.at, campaign: latest.campaign, since, limit: { amount, calls, days } };
}

/**
 * Judges for one campaign what is known of a person, by the calendar of a zone: how a limit is reached, the first of them that is, and since when any
 * is; undefined when none is.
 */
export function limitJudge(limits: readonly CallingLimit[], { voiceAgentId, now }: ForCampaign) {
	// A zone's clock is slow to ask, and people are many.
	const datedIn = new Map<string, Array<{ limit: CallingLimit; from: number }>>();
	const datesOf = (zone: string) => {
		const dated =
			datedIn.get(zone) ?? limits.map((limit) => ({ limit, from: startOfDay(zone, now, limit.days - 1) }));
		datedIn.set(zone, dated);
		return dated;
	};
	return (known: readonly KnownCall[], zone: string): EarlierCall | undefined => {
		const all = datesOf(zone).flatMap(({ limit, from }) => reached(limit, from, voiceAgentId, known) ?? []);
		const first = all.find(({ calledAt }) => calledAt === Infinity) ?? all[0];
		return first && { ...first, since: Math.min(...all.map(({ since }) => since)) };
	};
}
