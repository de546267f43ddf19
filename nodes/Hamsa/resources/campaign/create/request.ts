import type { Recipient } from '../../../recipients/types';
import type { CallingWindow } from '../../../time/callingWindow';
import type { CampaignSettings } from './settings';

/** The body of the create. */
export function requestOf(settings: CampaignSettings, recipients: Recipient[]): CreateCampaignRequest {
	const { schedule } = settings;
	return {
		name: settings.name,
		phoneNumber: settings.phoneNumber,
		voiceAgentId: settings.voiceAgentId,
		recipients,
		sendType: settings.sendType,
		timeRange: settings.window,
		reservedConcurrency: settings.reservedConcurrency,
		...(schedule === undefined ? {} : { scheduledDate: schedule.scheduledDate }),
		// Sent with NOW too, as Hamsa's own example does: it says which clock the window means.
		scheduledTimezone: settings.timeZone.zone,
	};
}

/** Body of `POST /v1/voice-agents/campaigns` (Hamsa API reference, "create campaign"). */
export interface CreateCampaignRequest {
	name: string;
	phoneNumber: string;
	voiceAgentId: string;
	recipients: Recipient[];
	sendType: 'NOW' | 'SCHEDULED';
	timeRange: CallingWindow;
	reservedConcurrency: number;
	scheduledDate?: string;
	scheduledTimezone: string;
}
