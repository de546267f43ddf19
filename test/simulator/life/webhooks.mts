import { payloadOf } from './events.mts';
import type { CallEvent, PayloadShape } from './events.mts';
import { isLoopback } from '../api/loopback.mts';
import { findAgent } from './state.mts';
import type { State } from './state.mts';

/**
 * How the Authorization header is made of the agent's `webhookAuth`; Hamsa describes it three ways [guide]: both parts with a
 * space between, the secret alone (which then holds the scheme), or a scheme by the key (`bearer` as `Bearer`) and the secret.
 */
export type HeaderForm = 'keyAndSecret' | 'secretAlone' | 'schemeAndSecret';

/** Where and how an event is posted. */
export interface PostOptions {
	/**
	 * An http address on this machine. `url` is posted to as it is; `origin` (e.g. `http://127.0.0.1:5678`) takes the place of
	 * the origin of the agent's own `webhookUrl`, which must be https and so cannot be reached here. An empty slot: no post.
	 */
	to: { url: string } | { origin: string };
	/** `current` when left out. */
	shape?: PayloadShape;
	/** `keyAndSecret` when left out. No header without `webhookAuth`. */
	header?: HeaderForm;
	/** A header of the test's own in place of the agent's; null leaves it out. */
	authorization?: string | null;
	/** How often it is tried until 200 comes in time; 3 when left out (how often Hamsa tries is not documented). */
	tries?: number;
	/** A later answer does not count; 5 s [guide] when left out. */
	answerWithinMs?: number;
	/** How often it is posted again although 200 came: duplicates happen [guide]. 0 when left out. */
	duplicates?: number;
}

/** One attempt to post: the status answered, null when none was in time. */
export interface Post {
	status: number | null;
	/** Why there is no status. */
	problem?: string;
}

/** What became of an event. It holds no header: that is a secret. */
export interface Delivery {
	callId: string;
	type: CallEvent['type'];
	/** In order; none when the agent has no webhook. */
	posts: Post[];
	/** Whether 200 came in time. */
	delivered: boolean;
}

/** Posts an event of a call as its agent's webhook gets it. Rejects when the address is not this machine's. */
export async function postEvent(state: State, event: CallEvent, options: PostOptions): Promise<Delivery> {
	const body = JSON.stringify(payloadOf(state, event, options.shape ?? 'current'));
	const agent = findAgent(state, state.calls.get(event.callId)?.voiceAgentId ?? '');
	const url = targetOf(options.to, agent?.webhookUrl ?? null);
	const posts: Post[] = [];
	const delivery: Delivery = { callId: event.callId, type: event.type, posts, delivered: false };
	if (url === undefined) return delivery;
	const authorization =
		options.authorization === undefined
			? headerOf(agent?.webhookAuth ?? null, options.header ?? 'keyAndSecret')
			: options.authorization;
	const post = async (): Promise<void> => {
		posts.push(await postOnce(url, body, authorization, options.answerWithinMs ?? 5000));
	};
	for (let tries = options.tries ?? 3; tries > 0 && !delivery.delivered; tries--) {
		await post();
		delivery.delivered = posts.at(-1)?.status === 200;
	}
	if (delivery.delivered) for (let left = options.duplicates ?? 0; left > 0; left--) await post();
	return delivery;
}

function targetOf(to: PostOptions['to'], slot: string | null): URL | undefined {
	if ('origin' in to && slot === null) return undefined;
	let url: URL;
	if ('url' in to) {
		url = new URL(to.url);
	} else {
		const { pathname, search } = new URL(slot!);
		url = new URL(pathname + search, to.origin);
	}
	const host = url.hostname.replace(/^\[|\]$/g, '');
	if (url.protocol !== 'http:' || !(host === 'localhost' || isLoopback(host)))
		throw new Error(`The simulator posts to this machine only, not to ${url.origin}`);
	return url;
}

function headerOf(auth: { authKey: string; authSecret: string } | null, form: HeaderForm): string | null {
	if (auth === null) return null;
	const { authKey, authSecret } = auth;
	switch (form) {
		case 'keyAndSecret':
			return `${authKey} ${authSecret}`;
		case 'secretAlone':
			return authSecret;
		case 'schemeAndSecret':
			return `${authKey.charAt(0).toUpperCase()}${authKey.slice(1)} ${authSecret}`;
	}
}

async function postOnce(
	url: URL,
	body: string,
	authorization: string | null,
	answerWithinMs: number,
): Promise<Post> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			redirect: 'manual',
			headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
			body,
			signal: AbortSignal.timeout(answerWithinMs),
		});
		await response.arrayBuffer();
		return { status: response.status };
	} catch (error) {
		const { message, cause } = error as Error;
		return { status: null, problem: cause instanceof Error ? cause.message : message };
	}
}
