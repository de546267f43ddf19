import type { IDataObject } from 'n8n-workflow';
import { bare, readEventName, UNKNOWN, type EventName } from './events';
import { isObject, readText } from '../../shared/values';
import { asMilliseconds } from '../../time/instant';
import { readOutcome } from '../../hamsa/outcome';
import { readTranscript, type Utterance } from '../../hamsa/transcript';

/** What every event looks like to a workflow, whatever its payload looked like. What a payload does not tell is left out. */
export interface CallEvent {
	event: EventName;
	/** ID of the call: the `jobId` of starting it and of a campaign's recipient. */
	callId?: string;
	agentId?: string;
	agentName?: string;
	projectId?: string;
	/** Times are ISO 8601 in UTC; one that cannot be read stays as it came. */
	timestamp?: string;
	direction?: 'inbound' | 'outbound';
	from?: string;
	to?: string;
	startedAt?: string;
	endedAt?: string;
	durationSeconds?: number;
	endReason?: string;
	transcript?: Utterance[];
	outcome?: unknown;
	recordingUrl?: string;
	variables?: IDataObject;
}

/** An event that was read, and what the node needs to know besides. */
export interface ReadEvent {
	event: CallEvent;
	/** The event's name: ours where it is known, else the payload's own; undefined when it gives none. */
	name?: string;
	/** Every ID that the payload gives the call. */
	callIds: string[];
}

type Fields = ReadonlyMap<string, unknown>;

const isPresent = (value: unknown) => value !== undefined && value !== null && value !== '';

/**
 * All fields of a payload by their bare names, the outer ones first. Current guides nest what happened two deep
 * (`data.data`), older ones one deep (`data`); payloads seen in the wild add `caller_info`.
 */
function fieldsOf(body: IDataObject): Fields {
	const data = isObject(body.data) ? body.data : {};
	const inner = isObject(data.data) ? data.data : {};
	const callerInfo = isObject(body.caller_info) ? body.caller_info : {};
	const fields = new Map<string, unknown>();
	for (const layer of [body, callerInfo, data, inner]) {
		for (const [key, value] of Object.entries(layer)) {
			if (isPresent(value) && !fields.has(bare(key))) fields.set(bare(key), value);
		}
	}
	return fields;
}

const first = (fields: Fields, ...names: string[]): unknown => {
	const name = names.find((each) => fields.has(each));
	return name === undefined ? undefined : fields.get(name);
};

const asText = (value: unknown): string | undefined => readText(value) || undefined;

function asTime(value: unknown): string | undefined {
	const text = asText(value);
	if (text === undefined) return undefined;
	const number = Number(text);
	const date = new Date(Number.isNaN(number) ? Date.parse(text) : asMilliseconds(number));
	return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

function asSeconds(value: unknown): number | undefined {
	const text = asText(value);
	const seconds = Number(text);
	return text === undefined || !Number.isFinite(seconds) || seconds < 0 ? undefined : seconds;
}

/** Seconds between two times, undefined when one is missing or unreadable. */
function secondsBetween(start: string | undefined, end: string | undefined): number | undefined {
	const seconds = (Date.parse(end ?? '') - Date.parse(start ?? '')) / 1000;
	return seconds >= 0 ? seconds : undefined;
}

function asDirection(value: unknown): CallEvent['direction'] {
	const word = asText(value)?.toLowerCase() ?? '';
	if (word.startsWith('in')) return 'inbound';
	return word.startsWith('out') ? 'outbound' : undefined;
}

/** Who calls whom. `callParams` names the two by what they are, so that they need the direction. */
function numbersOf(fields: Fields, direction: CallEvent['direction']): Pick<CallEvent, 'from' | 'to'> {
	const callParams = first(fields, 'callparams');
	const { userNumber, machineNumber } = isObject(callParams) ? callParams : {};
	const person = direction === undefined ? undefined : userNumber;
	const own = direction === undefined ? undefined : machineNumber;
	const [from, to] = direction === 'inbound' ? [person, own] : [own, person];
	return {
		from: asText(first(fields, 'from', 'fromnumber', 'callernumber') ?? from),
		to: asText(first(fields, 'to', 'tonumber', 'calleenumber', 'callednumber') ?? to),
	};
}

const asAddress = (value: unknown): string | undefined =>
	asText(isObject(value) ? (value.url ?? value.mediaUrl) : value);

const asVariables = (value: unknown): IDataObject | undefined => (isObject(value) ? value : undefined);

/** The same object without the fields that are undefined. */
const compact = <T extends object>(value: T): T =>
	Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as T;

/** Reads a payload of any of the three shapes; one of another shape comes out as the event `unknown`. */
export function readCallEvent(body: IDataObject): ReadEvent {
	const fields = fieldsOf(body);
	const givenName = asText(first(fields, 'eventtype', 'event'));
	const event = readEventName(givenName);
	const direction = asDirection(first(fields, 'direction', 'calldirection', 'calltype'));
	const startedAt = asTime(first(fields, 'startedat', 'callstartedat', 'callstarttime', 'starttime'));
	const endedAt = asTime(first(fields, 'endedat', 'callendedat', 'callendtime', 'endtime'));
	const callIds = ['callid', 'jobid', 'conversationid']
		.map((name) => asText(fields.get(name)))
		.filter((id) => id !== undefined);
	return {
		event: compact<CallEvent>({
			event,
			callId: callIds[0],
			agentId: asText(first(fields, 'agentid', 'voiceagentid')),
			agentName: asText(first(fields, 'agentname', 'voiceagentname')),
			projectId: asText(first(fields, 'projectid')),
			timestamp: asTime(first(fields, 'timestamp')),
			direction,
			...numbersOf(fields, direction),
			startedAt,
			endedAt,
			durationSeconds:
				asSeconds(first(fields, 'callduration', 'durationseconds', 'duration')) ??
				secondsBetween(startedAt, endedAt),
			endReason: asText(first(fields, 'endreason')),
			transcript: readTranscript(first(fields, 'transcription', 'transcript'), fields),
			outcome: readOutcome(first(fields, 'outcomeresult', 'outcome')),
			recordingUrl: asAddress(first(fields, 'conversationrecording', 'recordingurl', 'mediaurl')),
			variables: asVariables(first(fields, 'params', 'variables', 'dynamicvariables')),
		}),
		name: event === UNKNOWN ? givenName : event,
		callIds: [...new Set(callIds)],
	};
}
