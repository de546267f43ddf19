import { readCampaignName } from '../../../fields/readers';
import { readChoice, readId, readNumber, readSwitch } from '../../../fields/readers';
import { readCallingWindow, type CallingWindow } from '../../../time/callingWindow';
import type { ParameterReader } from '../../../expressions/parameters';
import { campaignField } from '../../../expressions/sameForAll';
import type { CampaignScope } from '../../../expressions/sameForAll';
import { readScheduledDate } from '../../../time/schedule';
import { readTimeZone, type TimeZoneChoice } from '../../../time/timeZone';
import { readFromNumber } from '../../../fields/fromNumber';
import type { RunClock } from '../../../time/clock';
import type { SkipOptions } from '../../../recipients/leaveOut/calledBefore';

/** Above so many recipients nothing is sent, unless Maximum Recipients says otherwise. */
export const MAXIMUM_RECIPIENTS = 1000;

/** The same where an AI model decides whom to call. */
export const MAXIMUM_RECIPIENTS_AS_TOOL = 5;

/** Everything about one campaign but its recipients, checked. */
export interface CampaignSettings {
	name: string;
	phoneNumber: string;
	voiceAgentId: string;
	sendType: 'NOW' | 'SCHEDULED';
	window: CallingWindow;
	timeZone: TimeZoneChoice;
	/** The instant of a SCHEDULED campaign: as sent (UTC) and in epoch milliseconds. */
	schedule?: { scheduledDate: string; at: number };
	reservedConcurrency: number;
}

/** The options of a run, the same for all its campaigns. */
export interface RunOptions {
	averageCallMinutes: number;
	digitsAreInternational: boolean;
	/** Hours in which equal content is the same campaign; 0 switches it off. */
	duplicateProtectionHours: number;
	keepDuplicates: boolean;
	maximumRecipients: number;
	output: 'campaign' | 'rows';
	previewOnly: boolean;
	/** Skip If Called Within; undefined when it is off. */
	skip?: SkipOptions;
	skipInvalidRecipients: boolean;
}

/** Reads and checks the fields of one campaign. Throws InputError at the first that cannot be used. */
export function readCampaignSettings(
	parameters: ParameterReader,
	scope: CampaignScope,
	clock: RunClock,
): CampaignSettings {
	const field = (path: string, label: string) => campaignField(parameters, scope, path, label);

	const name = readCampaignName(field('name', 'Campaign Name'));
	const phoneNumber = readFromNumber(field('phoneNumber.value', 'From Number'));
	const voiceAgentId = readId(field('voiceAgentId.value', 'Voice Agent'), 'Voice Agent');
	const sendType = readChoice(field('sendType', 'Send'), 'Send', ['NOW', 'SCHEDULED']);
	const callingDays = field('callingDays', 'Calling Days');
	const window = readCallingWindow({
		callingDays,
		days: callingDays === 'custom' ? field('days', 'Days') : undefined,
		startCallingTime: field('startCallingTime', 'Start Calling Time'),
		endCallingTime: field('endCallingTime', 'End Calling Time'),
	});
	const timeZone = readTimeZone(field('scheduledTimezone.value', 'Time Zone'), clock.workflowZone);
	const schedule =
		sendType === 'SCHEDULED'
			? readScheduledDate(
					field('scheduledDate', 'Scheduled Date'),
					timeZone.zone,
					clock.mayHaveSent === true ? -Infinity : clock.now,
				)
			: undefined;
	const reservedConcurrency = readNumber(
		field('reservedConcurrency', 'Reserved Concurrency'),
		'Reserved Concurrency',
		1,
		true,
	);
	return { name, phoneNumber, voiceAgentId, sendType, window, timeZone, schedule, reservedConcurrency };
}

/** Reads the options of the run; what is not set has its default. */
export function readRunOptions(
	parameters: ParameterReader,
	scope: CampaignScope,
	asTool: boolean,
): RunOptions {
	const option = (name: string, label: string, fallback: unknown) =>
		campaignField(parameters, scope, `options.${name}`, label) ?? fallback;
	const isOn = (name: string, label: string) => readSwitch(option(name, label, false), label);
	const number = (name: string, label: string, fallback: number, least: number, whole: boolean) =>
		readNumber(option(name, label, fallback), label, least, whole);
	const choice = <T extends string>(name: string, label: string, choices: readonly [T, ...T[]]) =>
		readChoice(option(name, label, choices[0]), label, choices);
	const skipDays = number('skipIfCalledWithinDays', 'Skip If Called Within', 0, 0, false);

	return {
		averageCallMinutes: number('averageCallMinutes', 'Average Call Minutes', 2, 0.1, false),
		digitsAreInternational: isOn('digitsWithoutPlusAreInternational', 'Digits Without + Are International'),
		duplicateProtectionHours: number('duplicateProtectionHours', 'Duplicate Protection', 12, 0, false),
		keepDuplicates: isOn('keepDuplicates', 'Keep Duplicates'),
		maximumRecipients: number(
			'maximumRecipients',
			'Maximum Recipients',
			asTool ? MAXIMUM_RECIPIENTS_AS_TOOL : MAXIMUM_RECIPIENTS,
			1,
			true,
		),
		output: choice('output', 'Output', ['campaign', 'rows']),
		previewOnly: isOn('previewOnly', 'Preview Only'),
		skip:
			skipDays === 0
				? undefined
				: {
						days: skipDays,
						onlyCompleted: choice('skipIfCallWas', 'Skip If Call Was', ['any', 'completed']) === 'completed',
						onlyThisAgent:
							choice('skipIfCalledBy', 'Skip If Called By', ['anyVoiceAgent', 'thisVoiceAgent']) ===
							'thisVoiceAgent',
					},
		skipInvalidRecipients: isOn('skipInvalidRecipients', 'Skip Invalid Recipients'),
	};
}
