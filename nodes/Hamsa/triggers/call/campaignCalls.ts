import type { IDataObject } from 'n8n-workflow';
import { campaignById } from '../../hamsa/campaigns';
import { recipientsOf } from '../../hamsa/recipients';
import { readFrom, type Reader } from '../../hamsa/http/reading';
import { idKey, sameId } from '../../hamsa/ids';
import { BoundedMap } from '../../shared/memory';
import type { CallEvent } from './callEvent';

/** What is known of one campaign. */
interface Known {
	/** Job IDs of its calls, as `idKey` writes them. Only grows: a recipient shows its latest call alone. */
	calls: Set<string>;
	agentId?: string;
	/** The reading that runs, and the one that starts when it has ended. */
	running?: Promise<void>;
	queued?: Promise<void>;
}

/** Which calls belong to which campaign. */
interface CampaignCalls {
	/**
	 * Whether a call belongs to a campaign: one of its recipients has the call as its job (API reference, "get campaign").
	 * A call that is not known is asked for, since a campaign gets its calls one by one. Throws ApiError.
	 */
	includes(
		reader: Reader,
		campaignId: string,
		event: CallEvent,
		callIds: readonly string[],
	): Promise<boolean>;
}

/** Campaigns whose calls are kept in memory. */
const MOST_CAMPAIGNS = 50;

/** An empty memory of campaigns and their calls. */
export function createCampaignCalls(): CampaignCalls {
	const campaigns = new BoundedMap<string, Known>(MOST_CAMPAIGNS);

	function knownOf(key: string): Known {
		const known = campaigns.get(key) ?? { calls: new Set<string>() };
		// Set again even when it is there: the one that was used longest ago is forgotten first.
		campaigns.set(key, known);
		return known;
	}

	async function read(reader: Reader, campaignId: string, known: Known): Promise<void> {
		const { data } = await readFrom<IDataObject>(reader, campaignById(campaignId));
		if (typeof data.voiceAgentId === 'string') known.agentId = data.voiceAgentId;
		for (const { jobId } of recipientsOf(data)) {
			if (typeof jobId === 'string') known.calls.add(idKey(jobId));
		}
	}

	/** Reads the campaign anew. However many ask, one reading runs, and one more for all who came while it ran. */
	async function refresh(reader: Reader, campaignId: string, known: Known): Promise<void> {
		if (known.running === undefined) {
			known.running = read(reader, campaignId, known).finally(() => (known.running = undefined));
			return await known.running;
		}
		const next = async () => {
			known.queued = undefined;
			await refresh(reader, campaignId, known);
		};
		known.queued ??= known.running.then(next, next);
		return await known.queued;
	}

	return {
		async includes(reader, campaignId, { agentId }, callIds) {
			const known = knownOf(`${reader.connection.baseUrl} ${campaignId}`);
			const isKnown = () => callIds.some((id) => known.calls.has(idKey(id)));
			if (isKnown()) return true;
			const isOtherAgents =
				agentId !== undefined && known.agentId !== undefined && !sameId(agentId, known.agentId);
			if (callIds.length === 0 || isOtherAgents) return false;
			await refresh(reader, campaignId, known);
			return isKnown();
		},
	};
}
