import type { INodeProperties } from 'n8n-workflow';
import type { OptionReader } from '../../fields/options';
import type { Sender } from '../../sending/types';
import type { JudgedContacts, JudgedRow, Recipient } from '../types';
import type { CallHistory } from './callHistory';
import type { DoNotCallSource } from './doNotCallList';

/** One campaign to be: its rows, and what a rule may need to know of its settings. */
export interface CampaignDraft {
	/** Indexes of the input items it is made from. */
	items: number[];
	contacts: JudgedContacts;
	/** Read once it is known who is left of the list, so that only rules that ask Hamsa have them. */
	settings?: { voiceAgentId: string; timeZone: { zone: string } };
}

/** A campaign that the same rows have become already: its ID and the digits of the numbers that it calls. */
export interface EarlierCampaign {
	id: unknown;
	numbers: ReadonlySet<string>;
}

/** What rules find outside the rows. */
export interface LeaveOutWorld<Draft extends CampaignDraft> {
	/** Epoch milliseconds. */
	now: number;
	/** The connection to Hamsa, one for all rules. */
	openSender(): Promise<Sender>;
	/** The list of who must not be called, read once a run. */
	doNotCall: DoNotCallSource;
	/** Looks for the campaign that these rows became in an earlier try: its people are no reason to leave anybody out. */
	findEarlierCampaign(draft: Draft, history: CallHistory): Promise<EarlierCampaign | undefined>;
}

/** Why somebody is not called: a reason in words, and the earlier wave that has called. */
type Because = string | (Pick<JudgedRow, 'earlier'> & { reason: string });

/** Why a recipient in a row (counted from 1) is not called; undefined when there is no reason. */
export type ReasonOf = (recipient: Recipient, row: number) => Because | undefined;

/** A rule that is switched on. */
export interface ActiveRule {
	/** What becomes of the rows that it leaves out. */
	verdict: 'duplicate' | 'skipped' | 'doNotCall';
	/** Whether it asks Hamsa: such rules come last, and runs that have one take turns. */
	asksHamsa: boolean;
	/**
	 * Called once a run with all its campaigns; the function it returns is called for one campaign after the other, and
	 * gives undefined when nobody of it is left out. Throws HamsaError when it cannot be told; then nothing is sent.
	 */
	reasons<Draft extends CampaignDraft>(
		drafts: readonly Draft[],
		world: LeaveOutWorld<Draft>,
	): (draft: Draft) => Promise<ReasonOf | undefined>;
}

/** A rule of who is not called although the row is right. */
export interface LeaveOutRule {
	/** Its fields in the collection Options. */
	properties: readonly INodeProperties[];
	/** Reads them; undefined when the rule is off. Throws InputError. */
	read(options: OptionReader): ActiveRule | undefined;
}
