import type { Outcome } from '../../../../execution/outcome';
import { checkAccount } from '../../../../fields/checkAccount';
import { spokenVariables } from '../../../../hamsa/agentVariables';
import { describeLacking } from '../../../../recipients/variables';
import { count, nameText, quoteName } from '../../../../shared/text';
import { spanInWords } from '../../../../time/wallClock';
import { nobodyItem, previewItem, type PreviewFacts } from '../output/items';
import { describeProblems, hintErrorColumn, present } from '../output/outcome';
import { describeNotes, limitsError, type CampaignPlan } from '../plan';
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

const upperFirst = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** What a person should know of one campaign to be, in the order in which it matters. */
function describe(
	{ contacts, plan }: PlannedGroup,
	{ wouldStop, alreadyIn }: Omit<PreviewFacts, 'approvalCode'>,
) {
	const { recipients, duplicatesRemoved, skippedCount } = contacts;
	const inCampaign =
		alreadyIn &&
		`These people are in the campaign ${quoteName(alreadyIn.name)} (${nameText(alreadyIn.id)}) already, created ${alreadyIn.age} ago: nothing would be created (Duplicate Protection).`;
	const parts = [
		`${(inCampaign === undefined ? recipients.length : 0).toLocaleString('en-US')} would be called`,
		duplicatesRemoved === 0 ? '' : `${count(duplicatesRemoved, 'duplicate')} left out`,
		skippedCount === 0 ? '' : `${skippedCount.toLocaleString('en-US')} skipped`,
		describeProblems(contacts).replace(/\.$/, ''),
	].filter((part) => part !== '');
	return {
		main: `Preview, nobody was called. ${parts.join(' · ')}.${plan === undefined ? '' : ` ${upperFirst(plan.expectedDuration)} of calls: ${plan.callingWindow}.`}`,
		warnings: [
			...(inCampaign === undefined ? [] : [inCampaign]),
			...(wouldStop === undefined ? [] : [`Sending would stop: ${wouldStop}.`]),
		],
	};
}

/**
 * Does all that sending does but the POST: the key, the number and the voice agent are looked up with Hamsa, and so is a
 * campaign that holds these people already. Throws HamsaError when sending would fail for one of these.
 */
export async function previewAll(run: OpenRun, planned: readonly PlannedGroup[]): Promise<Outcome[]> {
	const { options, source, hint } = run;
	const plans = planned.flatMap(({ plan }) => plan ?? []);
	const approvalCode = approvalCodeOf(plans.map(({ request }) => request));
	const wouldStop = whyStopped(run, planned);
	const outcomes: Outcome[] = [];
	for (const group of planned) {
		const { plan, contacts, settings } = group;
		const agent = await checkAccount(await run.connect(), settings);
		const alreadyIn = plan && (await findSame(run, plan));
		const facts: PreviewFacts = {
			approvalCode,
			...(wouldStop === undefined ? {} : { wouldStop }),
			...(alreadyIn === undefined ? {} : { alreadyIn }),
		};
		const { main, warnings } = describe(group, facts);
		hint(main);
		for (const warning of warnings) hint(warning, 'warning');
		const lacking = describeLacking(spokenVariables(agent), contacts.recipients);
		if (lacking !== '') hint(lacking, 'warning');
		const notes = describeNotes(contacts);
		if (notes !== undefined) hint(notes);
		outcomes.push(
			present(run, group, options, source, {
				item: plan === undefined ? nobodyItem(group, true) : previewItem(plan, facts, options.simplify),
				fate: {
					called: alreadyIn === undefined ? 'wouldBeCalled' : 'inCampaign',
					reason:
						alreadyIn &&
						`Is in the campaign ${quoteName(alreadyIn.name)} already, created ${alreadyIn.age} ago`,
					callingWindow: alreadyIn === undefined ? plan?.callingWindow : undefined,
					campaignId: alreadyIn?.id,
				},
			}),
		);
	}
	if (options.output === 'rows') hintErrorColumn(run);
	if (plans.length > 0 && wouldStop === undefined) {
		hint(`To call, set Run Mode to Call People. Approval code of this preview: ${approvalCode}.`);
	}
	return outcomes;
}
