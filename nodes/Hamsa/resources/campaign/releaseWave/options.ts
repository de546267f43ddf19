import { showExpression } from '../../../expressions/failure';
import { mayChangeWithTime } from '../../../expressions/scope';
import type { ParameterReader } from '../../../expressions/parameters';
import { campaignField, type CampaignScope } from '../../../expressions/sameForAll';
import { optionReader } from '../../../fields/options';
import { readCampaignName, readNumber, readSwitch } from '../../../fields/readers';
import { InputError } from '../../../shared/errors';
import { quoteValue } from '../../../shared/text';
import { readInstant } from '../../../time/instant';
import { DAY, instantsOfWallTime, wallTimeAt } from '../../../time/wallClock';

/** People of a wave, unless People per Wave says otherwise. */
export const PEOPLE_PER_WAVE = 100;

/** Characters of a series' name at most: " · wave 9999" and a counter come behind it, within Hamsa's 100. */
const LONGEST_SERIES = 80;

/** What is said of the list cannot be said of a row. */
const SAME_FOR_THE_LIST =
	"It is meant for the whole list. Use a fixed value, or one cell for all, such as {{ $('Settings').first().json.hold }}. Nothing was sent.";

/** What the fields say of waves. */
export interface WaveOptions {
	/** The name that all waves share. */
	series: string;
	peoplePerWave: number;
	/** Whether nothing goes out for now. */
	hold: boolean;
	/** Percent of FAILED above which nothing goes out; undefined for any. */
	holdIfFailedAbove?: number;
	/** Whether waves that are missing on Hamsa are looked for in the call list instead of stopping the run. */
	ignoreMissingWaves: boolean;
	/** Epoch milliseconds from which on no wave goes out any more. */
	lastWaveBefore?: number;
	/** Whether only those are released who could be called now. */
	onlyInsideCallingWindow: boolean;
	/** People of earlier waves who may be still to be called when the next wave goes out. */
	unfinishedAtMost: number;
}

/** Reads the name of the series. Throws InputError for one that would not be the same at the next run. */
function readSeries(parameters: ParameterReader, scope: CampaignScope): string {
	const raw = parameters.raw('name');
	if (mayChangeWithTime(raw)) {
		throw new InputError(
			`Campaign Name ${quoteValue(raw)} changes with time, so every wave would begin a new series and call everybody again`,
			'The name is how the waves of a list are found again: enter one that stays the same until the list is through. Nothing was sent.',
		);
	}
	const series = readCampaignName(campaignField(parameters, scope, 'name', 'Campaign Name'));
	const length = [...series].length;
	if (length <= LONGEST_SERIES) return series;
	throw new InputError(
		`Campaign Name ${quoteValue(series)} is ${length} characters long`,
		`Shorten it to ${LONGEST_SERIES} characters: the number of the wave comes behind it. Nothing was sent.`,
	);
}

/** Reads Hold. Throws InputError for an expression that gives nothing, such as one of a column that has got another name. */
function readHold(parameters: ParameterReader, scope: CampaignScope): boolean {
	const raw = parameters.raw('hold');
	const hold = campaignField(parameters, scope, 'hold', 'Hold');
	if (raw !== undefined && hold === undefined) {
		throw new InputError(
			'Hold gives nothing, so it cannot be told whether the list is stopped',
			`The expression is: ${showExpression(raw)}. The column may have got another name. Put false into a cell that holds nothing. Nothing was sent.`,
		);
	}
	return readSwitch(hold ?? false, 'Hold');
}

/** Reads a share in percent. Throws InputError. */
function readPercent(value: unknown, label: string): number {
	const percent = readNumber(value, label, { least: 0 });
	if (percent <= 100) return percent;
	throw new InputError(`${label} ${quoteValue(value)} is more than 100`, 'Enter a number from 0 to 100.');
}

/** When Last Wave On is over: the end of the day where no time is given, as n8n's date picker leaves it. */
function readLastWave(value: unknown, zone: string): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const at = readInstant(value, { name: 'Last Wave On', zone });
	const wallTime = wallTimeAt(zone, at);
	return wallTime % DAY === 0 ? (instantsOfWallTime(zone, wallTime + DAY)[0] ?? at + DAY) : at;
}

/** Reads the fields of waves. Throws InputError. */
export function readWaveOptions(
	parameters: ParameterReader,
	listScope: CampaignScope,
	workflowZone: string,
): WaveOptions {
	const scope = { ...listScope, ifDiffers: SAME_FOR_THE_LIST };
	const field = (path: string, label: string) => campaignField(parameters, scope, path, label);
	const rules = optionReader((name, label) => field(`waveRules.${name}`, label));
	const most = field('waveRules.holdIfFailedAbove', 'Hold If Failed Above (%)') ?? '';
	return {
		series: readSeries(parameters, scope),
		peoplePerWave: readNumber(
			field('peoplePerWave', 'People per Wave') ?? PEOPLE_PER_WAVE,
			'People per Wave',
			{
				least: 1,
				whole: true,
			},
		),
		hold: readHold(parameters, scope),
		holdIfFailedAbove: most === '' ? undefined : readPercent(most, 'Hold If Failed Above (%)'),
		ignoreMissingWaves: rules.isOn('ignoreMissingWaves', 'Ignore Missing Waves'),
		lastWaveBefore: readLastWave(field('waveRules.lastWaveOn', 'Last Wave On'), workflowZone),
		onlyInsideCallingWindow: rules.isOn('onlyInsideCallingWindow', 'Only Inside Calling Window', true),
		unfinishedAtMost: rules.number('unfinishedAtMost', 'Unfinished at Most', 0, { least: 0, whole: true }),
	};
}
