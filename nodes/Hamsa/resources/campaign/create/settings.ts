import { optionReader, type OptionReader } from '../../../fields/options';
import { readCampaignName, readChoice, readId, readNumber } from '../../../fields/readers';
import { LIST_MODES, readRunMode, type RunMode } from '../../../fields/runMode';
import { readLeaveOutRules } from '../../../recipients/leaveOut';
import type { ActiveRule } from '../../../recipients/leaveOut/types';
import { InputError } from '../../../shared/errors';
import { readText } from '../../../shared/values';
import { readCallingWindow, type CallingWindow } from '../../../time/callingWindow';
import type { ParameterReader } from '../../../expressions/parameters';
import { campaignField, type CampaignScope } from '../../../expressions/sameForAll';
import { readScheduledDate } from '../../../time/schedule';
import { readTimeZone, type TimeZoneChoice } from '../../../time/timeZone';
import { readFromNumber } from '../../../fields/fromNumber';
import type { RunClock } from '../../../time/clock';

/** Above so many people nothing is sent, unless Maximum People says otherwise. */
export const MAXIMUM_PEOPLE = 1000;

/** The same where an AI model decides whom to call. */
export const MAXIMUM_PEOPLE_AS_TOOL = 5;

/** A campaign that goes on for more calling days is not sent, unless Maximum Calling Days says otherwise. */
export const MAXIMUM_CALLING_DAYS = 5;

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
	mode: RunMode;
	/** The code that must be that of what is sent; undefined when any will do. */
	approvalCode?: string;
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
	/** Whether rows that cannot be called are left out and only counted. */
	leavesOutBadRows: boolean;
	maximumCallingDays: number;
	maximumPeople: number;
	output: 'summary' | 'rows';
	/** Whether a file with the rows that cannot be called is added. */
	rowsToFix: boolean;
	/** Whether numbers are called that are possible but not valid. */
	sendDoubtful: boolean;
	simplify: boolean;
}

/**
 * Reads and checks the fields of one campaign. A test is made at once, so it needs no date. Throws InputError at the first
 * that cannot be used.
 */
export function readCampaignSettings(
	parameters: ParameterReader,
	scope: CampaignScope,
	clock: RunClock,
	mode: RunMode,
): CampaignSettings {
	const field = (path: string, label: string) => campaignField(parameters, scope, path, label);

	const name = readCampaignName(field('name', 'Campaign Name'));
	const phoneNumber = readFromNumber(field('phoneNumber.value', 'From Number'));
	const voiceAgentId = readId(field('voiceAgentId.value', 'Voice Agent'), 'Voice Agent');
	const sendType = readChoice(field('sendType', 'Start'), 'Start', ['NOW', 'SCHEDULED']);
	const callingDays = field('callingDays', 'Calling Days');
	const window = readCallingWindow({
		callingDays,
		days: callingDays === 'custom' ? field('days', 'Days') : undefined,
		startCallingTime: field('startCallingTime', 'Calling Hours From'),
		endCallingTime: field('endCallingTime', 'Calling Hours To'),
	});
	const timeZone = readTimeZone(field('scheduledTimezone.value', 'Time Zone'), clock.workflowZone);
	const schedule =
		sendType === 'SCHEDULED' && mode !== 'test'
			? readScheduledDate(
					field('scheduledDate', 'Start Date'),
					timeZone.zone,
					clock.mayHaveSent === true ? -Infinity : clock.now,
				)
			: undefined;
	const reservedConcurrency = readNumber(
		field('reservedConcurrency', 'Calls at the Same Time'),
		'Calls at the Same Time',
		{ least: 1, whole: true },
	);
	return { name, phoneNumber, voiceAgentId, sendType, window, timeZone, schedule, reservedConcurrency };
}

/** Reads the code of a preview. One that is empty, as an expression without a value gives it, is no approval. Throws InputError. */
function readApprovalCode(value: unknown): string {
	const code = readText(value);
	if (code !== undefined && code !== '') return code;
	throw new InputError(
		'Approval Code is empty, so nobody has approved what would be sent',
		'Enter the approvalCode of a preview, or remove the option. Nothing was sent.',
	);
}

/** What limits the people who are called. A test on one's own phones has none. */
function readLimits(options: OptionReader, mode: RunMode, asTool: boolean) {
	const limits = {
		duplicateProtectionHours: options.number('duplicateProtectionHours', 'Duplicate Protection', 12, {
			least: 0,
		}),
		leaveOut: readLeaveOutRules(options),
		maximumCallingDays: options.number('maximumCallingDays', 'Maximum Calling Days', MAXIMUM_CALLING_DAYS, {
			least: 1,
			whole: true,
		}),
		maximumPeople: options.number(
			'maximumRecipients',
			'Maximum People',
			asTool ? MAXIMUM_PEOPLE_AS_TOOL : MAXIMUM_PEOPLE,
			{ least: 1, whole: true },
		),
	};
	if (mode !== 'test') return limits;
	return {
		duplicateProtectionHours: 0,
		leaveOut: [],
		maximumCallingDays: Infinity,
		maximumPeople: Infinity,
	};
}

/** Reads the run mode and the options of the run; what is not set has its default. Throws InputError. */
export function readRunOptions(
	parameters: ParameterReader,
	scope: CampaignScope,
	asTool: boolean,
): RunOptions {
	const mode = readRunMode(parameters.raw('runMode'), LIST_MODES);
	const readerOf = (collection: string) =>
		optionReader((name, label) => campaignField(parameters, scope, `${collection}.${name}`, label));
	const rules = readerOf('phoneNumberRules');
	const options = readerOf('options');
	const asksForApproval = mode === 'call' && parameters.raw('options.approvalCode') !== undefined;
	const approval = () => campaignField(parameters, scope, 'options.approvalCode', 'Approval Code');
	return {
		mode,
		...readLimits(readerOf('limits'), mode, asTool),
		approvalCode: asksForApproval ? readApprovalCode(approval()) : undefined,
		averageCallMinutes: options.number('averageCallMinutes', 'Average Call Minutes', 2, { least: 0.1 }),
		callMainNumber:
			rules.choice('extensions', 'Extensions', ['reject', 'callMainNumber']) === 'callMainNumber',
		callPremium: rules.isOn('callPremiumNumbers', 'Call Premium Numbers'),
		checkStored: options.isOn('checkStored', 'Check What Hamsa Stored', true),
		digitsAreInternational: rules.isOn(
			'digitsWithoutPlusAreInternational',
			'Digits Without + Are International',
		),
		leavesOutBadRows:
			options.choice('ifRowCannotBeCalled', 'If a Row Cannot Be Called', ['onError', 'leaveOut']) ===
			'leaveOut',
		output: asTool
			? 'summary'
			: options.choice('output', 'Output', mode === 'preview' ? ['rows', 'summary'] : ['summary', 'rows']),
		rowsToFix: !asTool && options.isOn('rowsToFix', 'Rows to Fix as CSV'),
		sendDoubtful: rules.isOn('sendDoubtfulNumbers', 'Send Doubtful Numbers'),
		simplify: options.isOn('simplify', 'Simplify', true),
	};
}
