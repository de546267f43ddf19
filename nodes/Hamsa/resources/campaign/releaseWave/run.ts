import type { INodeExecutionData } from 'n8n-workflow';
import { successesFirst, type Outcome } from '../../../execution/outcome';
import type { CampaignScope } from '../../../expressions/sameForAll';
import type { RecipientsSource } from '../../../recipients/contacts';
import { inTurn } from '../../../recipients/leaveOut';
import type { JudgedGroup } from '../../../recipients/types';
import { asOnlyOne, cancelledBefore } from '../../../sending/sendOnce';
import { settlingTime } from '../../../sending/settle';
import { InputError } from '../../../shared/errors';
import { estimateDuration } from '../../../time/duration';
import { spanInWords } from '../../../time/wallClock';
import { addRowsToFix, checkPlans, inOrder, sendAll } from '../create/carryOut';
import { groupBySize, type CampaignGroup } from '../create/grouping';
import { isNothing, judgeAll, wholeItems } from '../create/judging';
import { previewAll } from '../create/modes/preview';
import { notCreated, present } from '../create/output/outcome';
import { readRunOptions, type RunOptions } from '../create/options';
import { openRun, planGroups, type CreateRun, type OpenRun, type PlannedGroup } from '../create/run';
import { knowingEarlierTries, type CampaignSender } from '../create/send';
import { chooseNext, nobodyOf } from './choose';
import { describeWhy, nothingItem, withFacts, type WaveFacts } from './items';
import { lookAtWaves, NO_WAVE, readList, type Look } from './look';
import type { NoteStore } from './memory';
import { readWaveOptions, type WaveOptions } from './options';
import { sendWave, waveNames } from './send';

/*
 * Hamsa is the memory of a series: its waves are the campaigns whose names say so, and who is in one of them is not sent
 * again. So nothing has to be repaired after a crash, and any n8n can go on. What is guaranteed:
 * - executions of one node take turns from the look at the waves to the last POST (nodeLock.ts), so that two schedules that
 *   overlap make one wave. Through two different nodes both can send the same people, when neither sees the other's wave.
 * - the people of a wave are in no wave that Hamsa shows, nor in one that this process or this node's static data knows to
 *   have been made just now and that is not listed yet.
 * - after an unknown outcome no wave goes out before the settling time. n8n saves the note of it with production runs, this
 *   process knows it anyway, and to executions of other processes that wait for the lock it is not given back. So it is when
 *   a process is killed.
 * - as far as Hamsa lists a wave when the next execution looks, which may be in another process a moment later.
 * - a wave that is gone from Hamsa stops everything, as far as that can be seen: a hole between the waves always; the last
 *   waves, or one of several campaigns of a wave, only by the static data.
 */

/** A run of waves whose options are read. */
interface WaveRun {
	run: OpenRun;
	options: WaveOptions;
	store: NoteStore;
}

/** The options of Create, without those that mean nothing for waves: the series protects from doubles, and its size is chosen. */
const forWaves = (options: RunOptions): RunOptions => ({
	...options,
	approvalCode: undefined,
	duplicateProtectionHours: 0,
	maximumPeople: Infinity,
});

/** All rows, of which nobody is called now. */
function nobodyGoes({ run }: WaveRun, { groups, why, facts }: Look): Outcome[] {
	const { options, source, everyItem } = run;
	const isPreview = options.mode === 'preview';
	run.hint(
		`${isPreview ? 'Preview, nobody was called. ' : ''}${describeWhy(why!, facts)}`,
		why!.isWarning === true ? 'warning' : undefined,
	);
	const outcomes = nobodyOf(groups, why!).map((group) =>
		present(run, group, options, source, { fate: { called: 'sent', created: false } }),
	);
	const item = nothingItem(facts, everyItem, isPreview);
	return options.output === 'rows' ? outcomes : [{ succeeded: [item], failed: [] }, ...outcomes];
}

/** Campaigns say what they are in the series; rows keep their own columns. */
const inSeries = ({ options }: OpenRun, outcomes: Outcome[], facts: WaveFacts): Outcome[] =>
	options.output === 'rows' ? outcomes : withFacts(outcomes, facts);

/** The campaigns of the next wave, and groups of which nobody is in it, without plans. Throws InputError. */
function planWave({ run, options }: WaveRun, chosen: readonly CampaignGroup[], wave: number): PlannedGroup[] {
	const withPeople = chosen.filter(({ contacts }) => contacts.recipients.length > 0);
	const others = chosen.filter(({ contacts }) => contacts.recipients.length === 0);
	const planned = planGroups(run, groupBySize(run, withPeople, waveNames(options.series, wave)));
	return [...planned, ...others];
}

/** When all who are in no wave would have been called, in words. */
function throughIn({ run }: WaveRun, { facts }: Look, plans: readonly PlannedGroup[]): string | undefined {
	const most = plans
		.flatMap(({ plan, settings }) => (plan === undefined ? [] : [{ plan, settings }]))
		.sort((one, other) => other.plan.request.recipients.length - one.plan.request.recipients.length)[0];
	if (most === undefined) return undefined;
	const inWave = plans.reduce((sum, { plan }) => sum + (plan?.request.recipients.length ?? 0), 0);
	const { settings, plan } = most;
	// The campaigns of a wave call side by side, so the largest tells how long it takes.
	const share = plan.request.recipients.length / inWave;
	return estimateDuration({
		recipients: Math.ceil(facts.waiting * share),
		averageCallMinutes: run.options.averageCallMinutes,
		reservedConcurrency: settings.reservedConcurrency,
		window: settings.window,
		zone: settings.timeZone.zone,
		startsAt: run.clock.now,
	}).words;
}

/** Shows the next wave, also when it would not go out now, and when the list would be through. */
async function previewWave(waveRun: WaveRun, look: Look): Promise<Outcome[]> {
	const { run, options } = waveRun;
	const { groups, facts, why, next } = look;
	const { now } = run.clock;
	const choose = (onlyOpen: boolean) => chooseNext(groups, options.peoplePerWave, now, onlyOpen);
	const isSomebody = ({ contacts }: CampaignGroup) => contacts.recipients.length > 0;
	const open = choose(options.onlyInsideCallingWindow);
	const planned = planWave(waveRun, open.some(isSomebody) ? open : choose(false), next);
	const outcomes = await previewAll(run, planned, 'wave');
	const through = throughIn(waveRun, look, planned);
	const inWave = planned.reduce((sum, { plan }) => sum + (plan?.request.recipients.length ?? 0), 0);
	const waves = Math.ceil(facts.waiting / inWave);
	const waiting = facts.waiting - inWave;
	run.hint(
		`Wave ${next.toLocaleString('en-US')}: ${waiting.toLocaleString('en-US')} would wait for later waves. At this pace the list takes ${waves.toLocaleString('en-US')} ${waves === 1 ? 'wave' : 'waves'} and ${through} of calls.`,
	);
	if (why !== undefined) run.hint(`It would not go out now: ${why.reason}. ${why.advice}`.trim(), 'warning');
	return inSeries(run, outcomes, { ...facts, wave: next, waiting, throughIn: through });
}

/** The tester's phones are called as the next people of the list. */
async function testWave({ run }: WaveRun, { groups }: Look): Promise<Outcome[]> {
	const planned = planGroups(run, groupBySize(run, groups));
	checkPlans(run, planned);
	return await sendAll(run, planned);
}

/** Sends the next wave, or says why it does not go out. */
async function carryOut(waveRun: WaveRun, look: Look, planned: readonly PlannedGroup[]): Promise<Outcome[]> {
	const { run, options, store } = waveRun;
	const { facts, next } = look;
	const withPlans = planned.filter(({ plan }) => plan !== undefined);
	const { outcomes, released } = await store.whileSending(
		async () => await sendWave(run, options, look, withPlans, store),
	);
	const others = planned
		.filter(({ plan }) => plan === undefined)
		.map((group) =>
			present(run, group, run.options, run.source, { fate: { called: 'sent', created: false } }),
		);
	const wave: WaveFacts = { ...facts, wave: next, released, waiting: facts.waiting - released };
	return [...inSeries(run, outcomes, wave), ...others];
}

/** What to do when nobody knows whether the wave was made. */
const whereToLook = (sender: CampaignSender): string =>
	`The wave may exist. Look at Batch Calls in the Hamsa dashboard: if it is there, people are being called. There is nothing to do: no other wave goes out within ${spanInWords(settlingTime(sender))}, and after that the next run sees on Hamsa whether these people are in a wave.`;

/**
 * Releases the next wave of a list: leaves out who is in an earlier one, and sends the next people of it, if nothing speaks
 * against it. Throws InputError or SendError when the node stops on errors; otherwise they come back as failed items.
 * `storeOf` gives the note of a series at a Hamsa.
 */
export async function releaseWave(
	given: CreateRun,
	storeOf: (baseUrl: string, series: string) => NoteStore,
): Promise<INodeExecutionData[]> {
	const { items, parameters, clock } = given;
	const createRun = { ...given, items: wholeItems(items) };
	const everyItem = items.map((_, index) => index);
	const source = parameters.raw('recipientsSource') as RecipientsSource;
	if (items.length === 0 || (source === 'inputItems' && isNothing(items))) {
		createRun.hint('No rows came in, so there is nobody to call and no wave was released.');
		return [];
	}
	const failed = (error: unknown) => successesFirst([notCreated(createRun, everyItem, error)]);
	const nothing = (error: unknown) => failed(knowingEarlierTries(error, createRun.earlierAttempts()));
	let opened: OpenRun;
	let options: WaveOptions;
	let sender: CampaignSender;
	let judged: readonly JudgedGroup[];
	try {
		if (given.asTool) throw notForModels();
		const scope: CampaignScope = { items: createRun.items, indexes: everyItem, hint: createRun.hint };
		options = readWaveOptions(parameters, scope, clock.workflowZone);
		opened = openRun(createRun, source, everyItem, forWaves(readRunOptions(parameters, scope, false)));
		judged = await readList(opened, judgeAll(opened));
		sender = { ...(await opened.connect()) };
	} catch (error) {
		return nothing(error);
	}
	const { mode } = opened.options;
	const store = storeOf(sender.connection.baseUrl, options.series);
	const work = async (run: OpenRun): Promise<INodeExecutionData[]> => {
		const waveRun: WaveRun = { run, options, store };
		let look: Look;
		let planned: PlannedGroup[] = [];
		let outcomes: Outcome[] | undefined;
		try {
			look = await lookAtWaves(run, options, judged, store);
			if (look.facts.done) outcomes = nobodyGoes(waveRun, look);
			else if (mode === 'preview') outcomes = await previewWave(waveRun, look);
			else if (mode === 'call' && look.why !== undefined) outcomes = nobodyGoes(waveRun, look);
			else if (mode === 'call') {
				const { peoplePerWave, onlyInsideCallingWindow } = options;
				const chosen = chooseNext(look.groups, peoplePerWave, run.clock.now, onlyInsideCallingWindow);
				planned = planWave(waveRun, chosen, look.next);
				checkPlans(run, planned);
			}
		} catch (error) {
			return nothing(error);
		}
		outcomes ??= mode === 'test' ? await testWave(waveRun, look) : await carryOut(waveRun, look, planned);
		return await addRowsToFix(run, look.groups, inOrder(run, outcomes));
	};
	/** Whoever knows that a wave may come to be still need not wait for the lock, which is kept as long. */
	const isOpen = !store.isSending() && (store.read()?.open?.until ?? 0) > clock.now;
	const alone = async () =>
		mode === 'call' && !isOpen
			? await asOnlyOne(
					sender,
					NO_WAVE,
					() => {
						if (sender.signal?.aborted === true) throw cancelledBefore(NO_WAVE);
					},
					async (held) => {
						const holder = { ...sender, held, mayExist: whereToLook(sender) };
						// Calling hours may have ended while it waited.
						const now = { ...clock, now: Date.now() };
						return await work({ ...opened, clock: now, connect: async () => holder });
					},
				)
			: await work(opened);
	const asks = opened.options.leaveOut.some(({ asksHamsa }) => asksHamsa);
	try {
		return await (asks && mode !== 'preview' ? inTurn(sender, alone) : alone());
	} catch (error) {
		return failed(error);
	}
}

/** A model gives the people of one moment; a series needs the same list again and again. */
export const notForModels = (): InputError =>
	new InputError(
		'Release Wave works in workflows only, not as a tool of an AI model and not over MCP',
		'It takes the whole list each time, and hands out the next people of it. Let the model use Create, or run a workflow that has this node in it. Nothing was sent.',
	);
