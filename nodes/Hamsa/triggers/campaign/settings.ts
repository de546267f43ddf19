import type { IPollFunctions } from 'n8n-workflow';
import { locatorValue, readOptionalId, readSwitch } from '../../fields/readers';
import { readOptOutField } from '../../fields/optOut';
import { idKey } from '../../hamsa/ids';
import { InputError } from '../../shared/errors';
import { quoteValue } from '../../shared/text';

/** What can start the workflow. */
export type TriggerEvent =
	'campaignFinished' | 'campaignGone' | 'campaignStatusChanged' | 'recipientFinished';

/** What the trigger watches and tells. */
export interface TriggerSettings {
	events: ReadonlySet<TriggerEvent>;
	/** IDs as `idKey` writes them, undefined for all. */
	voiceAgentId?: string;
	campaignId?: string;
	/** Text that a campaign's name contains, in either letter case; '' for all. */
	campaignName: string;
	/** How many days back the first poll looks. */
	lookBackDays: number;
	/** Whether the details of each finished recipient's call are read. */
	callDetails: boolean;
	/** Whether items have only what people look for first. */
	simplify: boolean;
	/** The field of a call's outcome that says whether the person wants no more calls, '' for none. */
	optOutField: string;
}

interface Options {
	callDetails?: boolean;
	lookBackDays?: number;
	optOutField?: unknown;
}

interface Filters {
	campaignId?: unknown;
	campaignName?: string;
	voiceAgentId?: unknown;
}

const MOST_DAYS = 365;

/** Reads the node's fields. Throws InputError. */
export function readSettings(context: IPollFunctions): TriggerSettings {
	const filters = context.getNodeParameter('filters', {}) as Filters;
	const idOf = (chosen: unknown, label: string) => {
		const id = readOptionalId(locatorValue(chosen), label);
		return id === undefined ? undefined : idKey(id);
	};
	const events = context.getNodeParameter('events', []) as TriggerEvent[];
	if (events.length === 0) {
		throw new InputError('No event is chosen', 'Choose under Trigger On what starts the workflow.');
	}
	const options = context.getNodeParameter('options', {}) as Options;
	const lookBackDays = options.lookBackDays ?? 0;
	if (typeof lookBackDays !== 'number' || !(lookBackDays >= 0 && lookBackDays <= MOST_DAYS)) {
		throw new InputError(
			`Include Last Days ${quoteValue(lookBackDays)} is not a number of days`,
			`Enter a number from 0 to ${MOST_DAYS}.`,
		);
	}
	return {
		events: new Set(events),
		voiceAgentId: idOf(filters.voiceAgentId, 'Voice Agent'),
		campaignId: idOf(filters.campaignId, 'Campaign'),
		campaignName: String(filters.campaignName ?? '').trim(),
		lookBackDays,
		callDetails: options.callDetails === true,
		simplify: readSwitch(context.getNodeParameter('simplify', true), 'Simplify'),
		optOutField: readOptOutField(options.optOutField),
	};
}
