/** Single polls of the campaign trigger against answers of Hamsa. */
import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import type { Reader } from '../../../../nodes/Hamsa/hamsa/http/reading.ts';
import { listCampaigns } from '../../../../nodes/Hamsa/triggers/campaign/listing.ts';
import { pollOnce } from '../../../../nodes/Hamsa/triggers/campaign/poll.ts';
import { recentEvents } from '../../../../nodes/Hamsa/triggers/campaign/sample.ts';
import type { TriggerSettings } from '../../../../nodes/Hamsa/triggers/campaign/settings.ts';
import type { TriggerState } from '../../../../nodes/Hamsa/triggers/campaign/state.ts';

const START = Date.UTC(2026, 0, 5, 8);
const MINUTE = 60_000;
const at = (minutes: number, ms = 0) => new Date(START + minutes * MINUTE + ms).toISOString();

const settings: TriggerSettings = {
	events: new Set(['campaignFinished']),
	campaignName: '',
	lookBackDays: 0,
	simplify: false,
	callDetails: false,
	optOutField: '',
};

/** Answers after so many minutes: one for each request, in order. */
function answering(minutes: number, ...answers: IDataObject[]): Reader {
	let requests = 0;
	return {
		connection: { baseUrl: 'http://127.0.0.1', credential: {}, settings: {} },
		call: async () => ({
			status: 200,
			// Each answer takes Hamsa a minute.
			headers: { date: new Date(START + (minutes + requests) * MINUTE).toUTCString() },
			body: { data: answers[requests++] },
		}),
	};
}

describe('a completed campaign that changed and is still completed', () => {
	const campaign = (status: string, updatedAt: string) => ({
		id: 'c',
		status,
		createdAt: at(-60),
		updatedAt,
	});
	const poll = async (state: TriggerState | undefined, minutes: number, ...answers: IDataObject[]) =>
		await pollOnce({ reader: answering(minutes, ...answers), settings, state, hasTime: () => true });

	it.each([
		['was only renamed where its last call ended with it', 900, 0],
		['ran again where a call ended later', 1_100, 1],
	])('%s', async (_, ms, finishes) => {
		const completed = campaign('COMPLETED', at(1));
		const recipients = { COMPLETED: [{ id: 'p', status: 'COMPLETED', completedAt: at(1, ms) }] };
		const changed = campaign('COMPLETED', at(5));
		const first = await poll(undefined, 0, { campaigns: [campaign('RUNNING', at(0))] });
		const ended = await poll(first.state, 2, { campaigns: [completed] });
		const later = await poll(ended.state, 6, { campaigns: [changed] }, { ...changed, recipients });

		expect(ended.items).toMatchObject([{ event: 'campaignFinished' }]);
		expect(later.items).toHaveLength(finishes);
	});
});

describe('the list of campaigns', () => {
	it('is as old as its first page, however long the others take', async () => {
		const page = (first: number): IDataObject => ({
			campaigns: Array.from({ length: 100 }, (_, index) => ({ id: `c${first + index}` })),
			totalCount: 200,
		});
		const { campaigns, now } = await listCampaigns(answering(0, page(0), page(100)), settings);

		expect(campaigns).toHaveLength(200);
		expect(now).toBe(START);
	});
});

describe('recipients of a campaign that has ended', () => {
	const ended = { id: 'c', status: 'COMPLETED', createdAt: at(-60), updatedAt: at(8) };
	const finished = (minutes: number) => ({
		id: `p${minutes}`,
		status: 'COMPLETED',
		jobId: `call ${minutes}`,
		completedAt: at(minutes),
	});
	const ofRecipients: TriggerSettings = { ...settings, events: new Set(['recipientFinished']) };

	it('whose calls one poll has no time to read are told by the next', async () => {
		const poll = async (
			state: TriggerState | undefined,
			minutes: number,
			answers: IDataObject[],
			time: boolean[] = [],
		) => {
			const reader = answering(minutes, ...answers);
			const hasTime = () => time.shift() ?? true;
			return await pollOnce({ reader, settings: { ...ofRecipients, callDetails: true }, state, hasTime });
		};
		const read = { ...ended, recipients: { COMPLETED: [finished(1)] } };
		const running = { ...ended, status: 'RUNNING', updatedAt: at(0) };

		const first = await poll(undefined, 0, [{ campaigns: [running] }]);
		const late = await poll(first.state, 9, [{ campaigns: [ended] }, read], [true, false]);
		const next = await poll(late.state, 12, [{ campaigns: [ended] }, read, { status: 'COMPLETED' }]);

		expect(late.items).toEqual([]);
		expect(next.items).toMatchObject([{ recipientId: 'p1', callStatus: 'COMPLETED' }]);
	});

	it('are shown by a test event from the last ones on', async () => {
		const read = { ...ended, recipients: { COMPLETED: [7, 1, 2, 3, 4, 5, 6].map(finished) } };

		const shown = await recentEvents(answering(9, { campaigns: [ended] }, read), ofRecipients);

		expect(shown.map(({ recipientId }) => recipientId)).toEqual(['p3', 'p4', 'p5', 'p6', 'p7']);
	});
});
