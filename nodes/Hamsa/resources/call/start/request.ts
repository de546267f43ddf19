import { jsonParse, type IDataObject } from 'n8n-workflow';
import {
	describeCallingWindow,
	nextOpening,
	readCallingWindow,
	type CallingWindow,
} from '../../../time/callingWindow';
import { readDefaultCountry } from '../../../phoneNumbers/country';
import { innerExpressionOf } from '../../../expressions/columns';
import type { ParameterReader } from '../../../expressions/parameters';
import { cleanPhoneNumber, type CleaningRules } from '../../../phoneNumbers/clean';
import { checkInheritedZone } from '../../../time/inheritedZone';
import type { RunClock } from '../../../time/clock';
import { readFromNumber } from '../../../fields/fromNumber';
import { readTimeZone } from '../../../time/timeZone';
import { formatInstant, MINUTE } from '../../../time/wallClock';
import { asInputError, InputError } from '../../../shared/errors';
import { readChoice, readId, readNumber, readSwitch } from '../../../fields/readers';
import { errorWords, quoteValue } from '../../../shared/text';
import { readText } from '../../../shared/values';

/** Body of `POST /v1/voice-agents/phone-number/call` (Hamsa API reference, "make a call"). */
export interface StartCallRequest {
	toNumber: string;
	phoneNumber: string;
	voiceAgentId: string;
	params: IDataObject;
}

/** One call, checked and ready to be placed. */
export interface PlannedCall {
	request: StartCallRequest;
	/** Index of the input item it comes from. */
	item: number;
	/** What a person should know about the number, in words that go on after it: see `CleanedNumber`. */
	note?: string;
	/** Milliseconds in which the same call is not placed twice; 0 switches that off. */
	protectionMs: number;
	/** When the call may be placed; undefined for any time. */
	hours?: { window: CallingWindow; zone: string };
}

/** A field of the item at hand. */
type Field = (path: string) => unknown;

/** n8n's own words about an expression that cannot be evaluated. */
const unreadable = (error: unknown): InputError =>
	new InputError(
		`An expression could not be evaluated: ${errorWords(error)}`,
		'Correct the expression, or the values that it uses.',
	);

function fieldsOf(parameters: ParameterReader, item: number): Field {
	return (path) => {
		try {
			return parameters.value(path, item);
		} catch (error) {
			throw unreadable(error);
		}
	};
}

/** How the number is read. A Country of Local Numbers that cannot be read matters only to a number that needs one. */
function readCleaningRules(field: Field): CleaningRules {
	const isOn = (name: string, label: string) => readSwitch(field(`options.${name}`), label);
	const rules: CleaningRules = {
		digitsAreInternational: isOn('digitsWithoutPlusAreInternational', 'Digits Without + Are International'),
		sendDoubtful: isOn('sendDoubtfulNumbers', 'Send Doubtful Numbers'),
		callPremium: isOn('callPremiumNumbers', 'Call Premium Numbers'),
		callMainNumber:
			readChoice(field('options.extensions') ?? 'reject', 'Extensions', ['reject', 'callMainNumber']) ===
			'callMainNumber',
	};
	try {
		return { ...rules, defaultCountry: readDefaultCountry(field('options.countryOfLocalNumbers')) };
	} catch (error) {
		return { ...rules, countryProblem: asInputError(error).message };
	}
}

function readToNumber(field: Field, raw: unknown) {
	const value = field('toNumber');
	const cleaned = cleanPhoneNumber(value, {
		...readCleaningRules(field),
		innerExpression: innerExpressionOf(raw),
	});
	if (cleaned.ok) return cleaned;
	throw new InputError(
		readText(value) === ''
			? `To Number ${cleaned.reason}`
			: `To Number ${quoteValue(value)} ${cleaned.reason}`,
		'Enter the number with + and country code, such as +966501234567, or set Country of Local Numbers under Options.',
	);
}

/** The parameters entered one by one. A name that comes twice is refused: one of the values would be lost. */
function paramsFromFields(value: unknown): IDataObject {
	const params: IDataObject = {};
	for (const entry of Array.isArray(value) ? (value as IDataObject[]) : []) {
		const name = readText(entry.name);
		if (name === undefined || name === '') {
			throw new InputError(
				'A parameter has no name',
				'Enter the name that the voice agent knows it by, or remove it.',
			);
		}
		if (Object.hasOwn(params, name)) {
			throw new InputError(`The parameter ${quoteValue(name)} is there twice`, 'Remove one of the two.');
		}
		Object.defineProperty(params, name, {
			value: entry.value ?? '',
			enumerable: true,
			configurable: true,
			writable: true,
		});
	}
	return params;
}

const NOT_JSON = Symbol('not JSON');

/** The parameters as one object: typed JSON, or what an expression gave. It stays an object on the wire. */
function paramsFromJson(value: unknown): IDataObject {
	const text = typeof value === 'string' ? value.trim() : undefined;
	if (value === undefined || text === '') return {};
	const params = text === undefined ? value : jsonParse<unknown>(text, { fallbackValue: NOT_JSON });
	if (typeof params === 'object' && params !== null && !Array.isArray(params)) return params as IDataObject;
	throw new InputError(
		params === NOT_JSON
			? `Parameters (JSON) is not valid JSON: ${quoteValue(value)}`
			: `Parameters (JSON) is not an object: ${quoteValue(params)}`,
		'Enter names and values in braces, such as { "customerName": "Sara" }.',
	);
}

function readParams(field: Field): IDataObject {
	const source = readChoice(field('specifyParams'), 'Specify Parameters', ['fields', 'json']);
	const params =
		source === 'fields' ? paramsFromFields(field('params.param')) : paramsFromJson(field('paramsJson'));
	if (canTravel(params)) return params;
	throw new InputError(
		'The parameters cannot be sent as JSON',
		'Use texts, numbers, true, false and lists of these.',
	);
}

function canTravel(params: IDataObject): boolean {
	try {
		JSON.stringify(params);
		return true;
	} catch {
		return false;
	}
}

function readHours(field: Field, toNumber: string, { now, workflowZone }: RunClock): PlannedCall['hours'] {
	if (!readSwitch(field('onlyWithinWindow'), 'Only Within Calling Window')) return undefined;
	const callingDays = field('callingDays');
	const window = readCallingWindow({
		callingDays,
		days: callingDays === 'custom' ? field('days') : undefined,
		startCallingTime: field('startCallingTime'),
		endCallingTime: field('endCallingTime'),
	});
	const timeZone = readTimeZone(field('timezone.value'), workflowZone);
	checkInheritedZone(timeZone, [{ phoneNumber: toNumber }], now);
	return { window, zone: timeZone.zone };
}

/** Refuses a call outside its window; the error says when that opens. `now` is epoch milliseconds. */
export function checkHours({ hours }: PlannedCall, now: number): void {
	if (hours === undefined) return;
	const { window, zone } = hours;
	const opening = nextOpening(window, zone, now);
	if (opening <= now) return;
	throw new InputError(
		`The calling window is closed: ${describeCallingWindow(window, zone, now)}`,
		`It opens ${formatInstant(opening, zone, now)} (${zone}). Run this again then, or use Campaign: Create, whose calls wait for the window.`,
	);
}

/** Reads and checks the call of one input item. Throws InputError at the first field that cannot be used. */
export function planCall(parameters: ParameterReader, item: number, clock: RunClock): PlannedCall {
	const field = fieldsOf(parameters, item);
	const { phoneNumber: toNumber, note } = readToNumber(field, parameters.raw('toNumber'));
	const request: StartCallRequest = {
		toNumber,
		phoneNumber: readFromNumber(field('phoneNumber.value')),
		voiceAgentId: readId(field('voiceAgentId.value'), 'Voice Agent'),
		params: readParams(field),
	};
	const minutes = readNumber(field('options.duplicateProtectionMinutes') ?? 10, 'Duplicate Protection', {
		least: 0,
	});
	const call: PlannedCall = {
		request,
		item,
		note,
		protectionMs: minutes * MINUTE,
		hours: readHours(field, toNumber, clock),
	};
	if (clock.mayHaveSent !== true) checkHours(call, clock.now);
	return call;
}
