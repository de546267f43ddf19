import { sleep } from 'n8n-workflow';

/** Longest time, in milliseconds, until a wait notices that the execution was cancelled. */
const SLICE = 250;

/** Waits, unless the execution is cancelled: then it returns false at once. */
export async function waitUnlessCancelled(ms: number, signal?: AbortSignal): Promise<boolean> {
	for (let left = ms; left > 0 && signal?.aborted !== true; left -= SLICE) await sleep(Math.min(left, SLICE));
	return signal?.aborted !== true;
}

/** Milliseconds that a `Retry-After` header asks for (seconds or an HTTP date), undefined when it says nothing. */
export function retryAfter(header: unknown, now: number): number | undefined {
	if (typeof header !== 'string' && typeof header !== 'number') return undefined;
	const seconds = Number(header);
	const ms = Number.isNaN(seconds) ? Date.parse(String(header)) - now : seconds * 1000;
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
