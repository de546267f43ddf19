/** A Hamsa in memory with a clock of its own, whose campaigns and recipients live as the documentation says. */
import type { IDataObject } from 'n8n-workflow';
import type { HamsaAnswer, HamsaRequest } from '../../../../../nodes/Hamsa/hamsa/http/transport.ts';
import {
	FINAL,
	isFinished,
	isGoingOn,
	isOver,
	isWaiting,
	type Listed,
	type LivingCampaign,
	MAX_ATTEMPTS,
	type Person,
} from './livingCampaign.mts';

const PROJECT_ID = 'project';

export class World {
	now = Date.UTC(2026, 0, 5, 8);
	campaigns: LivingCampaign[] = [];
	private created = 0;
	/** What happened since the trigger was activated, by what it happened to: how often it has to be told. */
	readonly happened = new Map<string, number>();
	private watched = false;
	private finished = new Set<Person>();
	/** The status in which the trigger last saw each campaign; every campaign begins as SCHEDULED. */
	private seen = new Map<LivingCampaign, string>();
	private wasListed = false;
	/** Deleted campaigns, with what the list said of each last. */
	private removed: LivingCampaign[] = [];
	/** Deleted campaigns that the next list still shows, and those there that it lacks. */
	private lingering: LivingCampaign[] = [];
	private hidden = new Set<LivingCampaign>();
	/** Those that the list of the poll under way lacked, until they are asked for. */
	private lacked = new Set<LivingCampaign>();
	listed: Listed = new Map();
	/** Requests of the poll under way, and the one at which it fails. */
	private requests = 0;
	failAt = Infinity;
	failWith = 429;

	/** From here on, what happens is to be told. */
	startWatching(): void {
		this.watched = true;
	}

	private note(key: string): void {
		if (this.watched) this.happened.set(key, (this.happened.get(key) ?? 0) + 1);
	}

	private stamp = () => new Date(this.now).toISOString();

	/** Runs a change, then notes who has finished by it. */
	private change(campaign: LivingCampaign, work: () => void): void {
		work();
		for (const person of campaign.people) {
			const ended = isFinished(campaign, person);
			if (ended && !this.finished.has(person)) this.note(`recipientFinished ${person.id}`);
			if (ended) this.finished.add(person);
			else this.finished.delete(person);
		}
	}

	private setStatus(campaign: LivingCampaign, status: string): void {
		campaign.status = status;
		campaign.updatedAt = this.stamp();
		if (FINAL.includes(status)) this.note(`campaignFinished ${campaign.id}`);
	}

	create(people: number): void {
		const id = `c${(this.created += 1)}`;
		this.campaigns.push({
			id,
			name: `Campaign ${id}`,
			status: 'SCHEDULED',
			createdAt: this.stamp(),
			updatedAt: this.stamp(),
			ranAgain: false,
			reopened: new Set(),
			people: Array.from({ length: people }, (_, index) => ({
				id: `${id}-p${index}`,
				status: 'PENDING',
				attempts: 0,
				nextRetryAt: null,
				jobId: null,
				lastError: null,
				completedAt: null,
				latestActionTimestamp: null,
			})),
		});
	}

	start(campaign: LivingCampaign): void {
		if (campaign.status === 'SCHEDULED' || campaign.status === 'PAUSED') this.setStatus(campaign, 'RUNNING');
	}

	pause(campaign: LivingCampaign): void {
		if (campaign.status === 'RUNNING') this.setStatus(campaign, 'PAUSED');
	}

	/** Calls somebody who waits or is to be redialled. */
	dial(campaign: LivingCampaign, pick: number): void {
		const waiting = campaign.people.filter(({ status, nextRetryAt }) => status === 'PENDING' || nextRetryAt);
		const person = waiting[pick % Math.max(1, waiting.length)];
		if (campaign.status !== 'RUNNING' || person === undefined) return;
		this.change(campaign, () =>
			Object.assign(person, {
				status: 'IN_PROGRESS',
				attempts: person.attempts + 1,
				nextRetryAt: null,
				jobId: `${person.id}-call`,
				latestActionTimestamp: this.stamp(),
			}),
		);
	}

	/** Ends a call that is going on, even when the campaign is over. */
	hangUp(
		campaign: LivingCampaign,
		pick: number,
		outcome: 'COMPLETED' | 'FAILED' | 'NO_ANSWER',
		redial: boolean,
	) {
		const talking = campaign.people.filter(({ status }) => status === 'IN_PROGRESS');
		const person = talking[pick % Math.max(1, talking.length)];
		if (person === undefined) return;
		this.change(campaign, () => {
			person.status = outcome;
			person.latestActionTimestamp = this.stamp();
			if (outcome === 'COMPLETED') person.completedAt = this.stamp();
			else {
				person.lastError = 'no answer';
				const again = redial && !isOver(campaign) && person.attempts < MAX_ATTEMPTS;
				person.nextRetryAt = again ? new Date(this.now + 3_600_000).toISOString() : null;
			}
		});
	}

	/** Time passes; nobody talks for longer than half an hour. */
	wait(ms: number): void {
		this.now += ms;
		for (const campaign of this.campaigns) {
			for (const [index, person] of campaign.people
				.filter((each) => each.status === 'IN_PROGRESS')
				.entries()) {
				if (this.now - Date.parse(person.latestActionTimestamp!) < 30 * 60_000) continue;
				this.hangUp(campaign, index, 'NO_ANSWER', true);
			}
		}
	}

	/** Ends a campaign; it is completed only when nobody waits. */
	end(campaign: LivingCampaign, status: 'COMPLETED' | 'CANCELLED' | 'FAILED'): void {
		if (isOver(campaign) || (status !== 'CANCELLED' && campaign.status !== 'RUNNING')) return;
		if (status === 'COMPLETED' && campaign.people.some(isWaiting)) return;
		if (status === 'FAILED' && campaign.people.some((person) => person.status === 'IN_PROGRESS')) return;
		this.change(campaign, () => {
			this.setStatus(campaign, status);
			if (status === 'COMPLETED') for (const person of campaign.people) person.nextRetryAt = null;
			campaign.reopened.clear();
		});
	}

	rename(campaign: LivingCampaign): void {
		campaign.name += '!';
		campaign.updatedAt = this.stamp();
	}

	/** A person redials everybody who was not reached. Nobody retries what they have cancelled. */
	retry(campaign: LivingCampaign, keepAttempts: boolean): void {
		const missed = campaign.people.filter(({ status }) => status === 'FAILED' || status === 'NO_ANSWER');
		if (!isOver(campaign) || campaign.status === 'CANCELLED' || missed.length === 0) return;
		this.change(campaign, () => {
			this.setStatus(campaign, 'RUNNING');
			campaign.ranAgain = true;
			for (const person of missed) {
				Object.assign(person, { status: 'PENDING', nextRetryAt: null, latestActionTimestamp: this.stamp() });
				if (!keepAttempts) person.attempts = 0;
				campaign.reopened.add(person);
			}
		});
	}

	/** A person deletes a campaign in the dashboard; the list may show it once more. */
	remove(campaign: LivingCampaign, lingers: boolean): void {
		this.campaigns = this.campaigns.filter((other) => other !== campaign);
		this.removed.push(campaign);
		// Whether it ran again could not be seen any more.
		if (lingers && !campaign.ranAgain) this.lingering.push(campaign);
	}

	/** The next list lacks a campaign that is known from this list, as when its row moves to another page between two requests. */
	hide(campaign: LivingCampaign, from: Listed): void {
		const isKnown = [from, this.listed].every((listed) => isGoingOn(listed.get(campaign.id)));
		if (isKnown) this.hidden.add(campaign);
	}

	/** n8n has forgotten what came after this list. */
	forgetSince(listed: Listed): void {
		this.listed = listed;
	}

	/** How often it has to be told that each deleted campaign is gone: once if the trigger knew it and not its end. */
	noteGone(told: ReadonlyMap<string, number>): void {
		for (const { id } of this.removed) {
			const key = `campaignGone ${id}`;
			if (this.watched && (isGoingOn(this.listed.get(id)) || told.has(key))) this.happened.set(key, 1);
			else this.happened.delete(key);
		}
	}

	/** The campaigns that the list shows now. */
	private takeList(): LivingCampaign[] {
		const shown = [...this.campaigns.filter((each) => !this.hidden.has(each)), ...this.lingering];
		this.lacked = this.hidden;
		this.hidden = new Set();
		this.lingering = [];
		return shown;
	}

	/** The trigger has seen the list: what has another status, or ended, ran and ended again, is to be told of, but not at the first time. */
	private noteList(shown: readonly LivingCampaign[]): void {
		for (const campaign of shown) {
			const before = this.seen.get(campaign) ?? 'SCHEDULED';
			const changed = campaign.status !== before || (campaign.ranAgain && FINAL.includes(before));
			if (this.wasListed && changed) this.note(`campaignStatusChanged ${campaign.id}`);
			campaign.ranAgain = false;
			this.seen.set(campaign, campaign.status);
		}
		this.wasListed = true;
		// What a list lacks is remembered as it was.
		this.listed = new Map([...this.listed, ...shown.map(({ id, status }) => [id, status] as const)]);
	}

	/** Whether the last list that the trigger saw shows the campaign as over. */
	wasSeenOver = (campaign: LivingCampaign) => FINAL.includes(this.seen.get(campaign) ?? '');

	/** The trigger has seen these recipients: whoever waits again by now is to be told of. */
	private noteLook(campaign: LivingCampaign): void {
		const waiting = [...campaign.reopened].filter(isWaiting);
		if (isOver(campaign) || waiting.length === 0) return;
		for (const person of waiting) this.note(`recipientReopened ${person.id}`);
		campaign.reopened.clear();
	}

	startPoll(failAt: number, failWith: number): void {
		this.requests = 0;
		this.failAt = failAt;
		this.failWith = failWith;
	}

	/** Answers a request as the API does; the chosen one fails, status 0 by giving no answer. */
	call = async ({ path, query = {} }: HamsaRequest): Promise<HamsaAnswer> => {
		const headers = { date: new Date(this.now).toUTCString() };
		if (this.requests++ === this.failAt) {
			if (this.failWith === 0) throw Object.assign(new Error('timeout'), { code: 'ECONNABORTED' });
			return { status: this.failWith, headers, body: { message: 'not now' } };
		}
		if (path.includes('/conversation/'))
			return { status: 200, headers, body: { data: { status: 'COMPLETED' } } };
		if (path.endsWith('/projects/by-api-key'))
			return { status: 200, headers, body: { data: { id: PROJECT_ID, name: 'Clinic' } } };
		const id = /\/campaigns\/(.+)$/.exec(path)?.[1];
		if (id === undefined) {
			const shown = this.takeList();
			this.noteList(shown);
			const { skip, take } = query as { skip: number; take: number };
			// As the API lists them: newest first, without people.
			const listed = shown.reverse().map(({ people, reopened: _, ...campaign }) => ({
				...campaign,
				projectId: PROJECT_ID,
				recipientsCount: people.length,
			}));
			const campaigns = listed.slice(skip, skip + take);
			return { status: 200, headers, body: { data: { campaigns, totalCount: listed.length } } };
		}
		const found = this.campaigns.find((campaign) => campaign.id === id);
		if (found === undefined) return { status: 404, headers, body: { message: 'no such campaign' } };
		if (this.lacked.delete(found)) this.noteList([found]);
		else this.noteLook(found);
		const recipients: Record<string, IDataObject[]> = {};
		for (const person of found.people) {
			(recipients[person.status] ??= []).push({
				...person,
				maxAttempts: MAX_ATTEMPTS,
				phoneNumber: person.id,
			});
		}
		return { status: 200, headers, body: { data: { ...found, recipients } } };
	};
}
