import { optionReader } from '../../../fields/options';
import { readNumber } from '../../../fields/readers';
import { LIST_MODES, readRunMode, type RunMode } from '../../../fields/runMode';
import { readLeaveOutRules } from '../../../recipients/leaveOut';
import type { ActiveRule } from '../../../recipients/leaveOut/types';
import { InputError } from '../../../shared/errors';
import { readText } from '../../../shared/values';
import type { ParameterReader } from '../../../expressions/parameters';
import { campaignField, type CampaignScope } from '../../../expressions/sameForAll';
import { readClockTime } from '../../../time/clockTime';
import type { LocalLimits } from '../../../time/local/localHours';

/** Above so many people nothing is sent, unless Maximum People says otherwise. */
export const MAXIMUM_PEOPLE = 1000;

/** The same where an AI model decides whom to call. */
export const MAXIMUM_PEOPLE_AS_TOOL = 5;

/** A campaign that goes on for more calling days is not sent, unless Maximum Calling Days says otherwise. */
export const MAXIMUM_CALLING_DAYS = 5;

/** Campaigns that one run makes at most, unless Maximum Campaigns says otherwise. */
export const MAXIMUM_CAMPAIGNS = 20;

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
	/** The hours outside of which nobody is called on his own clock. */
	localLimits: LocalLimits;
	/** Above so many campaigns in one run nothing is sent. */
	maximumCampaigns: number;
	/** Above so many calls at the same time, of all campaigns of the run, nothing is sent; undefined for any number. */
	maximumConcurrency?: number;
	/** People whom one campaign calls at most; undefined for any number. */
	peoplePerCampaign?: number;
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

/** Reads the code of a preview. One that is empty, as an expression without a value gives it, is no approval. Throws InputError. */
function readApprovalCode(value: unknown): string {
	const code = readText(value);
	if (code !== undefined && code !== '') return code;
	throw new InputError(
		'Approval Code is empty, so nobody has approved what would be sent',
		'Enter the approvalCode of a preview, or remove the option. Nothing was sent.',
	);
}

/** Reads a time of the day of a limit, which is off when it is empty. Throws InputError. */
function readLocalTime(value: unknown, label: string, fallback: string): string | undefined {
	if (value === undefined) return fallback;
	return readText(value) === '' ? undefined : readClockTime(value, label);
}

/** What limits the people who are called. A test on one's own phones has none. */
function readLimits(parameters: ParameterReader, scope: CampaignScope, mode: RunMode, asTool: boolean) {
	const field = (path: string, label: string) => campaignField(parameters, scope, path, label);
	const options = optionReader((name, label) => field(`limits.${name}`, label));
	const whole = { least: 1, whole: true };
	const most = (path: string, label: string) => {
		const value = field(path, label);
		return value === undefined || value === '' ? undefined : readNumber(value, label, whole);
	};
	const local = (name: string, label: string, fallback: string) =>
		readLocalTime(field(`limits.${name}`, label), label, fallback);
	const limits = {
		duplicateProtectionHours: options.number('duplicateProtectionHours', 'Duplicate Protection', 12, {
			least: 0,
		}),
		leaveOut: readLeaveOutRules(options),
		localLimits: {
			earliest: local('earliestLocalTime', 'Earliest Local Time', '08:00'),
			latest: local('latestLocalTime', 'Latest Local Time', '21:00'),
		},
		maximumCallingDays: options.number(
			'maximumCallingDays',
			'Maximum Calling Days',
			MAXIMUM_CALLING_DAYS,
			whole,
		),
		maximumCampaigns: most('severalCampaigns.maximumCampaigns', 'Maximum Campaigns') ?? MAXIMUM_CAMPAIGNS,
		maximumConcurrency: most('limits.maximumConcurrency', 'Maximum Calls at the Same Time'),
		maximumPeople: options.number(
			'maximumRecipients',
			'Maximum People',
			asTool ? MAXIMUM_PEOPLE_AS_TOOL : MAXIMUM_PEOPLE,
			whole,
		),
		peoplePerCampaign: most('severalCampaigns.peoplePerCampaign', 'People per Campaign'),
	};
	if (mode !== 'test') return limits;
	return {
		...limits,
		duplicateProtectionHours: 0,
		leaveOut: [],
		maximumCallingDays: Infinity,
		maximumConcurrency: undefined,
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
		...readLimits(parameters, scope, mode, asTool),
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
