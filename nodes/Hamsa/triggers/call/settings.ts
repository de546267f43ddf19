import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { locatorValue, readOptionalId, readSwitch } from '../../fields/readers';
import { readOptOutField } from '../../fields/optOut';
import { idKey } from '../../hamsa/ids';
import { InputError } from '../../shared/errors';
import type { EventName } from './events';

type TriggerContext = IHookFunctions | IWebhookFunctions;

/** How Hamsa gets to know the webhook's address: a person enters it, or the node sets it on the voice agents. */
type SetUp = 'manual' | 'register';

/** Reads Set-Up. */
export const readSetUp = (context: TriggerContext): SetUp =>
	context.getNodeParameter('setUp', 'manual') === 'register' ? 'register' : 'manual';

/**
 * The IDs chosen in a list of locators, as `idKey` writes them, each once: `parameter` holds entries, each with a locator
 * named `field`. Entries that were left empty do not count. Throws InputError for what is no ID.
 */
function chosenIds(context: TriggerContext, parameter: string, field: string, label: string): string[] {
	const entries = context.getNodeParameter(parameter, []) as Array<Record<string, unknown>>;
	const ids = entries.map((entry) => readOptionalId(locatorValue(entry[field]), label));
	return [...new Set(ids.filter((id) => id !== undefined).map(idKey))];
}

/** The voice agents whose webhook is registered. Throws InputError when none is chosen, or one is no ID. */
export function readRegisteredAgents(context: TriggerContext): string[] {
	const ids = chosenIds(context, 'voiceAgents.values', 'voiceAgentId', 'Voice Agent');
	if (ids.length > 0) return ids;
	throw new InputError(
		'No voice agent is chosen',
		'Choose at least one under Voice Agents, or set Set-Up to Manual.',
	);
}

/** Which events start the workflow. */
export interface Choice {
	events: ReadonlySet<string>;
	/** Empty lists mean all. */
	agentIds: string[];
	campaignIds: string[];
	simplify: boolean;
	includeRawBody: boolean;
	/** The field of a call's outcome that says whether the person wants no more calls, '' for none. */
	optOutField: string;
}

/** Reads Trigger On, Filters, Simplify and Options. Throws InputError for what is no ID. */
export function readChoice(context: TriggerContext): Choice {
	const events = context.getNodeParameter('events', []) as EventName[];
	return {
		events: new Set(events),
		// Only registered agents send events here, so that there is nothing to filter.
		agentIds:
			readSetUp(context) === 'register'
				? []
				: chosenIds(context, 'filters.voiceAgents.values', 'voiceAgentId', 'Voice Agent'),
		campaignIds: chosenIds(context, 'filters.campaigns.values', 'campaignId', 'Campaign'),
		simplify: readSwitch(context.getNodeParameter('simplify', true), 'Simplify'),
		includeRawBody: context.getNodeParameter('options.includeRawBody', false) === true,
		optOutField: readOptOutField(context.getNodeParameter('options.optOutField', null)),
	};
}
