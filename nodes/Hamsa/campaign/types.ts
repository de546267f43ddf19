import type { IDataObject } from 'n8n-workflow';
import type { CallingWindow } from './callingWindow';

/** A recipient as Hamsa's create-campaign endpoint takes it. `dynamicVariables` is not in its published request schema. */
export interface Recipient {
	phoneNumber: string;
	name?: string;
	ignoreE164Validation?: true;
	dynamicVariables?: IDataObject;
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

export type Verdict = 'sent' | 'duplicate' | 'rejected' | 'skipped';

/** One contact as it came in, before anyone has judged it. `row` counts from 1, as people do. */
export interface ContactRow {
	row: number;
	/** Index of the input item it came from. */
	item: number;
	phoneNumber: unknown;
	name: unknown;
	ignoreE164Validation: unknown;
	defaultCountry: unknown;
	dynamicVariables?: IDataObject;
	/** Set when the contact could not even be read; says why. */
	unreadable?: string;
}

/** What becomes of one contact. `phoneNumber` is the cleaned number of a row that is not rejected. */
export interface JudgedRow {
	row: number;
	item: number;
	verdict: Verdict;
	phoneNumber?: string;
	/** Why it is not sent; a sentence that names the field and the value. */
	reason?: string;
	/** Set when the number is possible but not known to be in use by its country's numbering plan. */
	unassured?: true;
}

/** All contacts of one campaign, judged: `sent + duplicate + rejected + skipped = rows`, order kept. */
export interface JudgedContacts {
	recipients: Recipient[];
	rows: JudgedRow[];
	duplicatesRemoved: number;
	rejectedCount: number;
	/** Recipients who were called already or wait in a campaign. */
	skippedCount: number;
	/** Rejected rows that hold no number at all. */
	emptyCount: number;
	/** Recipients whose number is possible but not known to be in use. */
	unassuredCount: number;
	/** The recipients before any was skipped; set when somebody could be. */
	everyone?: Recipient[];
}

/** One campaign, checked and ready to be sent, with what a person should know about it. */
export interface CampaignPlan {
	request: CreateCampaignRequest;
	contacts: JudgedContacts;
	/** Indexes of the input items it is made from. */
	items: number[];
	/** When people are called, in words. */
	callingWindow: string;
	/** How long the calls will take, in words. */
	expectedDuration: string;
}
