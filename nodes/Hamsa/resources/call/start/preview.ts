import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { successesFirst, type Outcome } from '../../../execution/outcome';
import type { ItemsRun } from '../../../execution/run';
import { checkAccount } from '../../../fields/checkAccount';
import { idKey } from '../../../hamsa/ids';
import { ON_THE_LIST } from '../../../recipients/leaveOut/doNotCall';
import type { Sender } from '../../../sending/types';
import { asHamsaError } from '../../../shared/errors';
import { count } from '../../../shared/text';
import { spanInWords } from '../../../time/wallClock';
import { failedRow, nameRow, type BadRow } from './items';
import type { PlannedCall, StartCallRequest } from './request';
import { existingCall } from './send';

/** What would become of a row. */
interface Verdict {
	callVerdict: 'wouldBeCalled' | 'duplicate' | 'rejected' | 'doNotCall';
	callPhoneNumber: string | null;
	callReason: string | null;
	callVariables: IDataObject;
}

const OWN = new Set<string>(['callVerdict', 'callPhoneNumber', 'callReason', 'callVariables'] satisfies Array<
	keyof Verdict
>);

/** A verdict in front of the row's own fields; those of an earlier preview are replaced. */
function verdictItem({ items }: ItemsRun, item: number, verdict: Verdict): INodeExecutionData {
	const own = Object.entries(items[item]!.json).filter(([column]) => !OWN.has(column));
	return { json: { ...verdict, ...Object.fromEntries(own) }, pairedItem: { item } };
}

/** Looks with Hamsa whether the voice agent and the From Number of a call are there, once for rows that share them. */
async function checkCaller(
	sender: Sender,
	{ voiceAgentId, phoneNumber }: StartCallRequest,
	checked: Map<string, Promise<unknown>>,
): Promise<void> {
	const caller = `${idKey(voiceAgentId)} ${phoneNumber}`;
	const check = checked.get(caller) ?? checkAccount(sender, { voiceAgentId, phoneNumber });
	checked.set(caller, check);
	await check;
}

/** Why a call would not be placed: it is there already, on Hamsa or in a row before; undefined when it would be. */
async function whyNot(
	sender: Sender,
	call: PlannedCall,
	before: Map<string, number>,
): Promise<string | undefined> {
	if (call.protectionMs === 0) return undefined;
	const content = JSON.stringify(call.request);
	const row = before.get(content);
	if (row !== undefined) return `The same call comes in row ${row + 1} (Duplicate Protection)`;
	before.set(content, call.item);
	const found = await existingCall(sender, call);
	return found && `The same call was placed ${spanInWords(found.ageMs)} ago (Duplicate Protection)`;
}

/**
 * Does all that placing calls does but the POST, and says what would become of each row: one item a row, in their order.
 * A row that cannot be called is no failure here, since finding it is what a preview is for. Throws HamsaError when Hamsa
 * cannot be asked and the node stops on errors.
 */
export async function previewCalls(
	run: ItemsRun & { openSender(): Promise<Sender> },
	{ planned, leftOut, bad }: { planned: PlannedCall[]; leftOut: PlannedCall[]; bad: BadRow[] },
): Promise<INodeExecutionData[]> {
	const outcome: Outcome = { succeeded: [], failed: [] };
	const before = new Map<string, number>();
	const checked = new Map<string, Promise<unknown>>();
	let sender: Sender | undefined;
	let called = 0;
	for (const call of planned) {
		const { item, request, note } = call;
		try {
			sender ??= await run.openSender();
			await checkCaller(sender, request, checked);
			const reason = await whyNot(sender, call, before);
			if (reason === undefined) called++;
			outcome.succeeded.push(
				verdictItem(run, item, {
					callVerdict: reason === undefined ? 'wouldBeCalled' : 'duplicate',
					callPhoneNumber: request.toNumber,
					callReason: reason ?? (note === undefined ? null : `${request.toNumber} ${note}`),
					callVariables: request.params,
				}),
			);
		} catch (error) {
			if (run.onError === 'stop') {
				const failure = asHamsaError(error);
				throw failure.reworded(nameRow(run, item, failure.message), failure.action);
			}
			outcome.failed.push(failedRow(run, item, error));
		}
	}
	for (const { item, request } of leftOut) {
		outcome.succeeded.push(
			verdictItem(run, item, {
				callVerdict: 'doNotCall',
				callPhoneNumber: request.toNumber,
				callReason: ON_THE_LIST,
				callVariables: request.params,
			}),
		);
	}
	for (const { item, error } of bad) {
		outcome.succeeded.push(
			verdictItem(run, item, {
				callVerdict: 'rejected',
				callPhoneNumber: null,
				callReason: error.message,
				callVariables: {},
			}),
		);
	}
	const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
	outcome.succeeded.sort((a, b) => itemOf(a) - itemOf(b));
	run.hint(
		summary(run, {
			called,
			onList: leftOut.length,
			rejected: bad.length,
			failed: outcome.failed.length,
		}),
	);
	return successesFirst([outcome]);
}

function summary(
	{ onError }: ItemsRun,
	{ called, onList, rejected, failed }: Record<'called' | 'onList' | 'rejected' | 'failed', number>,
): string {
	const people = count(called, 'person', 'people');
	const rows = (amount: number) => count(amount, 'row');
	if (rejected > 0 && onError === 'stop') {
		return `Preview, nobody was called. Calling would stop, because On Error is Stop Workflow and ${rows(rejected)} cannot be called; ${people} could be.`;
	}
	const others = [
		...(rejected === 0 ? [] : [` and ${rows(rejected)} rejected`]),
		...(failed === 0 ? [] : [` and ${rows(failed)} failed`]),
	];
	const left = onList === 0 ? '' : ` ${count(onList, 'person is', 'people are')} on the Do Not Call List.`;
	return `Preview, nobody was called. ${people} would be called${others.join('')}.${left} To call, set Run Mode to Call People.`;
}
