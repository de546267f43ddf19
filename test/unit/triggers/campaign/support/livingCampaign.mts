/** A campaign and its people as they live in the world of the model test. */

export interface Person {
	id: string;
	status: 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'NO_ANSWER';
	attempts: number;
	nextRetryAt: string | null;
	jobId: string | null;
	lastError: string | null;
	completedAt: string | null;
	latestActionTimestamp: string | null;
}

export interface LivingCampaign {
	id: string;
	name: string;
	status: string;
	createdAt: string;
	updatedAt: string;
	people: Person[];
	/** It was retried since the trigger last saw the list. */
	ranAgain: boolean;
	/** People who had finished and wait again, until a look that finds one of them waiting. */
	reopened: Set<Person>;
}

/** What the last list that the trigger has read showed: the status of each campaign, by its ID. */
export type Listed = ReadonlyMap<string, string>;

export const MAX_ATTEMPTS = 3;
export const FINAL = ['COMPLETED', 'CANCELLED', 'FAILED'];
export const isOver = ({ status }: LivingCampaign) => FINAL.includes(status);
export const isGoingOn = (status: string | undefined) => status !== undefined && !FINAL.includes(status);
export const isWaiting = ({ status }: Person) => status === 'PENDING' || status === 'IN_PROGRESS';

/** The rule of the documentation, written down a second time. */
export function isFinished(campaign: LivingCampaign, { status, nextRetryAt, attempts }: Person): boolean {
	if (status === 'COMPLETED') return true;
	if (isWaiting({ status } as Person)) return false;
	return isOver(campaign) || (nextRetryAt === null && attempts >= MAX_ATTEMPTS);
}
