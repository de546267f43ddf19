import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { InputError } from '../../shared/errors';
import { readText } from '../../shared/values';
import type { EventName } from './events';

type TriggerContext = IHookFunctions | IWebhookFunctions;

export type SetUp = 'manual' | 'register';

export const readSetUp = (context: TriggerContext): SetUp =>
	context.getNodeParameter('setUp', 'manual') === 'register' ? 'register' : 'manual';

/** The IDs chosen in a list of locators: `parameter` holds entries, each with a locator named `field`. */
function chosenIds(context: TriggerContext, parameter: string, field: string): string[] {
	const entries = context.getNodeParameter(parameter, []) as Array<Record<string, unknown>>;
	const ids = entries.map((entry) => {
		const chosen = entry[field];
		const value = typeof chosen === 'object' && chosen !== null && 'value' in chosen ? chosen.value : chosen;
		return readText(value) ?? '';
	});
	return [...new Set(ids.filter((id) => id !== ''))];
}

/** The voice agents whose webhook is registered. Throws InputError when none is chosen. */
export function readRegisteredAgents(context: TriggerContext): string[] {
	const ids = chosenIds(context, 'voiceAgents.values', 'voiceAgentId');
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
	includeRawBody: boolean;
}

export function readChoice(context: TriggerContext): Choice {
	const events = context.getNodeParameter('events', []) as EventName[];
	return {
		events: new Set(events),
		// Registered agents are the only ones that call; their events need no second look.
		agentIds:
			readSetUp(context) === 'register'
				? []
				: chosenIds(context, 'filters.voiceAgents.values', 'voiceAgentId'),
		campaignIds: chosenIds(context, 'filters.campaigns.values', 'campaignId'),
		includeRawBody: context.getNodeParameter('options.includeRawBody', false) === true,
	};
}
