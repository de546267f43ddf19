import { InputError } from '../shared/errors';
import { quoteValue } from '../shared/text';
import { readText, readYesNo } from '../shared/values';
import { readCallingWindow, type CallingWindow } from './callingWindow';
import { campaignField, type CampaignScope, type ParameterReader } from './parameters';
import { createPhoneNumberCleaner } from './phoneNumber';
import { readScheduledDate } from './schedule';
import { readTimeZone, type TimeZoneChoice } from './timeZone';

/** Where and when a run happens. */
export interface RunClock {
	/** Epoch milliseconds. */
	now: number;
	/** The workflow's time zone (IANA name), which n8n inherits from the instance. */
	workflowZone: string;
}

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
	skipInvalidRecipients: boolean;
}

/** Longest campaign name Hamsa takes (API reference, "create campaign"). */
const LONGEST_NAME = 100;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function readCampaignName(value: unknown): string {
	const name = readText(value);
	if (name === undefined || name === '') {
		throw new InputError(
			`Campaign Name ${quoteValue(value)} is not a name`,
			'Enter a name of 1 to 100 characters.',
		);
	}
	// Counted in code points, as people count: an emoji is one.
	const length = [...name].length;
	if (length <= LONGEST_NAME) return name;
	throw new InputError(
		`Campaign Name ${quoteValue(name)} is ${length} characters long`,
		`Shorten it to ${LONGEST_NAME} characters, the most that Hamsa takes.`,
	);
}

function readFromNumber(value: unknown): string {
	const text = readText(value);
	if (text === undefined || text === '') {
		throw new InputError(
			'From Number is empty',
			'Choose one of your Hamsa numbers, or enter it with + and country code.',
		);
	}
	const cleaned = createPhoneNumberCleaner()(text, {});
	if (cleaned.ok) return cleaned.phoneNumber;
	throw new InputError(
		`From Number ${quoteValue(value)} ${cleaned.reason}`,
		'Choose one of your Hamsa numbers from the list, or enter it with + and country code, for example +966112000001.',
	);
}

function readVoiceAgentId(value: unknown): string {
	const id = readText(value);
	if (id !== undefined && UUID.test(id)) return id;
	throw new InputError(
		id === '' ? 'Voice Agent is empty' : `Voice Agent ${quoteValue(value)} is not the ID of a voice agent`,
		'Choose a voice agent from the list, or enter its ID, which looks like 11111111-1111-4111-8111-111111111111.',
	);
}

function readChoice<T extends string>(value: unknown, label: string, choices: readonly T[]): T {
	const found = choices.find((choice) => choice === value);
	if (found !== undefined) return found;
	throw new InputError(
		`${label} ${quoteValue(value)} is not one of its choices`,
		`Use one of: ${choices.join(', ')}.`,
	);
}

function readNumber(value: unknown, label: string, least: number, whole: boolean): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (
		typeof number === 'number' &&
		Number.isFinite(number) &&
		number >= least &&
		(!whole || Number.isInteger(number))
	) {
		return number;
	}
	const kind = whole ? `a whole number of at least ${least}` : `a number of at least ${least}`;
	throw new InputError(`${label} ${quoteValue(value)} is not ${kind}`, `Enter ${kind}.`);
}

function readSwitch(value: unknown, label: string): boolean {
	const answer = readYesNo(value);
	if (answer !== undefined) return answer;
	throw new InputError(`${label} ${quoteValue(value)} is neither true nor false`, 'Use true or false.');
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
	const voiceAgentId = readVoiceAgentId(field('voiceAgentId.value', 'Voice Agent'));
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
			? readScheduledDate(field('scheduledDate', 'Scheduled Date'), timeZone.zone, clock.now)
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
export function readRunOptions(parameters: ParameterReader, scope: CampaignScope): RunOptions {
	const option = (name: string, label: string, fallback: unknown) =>
		campaignField(parameters, scope, `options.${name}`, label) ?? fallback;
	const isOn = (name: string, label: string) => readSwitch(option(name, label, false), label);
	const number = (name: string, label: string, fallback: number, least: number, whole: boolean) =>
		readNumber(option(name, label, fallback), label, least, whole);

	return {
		averageCallMinutes: number('averageCallMinutes', 'Average Call Minutes', 2, 0.1, false),
		digitsAreInternational: isOn('digitsWithoutPlusAreInternational', 'Digits Without + Are International'),
		duplicateProtectionHours: number('duplicateProtectionHours', 'Duplicate Protection', 12, 0, false),
		keepDuplicates: isOn('keepDuplicates', 'Keep Duplicates'),
		maximumRecipients: number('maximumRecipients', 'Maximum Recipients', 1000, 1, true),
		output: readChoice(option('output', 'Output', 'campaign'), 'Output', ['campaign', 'rows']),
		previewOnly: isOn('previewOnly', 'Preview Only'),
		skipInvalidRecipients: isOn('skipInvalidRecipients', 'Skip Invalid Recipients'),
	};
}
