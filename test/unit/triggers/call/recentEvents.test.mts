import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { readCallEvent } from '../../../../nodes/Hamsa/triggers/call/callEvent.ts';
import { createRecentEvents, identify } from '../../../../nodes/Hamsa/triggers/call/recentEvents.ts';
import { payload, shapes } from '../../support/payloads.mts';

const identityOf = (body: unknown) => identify(readCallEvent(body as IDataObject), body as IDataObject);

/** What n8n does with static data: it is saved as JSON and read again. */
const saved = (staticData: IDataObject): IDataObject => JSON.parse(JSON.stringify(staticData)) as IDataObject;

describe('which event it is', () => {
	it('depends on call, event and time, and on nothing else', () => {
		const callId = 'call-1';
		const ids = shapes.map((shape) => identityOf(payload(shape, { callId })));
		const others = [
			payload('current', { callId: 'call-2' }),
			payload('current', { callId, event: 'call.started' }),
			payload('current', { callId, timestamp: '2026-10-05T09:01:36.000Z' }),
		].map(identityOf);

		expect(new Set(ids.map(({ eventId }) => eventId)).size).toBe(1);
		expect(new Set([...ids, ...others].map(({ eventId }) => eventId)).size).toBe(4);
		expect([...ids, ...others].every(({ isCertain }) => isCertain)).toBe(true);
	});

	it.each([
		[{ eventType: 'call.started', callId: 'call-1' }, true],
		[{ eventType: 'call.answered', callId: 'call-1' }, true],
		[{ eventType: 'call.ended', callId: 'call-1' }, true],
		[{ eventType: 'call.transferred', callId: 'call-1', timestamp: 1 }, true],
		[{ eventType: 'transcription.update', callId: 'call-1', data: { text: 'Yes' } }, false],
		[{ eventType: 'call.ended', timestamp: 1 }, false],
		[{ callId: 'call-1', timestamp: 1 }, false],
	])('is certain in %j: %s', (body, isCertain) => {
		expect(identityOf(body)).toEqual({ eventId: expect.stringMatching(/^[\w-]{16}$/), isCertain });
	});
});

describe('the memory of events', () => {
	it('takes each event of a node once', () => {
		const ids = fc.array(
			fc.integer({ min: 0, max: 30 }).map((id) => `event-${id}`),
			{ maxLength: 100 },
		);
		fc.assert(
			fc.property(ids, fc.array(fc.boolean(), { minLength: 100, maxLength: 100 }), (events, restarts) => {
				let memory = createRecentEvents();
				let staticData: IDataObject = {};
				const taken = events.filter((eventId, index) => {
					// n8n starts anew: what is left is what was saved.
					if (restarts[index]) memory = createRecentEvents();
					const isNew = memory.claim('node', staticData, eventId);
					if (isNew) memory.save('node', staticData, eventId);
					staticData = saved(staticData);
					return isNew;
				});

				expect(taken).toEqual([...new Set(events)]);
			}),
		);
	});

	it('sees repeats of the same instant, before anything is saved', () => {
		const memory = createRecentEvents();
		const results = Array.from({ length: 20 }, () => memory.claim('node', {}, 'event'));

		expect(results.filter(Boolean)).toHaveLength(1);
	});

	it('saves what this process used even when others have written in between, and nothing that may come again', () => {
		const memory = createRecentEvents();
		for (const eventId of ['first', 'undecided', 'second']) memory.claim('node', {}, eventId);
		memory.save('node', {}, 'first');
		const staticData: IDataObject = { recentEvents: 'of-another-process' };
		memory.save('node', staticData, 'second');

		expect(staticData.recentEvents).toBe('of-another-process first second');
		memory.release('node', 'undecided');
		expect(memory.claim('node', staticData, 'undecided')).toBe(true);
	});

	it('keeps nodes apart, and takes an event again that was given back', () => {
		const memory = createRecentEvents();

		expect(memory.claim('one', {}, 'event')).toBe(true);
		expect(memory.claim('two', {}, 'event')).toBe(true);
		memory.release('one', 'event');
		expect(memory.claim('one', {}, 'event')).toBe(true);
		expect(memory.claim('two', {}, 'event')).toBe(false);
	});

	it('stays small, and forgets the oldest first', () => {
		const memory = createRecentEvents();
		let staticData: IDataObject = {};
		const idOf = (index: number) => `event-${String(index).padStart(10, '0')}`;
		for (let index = 0; index < 6_000; index++) {
			memory.claim('node', staticData, idOf(index));
			memory.save('node', staticData, idOf(index));
			staticData = saved(staticData);
		}

		expect(JSON.stringify(staticData).length).toBeLessThan(10_000);
		expect(memory.claim('node', staticData, idOf(5_999))).toBe(false);
		expect(memory.claim('node', staticData, idOf(1_000))).toBe(false);
		expect(memory.claim('node', staticData, idOf(0))).toBe(true);
		const afterRestart = createRecentEvents();
		expect(afterRestart.claim('node', staticData, idOf(5_500))).toBe(false);
	});
});
