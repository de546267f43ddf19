import { readFromNumber } from '../../../fields/fromNumber';
import { RECIPIENTS_OWN_ZONE, WORKING_DAYS } from '../../../fields/window';
import { readCampaignName, readChoice, readId, readNumber } from '../../../fields/readers';
import { readText } from '../../../shared/values';
import { readCallingWindow, type CallingWindow } from '../../../time/callingWindow';
import type { RunClock } from '../../../time/clock';
import type { HoursWish } from '../../../time/local/splitByClock';
import { readTimeZone } from '../../../time/timeZone';
import type { ParameterReader } from '../../../expressions/parameters';
import { campaignField, type CampaignScope } from '../../../expressions/sameForAll';

/** What the fields say of campaigns, checked; on which clock they are meant shows once the people are known. */
export interface CampaignFields {
	name: string;
	/** What tells the campaigns of one list apart, to be added to the name. */
	suffixes: readonly string[];
	phoneNumber: string;
	voiceAgentId: string;
	sendType: 'NOW' | 'SCHEDULED';
	/** The wanted hours, on each recipient's own clock unless they name a zone. */
	hours: HoursWish;
	/** The zone of a campaign of nobody, and of dates that are meant on no recipient's clock: that of the workflow. */
	workflowZone: string;
	/** The date of a SCHEDULED campaign as it was entered. */
	scheduledDate?: { value: unknown };
	reservedConcurrency: number;
}

/** Everything about one campaign but its recipients. */
export interface CampaignSettings extends CampaignFields {
	window: CallingWindow;
	timeZone: { zone: string };
	/** The instant of a SCHEDULED campaign: as sent (UTC) and in epoch milliseconds. */
	schedule?: { scheduledDate: string; at: number };
}

/** Hours of Working Hours. */
const WORKING_HOURS = { startCallingTime: '09:00', endCallingTime: '17:00' };

type Field = (path: string, label: string) => unknown;

/** The zone that the hours are meant in; undefined for each recipient's own. Throws InputError. */
function readZone(field: Field, workflowZone: string): string | undefined {
	const value = field('scheduledTimezone.value', 'Time Zone');
	const text = readText(value);
	return text === '' || text === RECIPIENTS_OWN_ZONE ? undefined : readTimeZone(value, workflowZone).zone;
}

/** Reads Calling Hours. Throws InputError. */
function readHours(field: Field, workflowZone: string): HoursWish {
	const mode = field('callingHours', 'Calling Hours') ?? 'working';
	if (readChoice(mode, 'Calling Hours', ['working', 'custom']) === 'working') return WORKING_HOURS;
	const callingDays = field('callingDays', 'Calling Days') ?? WORKING_DAYS;
	const { days, ...times } = readCallingWindow({
		callingDays: callingDays === WORKING_DAYS ? 'everyDay' : callingDays,
		days: callingDays === 'custom' ? field('days', 'Days') : undefined,
		startCallingTime: field('startCallingTime', 'Calling Hours From'),
		endCallingTime: field('endCallingTime', 'Calling Hours To'),
	});
	return {
		...times,
		...(callingDays === WORKING_DAYS ? {} : { days }),
		zone: readZone(field, workflowZone),
	};
}

/** Reads and checks the fields of one campaign. Throws InputError at the first that cannot be used. */
export function readCampaignFields(
	parameters: ParameterReader,
	scope: CampaignScope,
	clock: RunClock,
): CampaignFields {
	const field: Field = (path, label) => campaignField(parameters, scope, path, label);
	const name = readCampaignName(field('name', 'Campaign Name'));
	const phoneNumber = readFromNumber(field('phoneNumber.value', 'From Number'));
	const voiceAgentId = readId(field('voiceAgentId.value', 'Voice Agent'), 'Voice Agent');
	const sendType = readChoice(field('sendType', 'Start') ?? 'NOW', 'Start', ['NOW', 'SCHEDULED']);
	const hours = readHours(field, clock.workflowZone);
	const scheduledDate =
		sendType === 'SCHEDULED' ? { value: field('scheduledDate', 'Start Date') } : undefined;
	const reservedConcurrency = readNumber(
		field('reservedConcurrency', 'Calls at the Same Time'),
		'Calls at the Same Time',
		{ least: 1, whole: true },
	);
	return {
		name,
		suffixes: [],
		phoneNumber,
		voiceAgentId,
		sendType,
		hours,
		workflowZone: clock.workflowZone,
		scheduledDate,
		reservedConcurrency,
	};
}
