/** Campaign: Find Person: which unfinished campaigns hold a number, and what to do about each. */
import { describe, expect, it } from '@jest/globals';
import type { CampaignSeed, RecipientSeed } from '../../../simulator/control/steering.mts';
import { links, MODEL_WAYS, PATHS, useOperations } from '../../support/operations.mts';

const { simulator, operate } = useOperations();
const FIND = { resource: 'campaign', operation: 'findPerson' };
const SARA = '+966501234567';

const withSara = (name: string, fields: CampaignSeed = {}, sara: Partial<RecipientSeed> = {}) =>
	simulator().seedCampaign({
		name,
		status: 'RUNNING',
		...fields,
		recipients: [{ phoneNumber: '+966501000001' }, { phoneNumber: SARA, name: 'Sara', ...sara }],
	});

describe.each(PATHS)('Campaign: Find Person %s', (_, path) => {
	const find = async (parameters: object) => await operate({ ...FIND, ...parameters }, path);

	it('gives every unfinished campaign that holds the number, the newest first', async () => {
		const nextRetryAt = '2030-01-01T09:00:00.000Z';
		withSara('Old', { createdAt: '2026-01-01T08:00:00Z', status: 'PAUSED' });
		withSara(
			'Middle',
			{ createdAt: '2026-01-02T08:00:00Z' },
			{ status: 'NO_ANSWER', attempts: 1, nextRetryAt },
		);
		withSara('Newest', { createdAt: '2026-01-03T08:00:00Z', status: 'SCHEDULED' });
		withSara('Ended', { status: 'COMPLETED' });
		withSara('Cancelled', { status: 'CANCELLED' });
		simulator().seedCampaign({ name: 'Without her', status: 'RUNNING', recipients: 3 });

		const { json, outputs } = await find({ personNumber: ' 00966 50 123-4567 ' });

		expect(json.map(({ steps: _steps, ...row }) => row)).toEqual(
			[
				['Newest', 'SCHEDULED', 'PENDING', 0, null],
				['Middle', 'RUNNING', 'NO_ANSWER', 1, nextRetryAt],
				['Old', 'PAUSED', 'PENDING', 0, null],
			].map(([name, status, personStatus, attempts, retry]) => ({
				found: true,
				id: simulator().campaigns.find((campaign) => campaign.name === name)!.id,
				name,
				status,
				phoneNumber: SARA,
				personStatus,
				attempts,
				nextRetryAt: retry,
				mayBeCalled: true,
			})),
		);
		const [newest, middle, old] = json.map(({ steps }) => String(steps));
		for (const [index, steps] of [newest, middle, old].entries()) {
			expect(steps).toContain('Batch Calls in the Hamsa dashboard');
			expect(steps).toContain(String(json[index]!.id));
		}
		expect(newest).toMatch(/Press Cancel before it begins/);
		expect(middle).toMatch(/2\. Press Pause.*3\. Press Cancel/);
		expect(old).toMatch(/Do not resume it, press Cancel/);
		expect(links(outputs[0]!)).toEqual([{ item: 0 }, { item: 0 }, { item: 0 }]);
		// Campaigns that have ended are not read.
		expect(simulator().requests).toHaveLength(1 + 4);
	});

	it('says where she is in a campaign that does not call her again', async () => {
		withSara('Reached', {}, { status: 'COMPLETED', attempts: 1 });

		const { json } = await find({ personNumber: SARA });

		expect(json).toEqual([
			expect.objectContaining({ found: true, personStatus: 'COMPLETED', mayBeCalled: false }),
		]);
		expect(json[0]!.steps).toMatch(/^Nothing has to be done/);
	});

	it('shows a number that is there twice as the one that may be called', async () => {
		simulator().seedCampaign({
			status: 'RUNNING',
			recipients: [
				{ phoneNumber: SARA, status: 'COMPLETED', attempts: 1 },
				{ phoneNumber: SARA, status: 'QUEUED' },
			],
		});

		const { json } = await find({ personNumber: SARA });

		expect(json).toEqual([expect.objectContaining({ personStatus: 'QUEUED', mayBeCalled: true })]);
	});

	it('says that nobody holds her, in one item', async () => {
		withSara('Ended', { status: 'FAILED' });
		simulator().seedCampaign({ status: 'RUNNING', recipients: 2 });

		const { json, outputs } = await find({ personNumber: SARA });

		expect(json).toEqual([
			{
				found: false,
				id: null,
				name: null,
				status: null,
				phoneNumber: SARA,
				personStatus: null,
				attempts: null,
				nextRetryAt: null,
				mayBeCalled: false,
				steps: `No unfinished campaign holds ${SARA}: 1 campaign that has not ended was searched. Put the number on your Do Not Call List, so that no later campaign calls it.`,
			},
		]);
		expect(links(outputs[0]!)).toEqual([{ item: 0 }]);
	});

	it('reads numbers as the country and the options say', async () => {
		withSara('Spring');
		simulator().seedCampaign({
			name: 'Extensions',
			status: 'RUNNING',
			recipients: [{ phoneNumber: '1234567', ignoreE164Validation: true }],
		});
		const namesOf = async (personNumber: unknown, options: object) =>
			(await find({ personNumber, options })).json.map(({ name }) => name);

		expect(await namesOf('050 123 4567', { countryOfLocalNumbers: 'SA' })).toEqual(['Spring']);
		expect(await namesOf(966501234567, { digitsWithoutPlusAreInternational: true })).toEqual(['Spring']);
		expect(await namesOf('+966501234567 ext. 5', {})).toEqual(['Spring']);
		expect(await namesOf('1234567', { ignoreE164Validation: true })).toEqual(['Extensions']);
	});

	it.each([
		['={{ "" }}', 'Phone Number is empty'],
		['12', /^Phone Number "12" /],
		['0501234567', /^Phone Number "0501234567" .*Country of Local Numbers/],
	])('asks nothing with the number %j', async (personNumber, words) => {
		const { error } = await find({ personNumber });

		expect(error?.message).toMatch(words);
		expect(error?.description).toMatch(/Nobody was looked for/);
		expect(simulator().requests).toEqual([]);
	});

	it('is an error when one campaign cannot be read: nobody is missing on half a look', async () => {
		withSara('Spring');
		const { id } = simulator().seedCampaign({ status: 'RUNNING' });
		const answer = { status: 500, json: { message: 'Out of order' } };
		simulator().behave({ path: `/v1/voice-agents/campaigns/${id}`, then: answer });

		const { error, json } = await find({ personNumber: SARA });

		expect(error?.message).toBe('Hamsa answered with HTTP 500: Out of order');
		expect(json).toEqual([]);
	});

	it.each([
		['was deleted', { status: 404, json: { message: 'Campaign was not found' } }],
		[
			'has ended',
			{
				status: 200,
				json: {
					success: true,
					data: { status: 'COMPLETED', recipients: { pending: [{ phoneNumber: SARA }] } },
				},
			},
		],
	])('leaves out a campaign that %s since it was listed', async (__, answer) => {
		const { id } = withSara('Spring');
		simulator().behave({ path: `/v1/voice-agents/campaigns/${id}`, then: answer });

		const { json } = await find({ personNumber: SARA });

		expect(json).toEqual([expect.objectContaining({ found: false })]);
	});
});

describe.each(MODEL_WAYS)('Campaign: Find Person %s', (_, path) => {
	it('gives an AI model the campaign and the steps', async () => {
		const { id } = withSara('Spring');

		const { json } = await operate({ ...FIND, personNumber: SARA }, path);

		expect(json).toEqual([expect.objectContaining({ id, steps: expect.stringContaining('Press Pause') })]);
	});
});
