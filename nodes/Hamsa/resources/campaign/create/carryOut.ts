import type { INodeExecutionData } from 'n8n-workflow';
import { successesFirst, type Outcome } from '../../../execution/outcome';
import { count, errorWords } from '../../../shared/text';
import { checkApproval } from './modes/approval';
import { campaignItem } from './output/items';
import {
	amongOthers,
	describeCampaignOrigin,
	hintErrorColumn,
	nobody,
	notCreated,
	present,
	type Made,
} from './output/outcome';
import { withRowsToFix } from './output/rowsToFix';
import { describeNotes, describePlans, limitsError, type CampaignPlan } from './plan';
import type { OpenRun, PlannedGroup } from './run';
import { sendCampaign } from './send';

/** Sends one campaign. `isOnly` says that the run makes no other, so that all can be told of it at once. */
async function sendPlan(
	run: OpenRun,
	plan: CampaignPlan,
	isOnly: boolean,
): Promise<Made & { item: INodeExecutionData }> {
	const { hint, options } = run;
	const sender = await run.connect();
	const sent = await sendCampaign(sender, plan.request, plan.contacts);
	const words = describeCampaignOrigin(sent);
	if (words !== '') hint(words);
	const created = sent.origin !== 'otherRun';
	if (created) {
		if (isOnly) hint(plan.summary);
		const notes = describeNotes(plan.contacts);
		if (notes !== undefined) hint(notes);
	}
	const receipt = await run.receiptOf(sender, plan, sent);
	const campaignId = String(sent.campaign.id);
	return {
		item: campaignItem(plan, sent, receipt, options.simplify),
		fate: { called: 'sent', hoursOf: plan.hoursOf, campaignId, created, receipt },
	};
}

/** Learns what became of a plan as soon as it is known: the campaign's ID, or why there is none. */
export type PlanObserver = (plan: CampaignPlan, became: { campaignId: string } | { error: unknown }) => void;

/**
 * Sends each campaign that was planned and presents what became of all rows. Throws SendError or InputError when the node
 * stops on errors.
 */
export async function sendAll(
	run: OpenRun,
	planned: readonly PlannedGroup[],
	observe: PlanObserver = () => {},
): Promise<Outcome[]> {
	const { options, source } = run;
	const outcomes: Outcome[] = [];
	const all: INodeExecutionData[] = [];
	const created: CampaignPlan[] = [];
	const plans = planned.flatMap(({ plan }) => plan ?? []);
	const isOnly = plans.length === 1;
	for (const { plan, ...group } of planned) {
		if (plan === undefined) {
			const name = planned.length === 1 ? undefined : group.settings.name;
			const item = nobody(run, group, options, name);
			const made: Made = { item, fate: { called: 'sent', created: false } };
			outcomes.push(present(run, group, options, source, made));
			continue;
		}
		try {
			const made = await sendPlan(run, plan, isOnly);
			observe(plan, { campaignId: made.fate.campaignId! });
			all.push(made.item);
			if (made.fate.created === true) created.push(plan);
			outcomes.push(present(run, group, options, source, made));
		} catch (error) {
			observe(plan, { error });
			const later = run.onError === 'stop' ? plans.slice(plans.indexOf(plan) + 1) : [];
			const others = { created: all, unsent: later.map(({ request }) => request.name) };
			const told = isOnly ? error : amongOthers(error, plan.request.name, others);
			outcomes.push(notCreated(run, group.items, told));
		}
	}
	if (!isOnly && created.length > 0) {
		run.hint(`${count(created.length, 'campaign was', 'campaigns were')} created. ${describePlans(created)}`);
	}
	if (options.output === 'rows') hintErrorColumn(run);
	return outcomes;
}

/** Checks what would be sent against the limits and the approval. Throws InputError. */
export function checkPlans({ options }: OpenRun, planned: readonly PlannedGroup[]): void {
	const plans = planned.flatMap(({ plan }) => plan ?? []);
	const exceeded = limitsError(plans, options);
	if (exceeded !== undefined) throw exceeded;
	const requests = plans.map(({ request }) => request);
	checkApproval(options.approvalCode, requests);
}

/** The output items, one for each row in the order of the rows, whichever campaigns these are in. */
export function inOrder({ options }: OpenRun, outcomes: readonly Outcome[]): INodeExecutionData[] {
	if (options.output !== 'rows' || outcomes.length < 2) return successesFirst(outcomes);
	const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
	const succeeded = outcomes.flatMap((outcome) => outcome.succeeded);
	succeeded.sort((one, other) => itemOf(one) - itemOf(other));
	return successesFirst([{ succeeded, failed: outcomes.flatMap(({ failed }) => failed) }]);
}

/** Adds the rows that cannot be called as a file. What was sent must be told even when there can be no file. */
export async function addRowsToFix(
	run: OpenRun,
	planned: readonly PlannedGroup[],
	output: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	if (!run.options.rowsToFix) return output;
	try {
		const leftOut = planned.flatMap(({ contacts }) => contacts.leftOut);
		return await withRowsToFix(output, run.items, leftOut, run.makeFile);
	} catch (error) {
		run.hint(`The file with the rows to fix could not be made: ${errorWords(error)}`, 'warning');
		return output;
	}
}
