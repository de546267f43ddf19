import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCallEvent } from '../../../../nodes/Hamsa/triggers/call/callEvent.ts';
import { expectedTranscript, outcome, payload, shapes } from '../../support/payloads.mts';

const callId = 'd0000000-0000-4000-8000-000000000001';
const agentId = '11111111-1111-4111-8111-111111111111';
const timestamp = '2026-10-05T09:01:35.000Z';

describe('reading a payload', () => {
	it('takes a duration of nothing for one, and no other than the one it gives', () => {
		const times = { startedAt: timestamp, endedAt: '2026-10-05T09:01:40.000Z' };
		const secondsOf = (duration?: unknown) =>
			readCallEvent({ event: 'call.ended', callId, ...times, duration } as never).event.durationSeconds;

		expect([0, '0', 3, -1, undefined].map(secondsOf)).toEqual([0, 0, 3, 5, 5]);
	});

	it('makes the same item of a call that ended, whatever the shape', () => {
		const common = {
			event: 'call.ended',
			callId,
			agentId,
			timestamp,
			transcript: expectedTranscript,
			outcome,
		};
		const envelope = {
			agentName: 'Appointment Reminder',
			projectId: '22222222-2222-4222-8222-222222222222',
		};
		const times = {
			startedAt: '2026-10-05T09:00:00.000Z',
			endedAt: '2026-10-05T09:01:35.000Z',
			durationSeconds: 95,
		};

		expect(readCallEvent(payload('current') as never).event).toEqual({
			...common,
			...envelope,
			recordingUrl: 'https://recordings.example.com/call.wav',
		});
		expect(readCallEvent(payload('older') as never).event).toEqual({
			...common,
			...envelope,
			...times,
			endReason: 'completed',
		});
		expect(readCallEvent(payload('wild') as never).event).toEqual({ ...common, ...times });
	});

	it.each(['call.started', 'call.answered', 'transcription.update', 'tool.executed', 'call.ended'] as const)(
		'knows %s in every shape',
		(event) => {
			const read = shapes.map((shape) => readCallEvent(payload(shape, { event }) as never));

			expect(read.map(({ event: { event: name } }) => name)).toEqual([event, event, event]);
			expect(read.map(({ name }) => name)).toEqual([event, event, event]);
		},
	);

	it('tells who calls whom, and what was passed to the call', () => {
		const data = {
			direction: 'OUTBOUND',
			fromNumber: '+966112000001',
			toNumber: '+966500000101',
			params: { dealId: 7 },
		};

		expect(readCallEvent({ eventType: 'call.started', data }).event).toEqual({
			event: 'call.started',
			direction: 'outbound',
			from: '+966112000001',
			to: '+966500000101',
			variables: { dealId: 7 },
		});
	});

	it('reads the two numbers of callParams only when the direction says which is which', () => {
		const callParams = { userNumber: '+966500000101', machineNumber: '+966112000001' };
		const numbers = (direction?: string) => {
			const { from, to } = readCallEvent({
				eventType: 'call.ended',
				data: { direction, callParams },
			}).event;
			return [from, to];
		};

		expect(numbers('inbound')).toEqual(['+966500000101', '+966112000001']);
		expect(numbers('outbound')).toEqual(['+966112000001', '+966500000101']);
		expect(numbers()).toEqual([undefined, undefined]);
	});

	it.each([
		[{ transcription: { User: 'Hello' } }, [{ speaker: 'user', text: 'Hello' }]],
		[{ speaker: 'Agent', text: 'Hello' }, [{ speaker: 'agent', text: 'Hello' }]],
		[{ role: 'user', transcript: 'Hello' }, [{ speaker: 'user', text: 'Hello' }]],
		[{ transcription: [{ role: 'user', content: 'Hello' }] }, [{ speaker: 'user', text: 'Hello' }]],
		[{ transcription: [{ User: 'مرحبا' }, { Agent: '' }, null, 7] }, [{ speaker: 'user', text: 'مرحبا' }]],
		[{ transcription: [] }, undefined],
	])('reads what was said in %j', (data, transcript) => {
		const { event } = readCallEvent({ eventType: 'transcription.update', data: { data: data as never } });

		expect(event.transcript).toEqual(transcript);
	});

	it.each([
		[1_791_190_895_000, '2026-10-05T09:01:35.000Z'],
		[1_791_190_895, '2026-10-05T09:01:35.000Z'],
		['1791190895000', '2026-10-05T09:01:35.000Z'],
		['2026-10-05T12:01:35+03:00', '2026-10-05T09:01:35.000Z'],
		['yesterday', 'yesterday'],
		['', undefined],
		[null, undefined],
	])('reads the time %j as %s', (given, expected) => {
		expect(readCallEvent({ eventType: 'call.ended', timestamp: given }).event.timestamp).toBe(expected);
	});

	it.each([
		['call.transferred', 'call.transferred'],
		['toString', 'toString'],
		['__proto__', '__proto__'],
		[undefined, undefined],
		[{ name: 'call.ended' }, undefined],
	])('passes the event %j on as unknown', (eventType, name) => {
		const read = readCallEvent({ eventType, callId });

		expect(read.event).toEqual({ event: 'unknown', callId });
		expect(read.name).toBe(name);
	});

	it('takes any JSON without failing, and leaves out what is absent', () => {
		const hostileEnvelope = fc.record(
			{
				eventType: fc.oneof(fc.constantFrom('call.ended', 'call_end'), fc.jsonValue()),
				timestamp: fc.jsonValue(),
				caller_info: fc.jsonValue(),
				data: fc.oneof(
					fc.jsonValue(),
					fc.record({
						data: fc.jsonValue(),
						transcription: fc.jsonValue(),
						callDuration: fc.jsonValue(),
					}),
				),
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(fc.oneof(hostileEnvelope, fc.dictionary(fc.string(), fc.jsonValue())), (body) => {
				const { event } = readCallEvent(body);

				expect(typeof event.event).toBe('string');
				for (const value of Object.values(event)) expect([undefined, null, '']).not.toContain(value);
				expect(() => JSON.stringify(event)).not.toThrow();
			}),
		);
	});
});
