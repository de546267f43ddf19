import type { INodeExecutionData } from 'n8n-workflow';
import { allFailed, successesFirst, type Outcome } from '../../../execution/outcome';
import type { ItemsRun } from '../../../execution/run';
import type { SecondInput } from '../../../execution/secondInput';
import { readNumber } from '../../../fields/readers';
import { CALL_MODES, readRunMode, type RunMode } from '../../../fields/runMode';
import type { Sender } from '../../../sending/types';
import { asInputError, InputError } from '../../../shared/errors';
import { count } from '../../../shared/text';
import {
	badRowsError,
	callItem,
	describeCallOrigin,
	describeLeftOut,
	failedRow,
	nameRow,
	withEarlierCalls,
	type BadRow,
} from './items';
import { doNotCallListOf } from './doNotCall';
import { previewCalls } from './preview';
import { planCall, type PlannedCall } from './request';
import { knowingEarlierTries, sendCall } from './send';

/** All that placing calls needs of the world around it. */
interface StartRun extends ItemsRun {
	/** Opens the connection to Hamsa; called only when there is a call to place. */
	openSender(): Promise<Sender>;
	/** The Do Not Call List as it came in. */
	doNotCallRows: SecondInput;
}

/** What is to become of the items. */
interface StartPlan {
	planned: PlannedCall[];
	/** Those whose people are on the Do Not Call List. */
	leftOut: PlannedCall[];
	bad: BadRow[];
	mode: RunMode;
}

/** Above so many calls nothing is placed, unless Maximum Calls says otherwise. */
const DEFAULT_MAXIMUM = 5;

function tooMany({ items }: StartRun, maximum: number): InputError {
	return new InputError(
		`${count(items.length, 'item')} came in, and more than ${count(maximum, 'call')} would be placed (Maximum Calls)`,
		'Nobody was called. To call many people, use Campaign: Create, which makes one campaign of all items. To place single calls all the same, raise Maximum Calls under Options.',
	);
}

/** Checks every item before anything is sent. Throws when more calls than allowed would be placed. */
function planAll(run: StartRun): StartPlan {
	const { items, parameters, clock } = run;
	const mode = readRunMode(parameters.raw('runMode'), CALL_MODES);
	const maximum = readNumber(
		parameters.value('options.maximumCalls', 0) ?? DEFAULT_MAXIMUM,
		'Maximum Calls',
		{ least: 1, whole: true },
	);
	const isOnList = doNotCallListOf(run);
	const planned: PlannedCall[] = [];
	const leftOut: PlannedCall[] = [];
	const bad: BadRow[] = [];
	for (let item = 0; item < items.length; item++) {
		try {
			const call = planCall(parameters, item, clock);
			const isLeftOut = isOnList?.({ phoneNumber: call.request.toNumber }) === true;
			(isLeftOut ? leftOut : planned).push(call);
		} catch (error) {
			bad.push({ item, error: asInputError(error) });
		}
		if (planned.length > maximum) throw tooMany(run, maximum);
	}
	return { planned, leftOut, bad, mode };
}

/** Places the planned calls one after the other. What fails is a failed item where the node continues on errors. */
async function placeAll(run: StartRun, planned: readonly PlannedCall[]): Promise<Outcome> {
	const succeeded: INodeExecutionData[] = [];
	const failed: INodeExecutionData[] = [];
	const occurrences = new Map<string, number>();
	let sender: Sender | undefined;
	for (const call of planned) {
		const { request, item } = call;
		const content = JSON.stringify(request);
		const occurrence = occurrences.get(content) ?? 0;
		occurrences.set(content, occurrence + 1);
		try {
			sender ??= await run.openSender();
			const sent = await sendCall(sender, call, occurrence);
			const words = describeCallOrigin(sent, request.toNumber);
			if (words !== '') run.hint(words);
			succeeded.push(callItem(call, sent));
		} catch (error) {
			if (run.onError === 'stop') throw withEarlierCalls(run, item, error, succeeded);
			failed.push(failedRow(run, item, error));
		}
	}
	return { succeeded, failed };
}

/**
 * Turns each item of a run into one call: checks all of them, then places one after the other, and returns the output
 * items; in Preview it only says what would become of each. Throws HamsaError when the node stops on errors; otherwise what
 * failed comes back as failed items.
 */
export async function startCalls(run: StartRun): Promise<INodeExecutionData[]> {
	let plan: StartPlan;
	try {
		plan = planAll(run);
	} catch (error) {
		return allFailed(
			run,
			run.items.map((_, item) => item),
			knowingEarlierTries(error, run.earlierAttempts()),
			'Nobody was called.',
			(item, message) => nameRow(run, item, message),
		);
	}
	const { planned, leftOut, bad, mode } = plan;
	if (mode === 'preview') return await previewCalls(run, plan);
	if (bad.length > 0 && run.onError === 'stop') {
		throw knowingEarlierTries(badRowsError(run, bad), run.earlierAttempts());
	}
	if (leftOut.length > 0) run.hint(describeLeftOut(run, leftOut));
	const noted = planned.filter(({ note }) => note !== undefined);
	if (noted.length > 0) {
		const words = noted.map(({ item, request, note }) => nameRow(run, item, `${request.toNumber} ${note}`));
		run.hint(`${count(noted.length, 'number')} to check: ${words.join('; ')}.`);
	}
	const { succeeded, failed } = await placeAll(run, planned);
	failed.push(...bad.map(({ item, error }) => failedRow(run, item, error)));
	const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
	failed.sort((a, b) => itemOf(a) - itemOf(b));
	return successesFirst([{ succeeded, failed }]);
}
