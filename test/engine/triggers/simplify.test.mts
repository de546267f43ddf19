/** How much the items of both triggers hold. */
import { describe, expect, it } from '@jest/globals';
import { payload } from '../../unit/support/payloads.mts';
import { useCallTrigger, webhookSecret } from '../support/callTriggers.mts';
import { poll, useCampaignTrigger } from '../support/campaignTriggers.mts';
import { receive } from '../support/triggerHarness.mts';

const { filtered } = useCallTrigger();
const { simulator, trigger, running } = useCampaignTrigger();

describe('Simplify in Hamsa Campaign Trigger', () => {
	it('leaves what people look for first, ten fields at most', async () => {
		const { id, name } = running({ recipients: [{ phoneNumber: '+966500000001', name: 'Sara' }] });
		const node = trigger(['campaignFinished', 'recipientFinished'], { simplify: undefined });
		await poll(node);

		const later = new Date(Date.now() + 2_000).toISOString();
		simulator().setRecipient(id, 0, { status: 'COMPLETED', completedAt: later, attempts: 1 });
		simulator().setCampaignStatus(id, 'COMPLETED');

		const [ended, reached] = await poll(node);
		const common = { campaignId: id, campaignName: name, status: 'COMPLETED' };
		expect(ended).toEqual({
			event: 'campaignFinished',
			...common,
			previousStatus: 'RUNNING',
			voiceAgentId: expect.any(String),
			recipientsCount: 1,
			scheduledDate: null,
			updatedAt: expect.any(String),
		});
		expect(reached).toEqual({
			event: 'recipientFinished',
			...common,
			phoneNumber: '+966500000001',
			name: 'Sara',
			variables: {},
			attempts: 1,
			lastError: null,
			finishedAt: later,
		});
		expect(Object.keys(reached!)).toHaveLength(10);
	});

	it('leaves the details of calls where they are wanted, and the mark of a sample', async () => {
		const { id } = running({ recipients: 1 });
		const node = trigger(['recipientFinished'], { simplify: undefined, options: { callDetails: true } });

		const [sample] = await poll(node, 'manual');

		expect(sample).toMatchObject({ sample: true, campaignId: id, callStatus: 'COMPLETED', transcript: [] });
		expect(sample).not.toHaveProperty('eventId');
	});
});

describe('Simplify in Hamsa Trigger', () => {
	it.each(['current', 'older', 'wild'] as const)(
		'leaves what people look for first, ten fields at most, of a payload of the %s shape',
		async (shape) => {
			const node = filtered({});
			const whole = await receive(node, payload(shape, { callId: `${shape}-whole` }), webhookSecret);
			delete node.parameters.simplify;

			const { item } = await receive(node, payload(shape, { callId: `${shape}-simple` }), webhookSecret);

			expect(Object.keys(item!).length).toBeLessThanOrEqual(10);
			expect(Object.keys(item!).slice(0, 3)).toEqual(['event', 'callId', 'timestamp']);
			expect(item).toMatchObject({ event: 'call.ended', transcript: whole.item!.transcript });
			expect(item).toMatchObject({ outcome: whole.item!.outcome });
			expect(whole.item).toHaveProperty('eventId');
			expect(item).not.toHaveProperty('eventId');
		},
	);

	it('leaves the raw body where it is wanted, and of unknown events', async () => {
		const node = filtered({});
		Object.assign(node.parameters, { simplify: undefined, events: ['call.ended', 'unknown'] });
		const body = { eventType: 'call.transferred', callId: 'transferred', agentName: 'Reminder' };

		const { item } = await receive(node, body, webhookSecret);

		expect(item).toEqual({ event: 'unknown', callId: 'transferred', rawBody: body });
	});
});
