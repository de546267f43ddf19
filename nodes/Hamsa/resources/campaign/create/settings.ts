import { optionReader } from '../../../fields/options';
import { readCampaignName, readChoice, readId, readNumber } from '../../../fields/readers';
import { readLeaveOutRules } from '../../../recipients/leaveOut';
import type { ActiveRule } from '../../../recipients/leaveOut/types';
import { readCallingWindow, type CallingWindow } from '../../../time/callingWindow';
import type { ParameterReader } from '../../../expressions/parameters';
import { campaignField, type CampaignScope } from '../../../expressions/sameForAll';
import { readScheduledDate } from '../../../time/schedule';
import { readTimeZone, type TimeZoneChoice } from '../../../time/timeZone';
import { readFromNumber } from '../../../fields/fromNumber';
import type { RunClock } from '../../../time/clock';

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
	/** Whether the number before an extension is called. */
	callMainNumber: boolean;
	/** Whether premium-rate and shared-cost numbers are called. */
	callPremium: boolean;
	/** Whether what Hamsa stored is read back and compared. */
	checkStored: boolean;
	digitsAreInternational: boolean;
	/** Hours in which equal content is the same campaign; 0 switches it off. */
	duplicateProtectionHours: number;
	/** The rules of who is not called, as far as they are switched on. */
	leaveOut: readonly ActiveRule[];
	maximumRecipients: number;
	output: 'campaign' | 'rows';
	previewOnly: boolean;
	/** Whether numbers are called that are possible but not valid. */
	sendDoubtful: boolean;
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
		{ least: 1, whole: true },
	);
	return { name, phoneNumber, voiceAgentId, sendType, window, timeZone, schedule, reservedConcurrency };
}

/** Reads the options of the run; what is not set has its default. Throws InputError. */
export function readRunOptions(
	parameters: ParameterReader,
	scope: CampaignScope,
	asTool: boolean,
): RunOptions {
	const options = optionReader((name, label) => campaignField(parameters, scope, `options.${name}`, label));
	return {
		averageCallMinutes: options.number('averageCallMinutes', 'Average Call Minutes', 2, { least: 0.1 }),
		callMainNumber:
			options.choice('extensions', 'Extensions', ['reject', 'callMainNumber']) === 'callMainNumber',
		callPremium: options.isOn('callPremiumNumbers', 'Call Premium Numbers'),
		checkStored: options.isOn('checkStored', 'Check What Hamsa Stored', true),
		digitsAreInternational: options.isOn(
			'digitsWithoutPlusAreInternational',
			'Digits Without + Are International',
		),
		duplicateProtectionHours: options.number('duplicateProtectionHours', 'Duplicate Protection', 12, {
			least: 0,
		}),
		leaveOut: readLeaveOutRules(options),
		maximumRecipients: options.number(
			'maximumRecipients',
			'Maximum Recipients',
			asTool ? MAXIMUM_RECIPIENTS_AS_TOOL : MAXIMUM_RECIPIENTS,
			{ least: 1, whole: true },
		),
		output: options.choice('output', 'Output', ['campaign', 'rows']),
		previewOnly: options.isOn('previewOnly', 'Preview Only'),
		sendDoubtful: options.isOn('sendDoubtfulNumbers', 'Send Doubtful Numbers'),
		skipInvalidRecipients: options.isOn('skipInvalidRecipients', 'Skip Invalid Recipients'),
	};
}
