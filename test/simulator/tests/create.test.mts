import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { call, create, validCampaign } from '../support/client.mts';
import type { ErrorBody } from '../support/client.mts';
import { startSimulator } from '../server.mts';
import type { Simulator } from '../server.mts';

const CAMPAIGNS = '/v1/voice-agents/campaigns';
const NOBODY = '99999999-9999-4999-8999-999999999999';

let simulator: Simulator;
// The simulator's own answers are held against the document as well: one that breaks it would be a 500 here.
beforeAll(async () => {
	simulator = await startSimulator({ checkAnswers: true });
});
afterAll(async () => await simulator.close());
beforeEach(() => simulator.reset());

describe('creating a campaign', () => {
	it('answers with the documented fields and keeps the recipients as sent', async () => {
		const recipients = [
			{ phoneNumber: '+966501234567', name: 'Sara', dynamicVariables: { city: 'Riyadh' } },
			{ phoneNumber: 'ext. 1234567', ignoreE164Validation: true },
		];
		const { status, body } = await create(simulator, {
			recipients,
			scheduledTimezone: 'Asia/Riyadh',
		});
		expect(status).toBe(201);
		expect(body).toEqual({
			success: true,
			message: expect.any(String),
			messageKey: 'CAMPAIGN_CREATED_SUCCESSFULLY',
			data: {
				id: expect.stringMatching(/^[0-9a-f-]{36}$/),
				name: 'Spring recall',
				status: 'SCHEDULED',
				sendType: 'NOW',
				scheduledDate: null,
				scheduledTimezone: 'Asia/Riyadh',
				timeRange: validCampaign.timeRange,
				reservedConcurrency: 1,
				webhookUrl: 'https://hooks.example.com/hamsa/1',
				projectId: '22222222-2222-4222-8222-222222222222',
				userId: expect.any(String),
				voiceAgentId: validCampaign.voiceAgentId,
				phoneNumberId: 'b0000000-0000-4000-8000-000000000001',
				createdAt: expect.any(String),
				updatedAt: expect.any(String),
			},
		});
		expect(simulator.campaigns).toHaveLength(1);
		expect(simulator.campaigns[0]?.recipients).toEqual(recipients);
	});

	it('makes a second campaign of the same body, as no idempotency is documented', async () => {
		const [first, second] = [await create(simulator), await create(simulator)];
		expect(first.body.data.id).not.toBe(second.body.data.id);
		expect(simulator.campaigns).toHaveLength(2);
	});

	it('accepts 100,000 recipients', async () => {
		const recipients = Array.from({ length: 100_000 }, (_, index) => ({
			phoneNumber: `+9665${String(index).padStart(8, '0')}`,
			name: `Person ${index}`,
			dynamicVariables: { city: 'Riyadh' },
		}));
		const { status } = await create(simulator, { recipients });
		expect(status).toBe(201);
		expect(simulator.campaigns[0]?.recipients).toHaveLength(100_000);
		expect(simulator.requests[0]).not.toHaveProperty('body');
		expect(simulator.requests[0]?.bodyBytes).toBeGreaterThan(8_000_000);
	});

	const timeRange = validCampaign.timeRange;
	const scheduled = {
		sendType: 'SCHEDULED',
		scheduledDate: '2026-12-01T09:00:00Z',
		scheduledTimezone: 'Asia/Riyadh',
	};

	it.each([
		['a name of 100 characters', { name: 'x'.repeat(100) }],
		['a schedule', scheduled],
		['a schedule beside NOW, as in the official example', { ...scheduled, sendType: 'NOW' }],
		[
			'an overnight window',
			{ timeRange: { ...timeRange, startCallingTime: '22:00', endCallingTime: '06:00' } },
		],
		[
			'the same recipient twice',
			{ recipients: [{ phoneNumber: '+966501234567' }, { phoneNumber: '+966501234567' }] },
		],
	])('accepts %s', async (_, fields) => {
		expect((await create(simulator, fields)).status).toBe(201);
	});

	it.each([
		['no name', { name: undefined }, 'name'],
		['an empty name', { name: '' }, 'name'],
		['a name of 101 characters', { name: 'x'.repeat(101) }, 'name'],
		['an own number that is not E.164', { phoneNumber: '0112000001' }, 'phoneNumber'],
		['an agent id that is no uuid', { voiceAgentId: 'Appointment Reminder' }, 'voiceAgentId'],
		['no recipients', { recipients: [] }, 'recipients'],
		['a recipient without number', { recipients: [{ name: 'Sara' }] }, 'phoneNumber'],
		['a national recipient', { recipients: [{ phoneNumber: '0501234567' }] }, 'recipients.0.phoneNumber'],
		[
			'a recipient with spaces',
			{ recipients: [{ phoneNumber: '+966 501234567' }] },
			'recipients.0.phoneNumber',
		],
		[
			'six digits',
			{ recipients: [{ phoneNumber: '123456', ignoreE164Validation: true }] },
			'recipients.0.phoneNumber',
		],
		[
			'an explicit false',
			{ recipients: [{ phoneNumber: '1234567', ignoreE164Validation: false }] },
			'recipients.0.phoneNumber',
		],
		[
			'variables that are no object',
			{ recipients: [{ phoneNumber: '+966501234567', dynamicVariables: 'x' }] },
			'dynamicVariables',
		],
		['a misspelled recipient field', { recipients: [{ phoneNumber: '+966501234567', phone: '1' }] }, 'phone'],
		['a send type of its own', { sendType: 'LATER' }, 'sendType'],
		['a schedule without date', { ...scheduled, scheduledDate: undefined }, 'scheduledDate'],
		['a schedule without time zone', { ...scheduled, scheduledTimezone: undefined }, 'scheduledTimezone'],
		['a date without offset', { ...scheduled, scheduledDate: '2026-12-01T09:00:00' }, 'scheduledDate'],
		['a day that does not exist', { ...scheduled, scheduledDate: '2026-02-30T09:00:00Z' }, 'scheduledDate'],
		['no time range', { timeRange: undefined }, 'timeRange'],
		['no days', { timeRange: { ...timeRange, days: [] } }, 'timeRange.days'],
		['a short day name', { timeRange: { ...timeRange, days: ['MON'] } }, 'timeRange.days.0'],
		[
			'an hour of one digit',
			{ timeRange: { ...timeRange, startCallingTime: '9:00' } },
			'timeRange.startCallingTime',
		],
		['24:00', { timeRange: { ...timeRange, endCallingTime: '24:00' } }, 'timeRange.endCallingTime'],
		['concurrency 0', { reservedConcurrency: 0 }, 'reservedConcurrency'],
		['concurrency 1.5', { reservedConcurrency: 1.5 }, 'reservedConcurrency'],
		['concurrency as text', { reservedConcurrency: '1' }, 'reservedConcurrency'],
	])('refuses %s and names it', async (_, fields, named) => {
		const answered = await create(simulator, fields);
		const { error } = answered.body as unknown as ErrorBody;
		expect(answered.status).toBe(400);
		expect(error?.code).toBe('VALIDATION_ERROR');
		expect(error?.details.join('; ')).toContain(named);
		expect(simulator.campaigns).toHaveLength(0);
	});

	it('refuses an unknown field, such as one of another endpoint', async () => {
		const body = { ...validCampaign, toNumber: '+966501234567' };
		const answered = await call<ErrorBody>(simulator, `POST ${CAMPAIGNS}`, { body });
		expect(answered.status).toBe(400);
		expect(answered.body.error?.details.join()).toContain('toNumber');
	});

	it('knows only the numbers and agents of the project', async () => {
		const byNumber = await create(simulator, { phoneNumber: '+966119999999' });
		expect(byNumber.status).toBe(400);
		expect(byNumber.body).toEqual({
			messageKey: 'PHONE_NUMBER_NOT_FOUND',
			message: expect.stringContaining('+966119999999'),
		});
		const byAgent = await create(simulator, { voiceAgentId: NOBODY });
		expect(byAgent.status).toBe(404);
		expect(byAgent.body).toEqual({
			messageKey: 'VOICE_AGENT_NOT_FOUND',
			message: expect.stringContaining(NOBODY),
		});
		expect(simulator.campaigns).toHaveLength(0);
	});

	it.each(['{"name":', '"text"', 'null', '[]', ''])('refuses the body %s', async (body) => {
		expect((await call(simulator, `POST ${CAMPAIGNS}`, { body })).status).toBe(400);
	});

	it('refuses a body that is not sent as JSON', async () => {
		const headers = { 'content-type': 'text/plain' };
		const { status } = await call(simulator, `POST ${CAMPAIGNS}`, { body: validCampaign, headers });
		expect(status).toBe(415);
		expect(simulator.campaigns).toHaveLength(0);
	});

	it('refuses a body above the limit with 413, and creates at the limit', async () => {
		const body = JSON.stringify(validCampaign);
		const small = await startSimulator({ bodyLimitBytes: body.length, createdStatus: 200 });
		try {
			expect((await call(small, `POST ${CAMPAIGNS}`, { body: `${body} ` })).status).toBe(413);
			expect(small.campaigns).toHaveLength(0);
			expect((await call(small, `POST ${CAMPAIGNS}`, { body })).status).toBe(200);
			expect(small.campaigns).toHaveLength(1);
		} finally {
			await small.close();
		}
	});
});
