import { createHash } from 'crypto';
import type { INodeProperties } from 'n8n-workflow';
import type { OptionReader } from '../../fields/options';
import { oneAtATime } from '../../sending/oneAtATime';
import type { Sender } from '../../sending/types';
import { calledBefore } from './calledBefore';
import { doNotCall } from './doNotCall';
import { duplicates } from './duplicates';
import { takeOut } from './takeOut';
import type { ActiveRule, CampaignDraft, LeaveOutRule, LeaveOutWorld } from './types';

/** Who is not called, in the order in which it is asked: a row that one rule leaves out is not shown to the next. */
const RULES: readonly LeaveOutRule[] = [duplicates, doNotCall, calledBefore];

/** The fields of all rules, for the collection Options. */
export const leaveOutProperties: INodeProperties[] = RULES.flatMap(({ properties }) => properties);

/** The rules that are switched on, in their order. Throws InputError. */
export const readLeaveOutRules = (options: OptionReader): ActiveRule[] =>
	RULES.flatMap((rule) => rule.read(options) ?? []);

/** Leaves out, in each campaign to be, the recipients for whom a rule has a reason. Throws what a rule throws. */
export async function leaveOut<Draft extends CampaignDraft>(
	drafts: readonly Draft[],
	rules: readonly ActiveRule[],
	world: LeaveOutWorld<Draft>,
): Promise<readonly Draft[]> {
	let left = drafts;
	for (const { verdict, reasons } of rules) {
		const reasonsFor = reasons(left, world);
		const after: Draft[] = [];
		for (const draft of left) {
			const reasonOf = await reasonsFor(draft);
			after.push(
				reasonOf === undefined ? draft : { ...draft, contacts: takeOut(draft.contacts, verdict, reasonOf) },
			);
		}
		left = after;
	}
	return left;
}

/** Runs the work when no other run of this process that asks Hamsa whom to leave out is at work on the same project. */
export async function inTurn<T>({ connection }: Sender, work: () => Promise<T>): Promise<T> {
	const { baseUrl, credential } = connection;
	// Hashed, so that the key is in one place less.
	const project = createHash('sha256')
		.update(`skip ${baseUrl} ${String(credential.apiKey)}`)
		.digest('hex');
	return await oneAtATime(project, work);
}
