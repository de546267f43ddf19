import type { IDataObject } from 'n8n-workflow';
import type { Outcome } from '../../../../execution/outcome';
import { checkAccount } from '../../../../fields/checkAccount';
import { idKey } from '../../../../hamsa/ids';
import { spokenVariables } from '../../../../hamsa/agentVariables';
import type { JudgedGroup, Recipient } from '../../../../recipients/types';
import { describeLacking } from '../../../../recipients/variables';
import { count, nameText, quoteName } from '../../../../shared/text';
import { spanInWords } from '../../../../time/wallClock';
import { nobodyItem, previewItem, type PreviewFacts } from '../output/items';
import { describeProblems, hintErrorColumn, present } from '../output/outcome';
import { describeNotes, describePlans, limitsError, type CampaignPlan } from '../plan';
import type { OpenRun, PlannedGroup } from '../run';
import { findSameCampaign } from '../send';
import { approvalCodeOf } from './approval';

/** Why Call People would stop at the limits or at rows that cannot be called; undefined when it would go on. */
function whyStopped(run: OpenRun, planned: readonly PlannedGroup[]): string | undefined {
	const { options, onError } = run;
	const rejected = planned.reduce((sum, { contacts }) => sum + contacts.rejectedCount, 0);
	if (rejected > 0 && onError === 'stop' && !options.leavesOutBadRows) {
		return `On Error is Stop Workflow and ${count(rejected, 'row')} cannot be called. Correct them, or set If a Row Cannot Be Called to Leave It Out under Options`;
	}
	const plans = planned.flatMap(({ plan }) => plan ?? []);
	return limitsError(plans, options)?.message;
}

/** What Duplicate Protection would find. */
async function findSame(
	run: OpenRun,
	{ request, contacts }: CampaignPlan,
): Promise<PreviewFacts['alreadyIn']> {
	const found = await findSameCampaign(await run.connect(), request, contacts);
	return (
		found && {
			id: String(found.created.id),
			name: nameText(found.created.name),
			age: spanInWords(found.ageMs),
		}
	);
}

/** One campaign to be, and what Hamsa knows of it. */
interface Previewed extends PlannedGroup {
	alreadyIn: PreviewFacts['alreadyIn'];
}

/** When and how long calls are made. */
function describeTimes(plans: readonly CampaignPlan[]): string {
	const [first, ...others] = plans;
	if (first === undefined) return '';
	return others.length === 0
		? ` The calls would take ${first.expectedDuration}: ${first.callingWindow}.`
		: ` ${count(plans.length, 'campaign')} would be made. ${describePlans(plans)}`;
}

/** What would become of the whole list, in one sentence. */
function describeAll(previewed: readonly Previewed[]): string {
	const sum = (amount: (group: Previewed) => number) =>
		previewed.reduce((total, group) => total + amount(group), 0);
	const told = (amount: number, words: string) =>
		amount === 0 ? '' : `${amount.toLocaleString('en-US')} ${words}`;
	const called = sum(({ contacts, alreadyIn }) => (alreadyIn === undefined ? contacts.recipients.length : 0));
	const duplicates = sum(({ contacts }) => contacts.duplicatesRemoved);
	const leftOut = previewed.flatMap(({ contacts }) => contacts.leftOut);
	const rejectedCount = sum(({ contacts }) => contacts.rejectedCount);
	const parts = [
		`${called.toLocaleString('en-US')} would be called`,
		told(duplicates, duplicates === 1 ? 'duplicate left out' : 'duplicates left out'),
		told(
			sum(({ contacts }) => contacts.doNotCallCount),
			'on the Do Not Call List',
		),
		told(
			sum(({ contacts }) => contacts.skippedCount),
			'skipped',
		),
		told(leftOut.filter(({ verdict }) => verdict === 'inEarlierWave').length, 'in earlier waves'),
		describeProblems({ leftOut, rejectedCount }).replace(/\.$/, ''),
	].filter((part) => part !== '');
	const plans = previewed.flatMap(({ plan, alreadyIn }) => (alreadyIn === undefined ? (plan ?? []) : []));
	return `Preview, nobody was called. ${parts.join(' · ')}.${describeTimes(plans)}`;
}

/** Tells of campaigns that hold the people already. */
function hintExisting({ hint }: OpenRun, previewed: readonly Previewed[]): void {
	for (const { alreadyIn } of previewed) {
		if (alreadyIn === undefined) continue;
		hint(
			`These people are in the campaign ${quoteName(alreadyIn.name)} (${nameText(alreadyIn.id)}) already, created ${alreadyIn.age} ago: nothing would be created (Duplicate Protection).`,
			'warning',
		);
	}
}

/** Looks with Hamsa for what the campaigns need, once for those that share it. Returns the variables that agents speak. */
async function checkAccounts(run: OpenRun, planned: readonly PlannedGroup[]): Promise<string[][]> {
	const checked = new Map<string, Promise<IDataObject>>();
	const spoken: string[][] = [];
	for (const { settings } of planned) {
		const { voiceAgentId, phoneNumber } = settings;
		const caller = `${idKey(voiceAgentId)} ${phoneNumber}`;
		const check = checked.get(caller) ?? checkAccount(await run.connect(), settings);
		checked.set(caller, check);
		spoken.push(spokenVariables(await check));
	}
	return spoken;
}

/** Tells what agents speak of and people lack, once for all campaigns whose agents speak of the same. */
function hintLacking({ hint }: OpenRun, groups: readonly PlannedGroup[], spoken: readonly string[][]): void {
	const bySpoken = new Map<string, { spoken: string[]; recipients: Recipient[] }>();
	for (const [index, { contacts }] of groups.entries()) {
		const key = JSON.stringify(spoken[index]);
		const { recipients = [] } = bySpoken.get(key) ?? {};
		bySpoken.set(key, { spoken: spoken[index]!, recipients: recipients.concat(contacts.recipients) });
	}
	for (const each of bySpoken.values()) {
		const lacking = describeLacking(each.spoken, each.recipients);
		if (lacking !== '') hint(lacking, 'warning');
	}
}

/**
 * Does all that sending does but the POST: the key, the number and the voice agent are looked up with Hamsa, and so is a
 * campaign that holds these people already. A preview of a wave gives no approval code. Throws HamsaError when sending would
 * fail for one of these.
 */
export async function previewAll(
	run: OpenRun,
	planned: readonly PlannedGroup[],
	of: 'list' | 'wave' = 'list',
): Promise<Outcome[]> {
	const { options, source, hint } = run;
	const plans = planned.flatMap(({ plan }) => plan ?? []);
	const approvalCode = approvalCodeOf(plans.map(({ request }) => request));
	const wouldStop = whyStopped(run, planned);
	const spoken = await checkAccounts(run, planned);
	const previewed: Previewed[] = [];
	for (const group of planned) {
		previewed.push({ ...group, alreadyIn: group.plan && (await findSame(run, group.plan)) });
	}
	hint(describeAll(previewed));
	hintExisting(run, previewed);
	if (wouldStop !== undefined) hint(`Sending would stop: ${wouldStop}.`, 'warning');
	hintLacking(run, previewed, spoken);
	for (const { contacts } of previewed) {
		const notes = describeNotes(contacts);
		if (notes !== undefined) hint(notes);
	}
	if (options.output === 'rows') hintErrorColumn(run);
	if (of === 'list' && plans.length > 0 && wouldStop === undefined) {
		hint(`To call, set Run Mode to Call People. Approval code of this preview: ${approvalCode}.`);
	}
	// A wave is not the whole list: parts of which nobody is in it are no campaigns that were not made.
	const ofNobody = (group: JudgedGroup) => (of === 'list' ? nobodyItem(group, true) : undefined);
	return previewed.map(({ plan, alreadyIn, ...group }) => {
		const facts: PreviewFacts = {
			...(of === 'list' ? { approvalCode } : {}),
			...(wouldStop === undefined ? {} : { wouldStop }),
			...(alreadyIn === undefined ? {} : { alreadyIn }),
		};
		const isNew = alreadyIn === undefined;
		return present(run, group, options, source, {
			item: plan === undefined ? ofNobody(group) : previewItem(plan, facts, options.simplify),
			fate: {
				called: isNew ? 'wouldBeCalled' : 'inCampaign',
				reason: isNew
					? undefined
					: `Is in the campaign ${quoteName(alreadyIn.name)} already, created ${alreadyIn.age} ago`,
				hoursOf: isNew ? plan?.hoursOf : undefined,
				campaignId: alreadyIn?.id,
			},
		});
	});
}
