import type { IDataObject } from 'n8n-workflow';
import {
	asOutput,
	forOneItem,
	type Operation,
	type OperationInput,
	type SumOperation,
} from '../../../execution/operation';
import { readOutput } from '../../../execution/output';
import { readNumber, readSwitch } from '../../../fields/readers';
import { idKey } from '../../../hamsa/ids';
import { recipientsOf } from '../../../hamsa/recipients';
import { hasEnded, statusOf } from '../../../hamsa/statuses';
import { numberDigits } from '../../../phoneNumbers/digits';
import { count } from '../../../shared/text';
import { instantOf } from '../../../shared/values';
import { MINUTE } from '../../../time/wallClock';
import { countCalls, type CallCount, type CallingCampaign } from './calls';
import { readChosen, readChosenCampaigns, type ReadCampaign } from './chosen';
import { STALLED_AFTER } from './description';
import { callFields, reportOutput, reportRow, type Report } from './output';
import { expectedEnd, hoursOf, isOpen, isStalled } from './pace';
import { addPeople, countPeople, nobody } from './people';

/** What a report needs to know besides the campaign. */
interface Rules {
	workflowZone: string;
	stalledAfter: number;
	includesCalls: boolean;
}

/** A report, with what its calls are found by where they are wanted. */
interface OpenReport {
	report: Report;
	/** Whether the campaign may still call. */
	goesOn: boolean;
	calling?: CallingCampaign;
	/** Epoch ms on Hamsa's clock. */
	now: number;
}

function reportOf({ data, serverNow: now, wave }: ReadCampaign, rules: Rules): OpenReport {
	const recipients = recipientsOf(data);
	const isOver = hasEnded(data);
	const people = countPeople(recipients, isOver);
	const hours = hoursOf(data, rules.workflowZone);
	const end = expectedEnd(hours, people, now);
	const report: Report = {
		id: String(data.id),
		name: String(data.name),
		status: statusOf(data),
		wave,
		people,
		windowOpen: isOpen(hours, now),
		stalled: isStalled(hours, people, now, rules.stalledAfter),
		expectedEnd: end,
	};
	if (!rules.includesCalls) return { report, goesOn: !isOver, now };
	const calling: CallingCampaign = {
		voiceAgentId: String(data.voiceAgentId),
		numbers: new Set(recipients.map(({ phoneNumber }) => numberDigits(phoneNumber))),
		from: instantOf(data.createdAt) ?? 0,
		// A call is made before what became of it, and a minute is for clocks.
		to: isOver ? (people.lastActivityAt ?? -Infinity) + MINUTE : Infinity,
	};
	return { report, goesOn: !isOver, calling, now };
}

function addCalls(one: CallCount | undefined, other: CallCount | undefined): CallCount | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return {
		calls: one.calls + other.calls,
		held: one.held + other.held,
		seconds: one.seconds + other.seconds,
	};
}

/** All campaigns together. It ends when the last of them does, which is known when all ends are. */
function totalOf(open: readonly OpenReport[]): Report {
	const reports = open.map(({ report }) => report);
	const statuses = new Set(reports.map(({ status }) => status));
	const ends = open.filter(({ goesOn }) => goesOn).map(({ report }) => report.expectedEnd);
	const isForeseen = ends.length > 0 && ends.every((end) => end !== undefined);
	return {
		id: 'total',
		name: `Total of ${count(reports.length, 'campaign')}`,
		status: statuses.size === 1 ? reports[0]!.status : null,
		campaigns: reports.length,
		people: reports.reduce((sum, { people }) => addPeople(sum, people), nobody()),
		windowOpen: reports.some(({ windowOpen }) => windowOpen === true),
		stalled: reports.some(({ stalled }) => stalled),
		expectedEnd: isForeseen ? Math.max(...ends) : undefined,
		calls: reports.reduce<CallCount | undefined>((sum, { calls }) => addCalls(sum, calls), undefined),
	};
}

/** Counts the calls of the campaigns, each of which then has them. */
async function withCalls(reader: OperationInput['reader'], open: readonly OpenReport[]): Promise<void> {
	const calling = open.flatMap((each) => each.calling ?? []);
	if (calling.length === 0) return;
	const counts = await countCalls(reader, calling, open[0]!.now);
	for (const [index, { report }] of open.entries()) report.calls = counts[index];
}

const rowsOf = (reports: readonly Report[], shape: (row: IDataObject) => IDataObject) =>
	asOutput(reports.map((report) => ({ ...shape(reportRow(report)), ...callFields(report) })));

/** How far campaigns are: a row for each, and one in total, in which no campaign counts twice. */
export function openReport(): SumOperation {
	const all = new Map<string, OpenReport>();
	return {
		async each(input) {
			const { field, reader, context } = input;
			const chosen = readChosen(field);
			const minutes = readNumber(
				field('options.stalledAfterMinutes') ?? STALLED_AFTER,
				'Stalled After (Minutes)',
				{ least: 1 },
			);
			const rules: Rules = {
				workflowZone: context.getTimezone(),
				stalledAfter: minutes * MINUTE,
				includesCalls: readSwitch(field('options.includeCalls'), 'Include Calls'),
			};
			const shape = readOutput(input, reportOutput);
			const open = await readChosenCampaigns(reader, chosen, (campaign) => reportOf(campaign, rules));
			await withCalls(reader, open);
			for (const each of open) {
				// Only the counts stay, not the people.
				delete each.calling;
				all.set(idKey(each.report.id), each);
			}
			return rowsOf(
				open.map(({ report }) => report),
				shape,
			);
		},
		sum: (input) => rowsOf([totalOf([...all.values()])], readOutput(input, reportOutput)),
	};
}

/** The report for one input item. */
export const getReport: Operation = forOneItem(openReport);
