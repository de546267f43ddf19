import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { pollOnce } from '../../../../nodes/Hamsa/triggers/campaign/poll.ts';
import type { TriggerEvent } from '../../../../nodes/Hamsa/triggers/campaign/settings.ts';
import type { TriggerState } from '../../../../nodes/Hamsa/triggers/campaign/state.ts';
import { ApiError } from '../../../../nodes/Hamsa/shared/errors.ts';
import { World } from './support/campaignWorld.mts';
import { isOver, type Listed, type LivingCampaign } from './support/livingCampaign.mts';

const MINUTE = 60_000;

/** The trigger as n8n runs it: its memory lives on in the process, and is saved only when something is emitted. */
class Trigger {
	readonly told = new Map<string, number>();
	readonly eventIds = new Set<string>();
	private memory?: TriggerState;
	private saved?: string;
	listedWhenSaved: Listed = new Map();

	constructor(
		private readonly world: World,
		private readonly events: readonly TriggerEvent[],
		private readonly callDetails: boolean,
	) {}

	/** One poll. `failAt` is the request that fails; there is time for `looks` requests after the list. */
	async poll(failAt = Infinity, failWith = 429, looks = Infinity): Promise<void> {
		let left = looks;
		this.world.startPoll(failAt, failWith);
		try {
			const { items, state } = await pollOnce({
				reader: {
					connection: { baseUrl: 'http://127.0.0.1', credential: {}, settings: {} },
					call: this.world.call,
				},
				settings: {
					events: new Set(this.events),
					campaignName: '',
					lookBackDays: 0,
					callDetails: this.callDetails,
					simplify: false,
					optOutField: 'doNotCall',
				},
				state: this.memory,
				hasTime: () => left-- > 0,
			});
			this.memory = state;
			for (const item of items) this.take(item);
			if (items.length > 0) this.save();
		} catch (error) {
			expect(error).toBeInstanceOf(ApiError);
		}
	}

	private save(): void {
		this.saved = JSON.stringify(this.memory);
		this.listedWhenSaved = this.world.listed;
	}

	private take({ event, eventId, recipientId, campaignId }: IDataObject): void {
		const key = `${String(event)} ${String(recipientId ?? campaignId)}`;
		this.told.set(key, (this.told.get(key) ?? 0) + 1);
		expect([...this.eventIds]).not.toContain(eventId);
		this.eventIds.add(String(eventId));
	}

	/** n8n is activated, or restarted: it forgets what it has not saved, polls, and saves. */
	async activate(): Promise<void> {
		this.memory = this.saved === undefined ? undefined : (JSON.parse(this.saved) as TriggerState);
		this.world.forgetSince(this.listedWhenSaved);
		await this.poll();
		this.save();
	}

	/** Whether all that happened to a campaign has been told. */
	isUpToDate({ id, people }: LivingCampaign): boolean {
		const keys = [
			`campaignFinished ${id}`,
			`campaignStatusChanged ${id}`,
			...people.map((person) => `recipientFinished ${person.id}`),
		];
		return keys
			.filter((key) => this.events.includes(key.split(' ')[0] as TriggerEvent))
			.every((key) => this.told.get(key) === this.world.happened.get(key));
	}
}

const pick = fc.nat({ max: 1_000 });
const step = fc.oneof(
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('create'), people: fc.integer({ min: 1, max: 4 }) }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('start'), pick }) },
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('dial'), pick }) },
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('hangUp'),
			pick,
			outcome: fc.constantFrom('COMPLETED', 'FAILED', 'NO_ANSWER'),
			redial: fc.boolean(),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('end'),
			pick,
			status: fc.constantFrom('COMPLETED', 'COMPLETED', 'CANCELLED', 'FAILED'),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('pause'), pick }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('rename'), pick }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('retry'), pick, keepAttempts: fc.boolean() }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('restart') }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('remove'), pick, lingers: fc.boolean() }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('hide'), pick }) },
	{
		weight: 8,
		arbitrary: fc.record({
			do: fc.constant('poll'),
			failAt: fc.oneof({ weight: 2, arbitrary: fc.constant(Infinity) }, fc.nat({ max: 3 })),
			failWith: fc.constantFrom(429, 503, 401, 0),
			looks: fc.oneof({ weight: 4, arbitrary: fc.constant(Infinity) }, fc.nat({ max: 3 })),
		}),
	},
);
type Step = { do: string; pick?: number; [key: string]: unknown };

async function live(world: World, trigger: Trigger | undefined, each: Step, wait: number): Promise<void> {
	world.wait(wait);
	const campaign = world.campaigns[(each.pick ?? 0) % Math.max(1, world.campaigns.length)];
	if (each.do === 'create') return world.create(each.people as number);
	if (each.do === 'poll') {
		return await trigger?.poll(each.failAt as number, each.failWith as number, each.looks as number);
	}
	if (each.do === 'restart') return await trigger?.activate();
	if (campaign === undefined) return;
	const turn = each.pick! >> 3;
	if (each.do === 'start') world.start(campaign);
	if (each.do === 'pause') world.pause(campaign);
	if (each.do === 'dial') world.dial(campaign, turn);
	if (each.do === 'rename') world.rename(campaign);
	if (each.do === 'end') world.end(campaign, each.status as 'FAILED');
	if (each.do === 'hangUp') world.hangUp(campaign, turn, each.outcome as 'FAILED', each.redial === true);
	// What is deleted before it was told is never told.
	if (each.do === 'remove' && campaign.reopened.size === 0 && trigger?.isUpToDate(campaign))
		world.remove(campaign, each.lingers === true);
	if (each.do === 'hide' && trigger !== undefined) world.hide(campaign, trigger.listedWhenSaved);
	// Between two polls a campaign can be retried and end again, but not before its first end was seen and told.
	if (each.do === 'retry' && world.wasSeenOver(campaign) && trigger?.isUpToDate(campaign))
		world.retry(campaign, each.keepAttempts === true);
}

const lives = fc.record({
	before: fc.array(fc.record({ each: step, wait: fc.integer({ min: 2_000, max: 5 * MINUTE }) }), {
		maxLength: 30,
	}),
	after: fc.array(fc.record({ each: step, wait: fc.integer({ min: 2_000, max: 20 * MINUTE }) }), {
		minLength: 10,
		maxLength: 120,
	}),
});

async function expectEachOnce(
	{ before, after }: { before: Array<{ each: unknown; wait: number }>; after: typeof before },
	events: TriggerEvent[],
	callDetails = false,
) {
	const world = new World();
	for (const { each, wait } of before) await live(world, undefined, each as Step, wait);
	world.now += 5_000;
	const trigger = new Trigger(world, events, callDetails);
	world.startWatching();
	await trigger.activate();
	expect(trigger.told.size).toBe(0);
	for (const { each, wait } of after) await live(world, trigger, each as Step, wait);
	for (let poll = 0; poll < 3; poll++) {
		world.now += 2 * MINUTE;
		await trigger.poll();
	}
	world.noteGone(trigger.told);
	const wanted = events.flatMap((event) =>
		event === 'recipientFinished' ? [event, 'recipientReopened'] : [event],
	);
	const happened = [...world.happened].filter(([key]) => wanted.includes(key.split(' ')[0]!));
	expect(Object.fromEntries(trigger.told)).toEqual(Object.fromEntries(happened));
	const overdue = world.campaigns.filter((campaign) => !isOver(campaign) && campaign.reopened.size > 0);
	if (events.includes('recipientFinished')) {
		expect(
			overdue.flatMap(({ reopened }) => [...reopened]).filter(({ status }) => status === 'PENDING'),
		).toEqual([]);
	}
}

describe('campaigns lived through, polled at any time, with failures and restarts that forget', () => {
	it.each<{ events: TriggerEvent[]; callDetails: boolean }>([
		{ events: ['campaignFinished'], callDetails: false },
		{ events: ['campaignStatusChanged'], callDetails: false },
		{ events: ['recipientFinished'], callDetails: false },
		{ events: ['recipientFinished'], callDetails: true },
		{ events: ['campaignGone'], callDetails: false },
		{ events: ['campaignFinished', 'campaignGone'], callDetails: false },
		{
			events: ['campaignFinished', 'campaignGone', 'campaignStatusChanged', 'recipientFinished'],
			callDetails: false,
		},
		{ events: ['campaignFinished', 'recipientFinished'], callDetails: true },
	])(
		'tells each of $events exactly once, with call details: $callDetails',
		async ({ events, callDetails }) => {
			await fc.assert(
				fc.asyncProperty(lives, async (life) => await expectEachOnce(life, events, callDetails)),
				{ numRuns: 150 },
			);
		},
	);
});
