/** The same rows again while Hamsa's list does not show their campaign yet, or shows it and cannot read it. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, LIST, useSimulator, VOICE_AGENT, WINDOW } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

const NO_CAMPAIGNS = { status: 200, json: { success: true, data: { campaigns: [], totalCount: 0 } } };
const listNothing = (times: number | 'forever' = 'forever') =>
	simulator().behave({ ...LIST, times, then: NO_CAMPAIGNS });
const READ = { method: 'GET', path: `${LIST.path}/*` };
/** How often campaigns were read one by one. */
const reads = () =>
	simulator().requests.filter(({ method, path }) => method === 'GET' && path.startsWith(`${LIST.path}/`));
const HOUR = 3_600_000;

describe('the same rows while the list lags behind', () => {
	it('are the campaign that this process made', async () => {
		const first = await create(goodRows(2), { name: 'Lag' });
		listNothing();
		const { json, hints } = await create(goodRows(2), { name: 'Lag' });

		expect(posts()).toHaveLength(1);
		expect(json[0]).toMatchObject({
			id: first.json[0]?.id,
			status: 'SCHEDULED',
			created: false,
			alreadyExisted: true,
			age: 'less than a minute',
		});
		expect(json[0]).not.toHaveProperty('recipients');
		expect(hints.join()).toMatch(/same content.*nobody new is called/);
	});

	it('show what has become of it since', async () => {
		await create(goodRows(2), { name: 'Cancelled' });
		simulator().setCampaignStatus(simulator().campaigns[0]!.id, 'CANCELLED');
		listNothing();

		const { hints } = await create(goodRows(2), { name: 'Cancelled' });

		expect(hints.join()).toContain('"Cancelled" (CANCELLED)');
	});

	it.each([
		['another name', { name: 'Other' }],
		['another window', { startCallingTime: '10:00' }],
		['another date', { sendType: 'SCHEDULED', scheduledDate: '2030-01-07 10:00' }],
		['protection switched off', { limits: { duplicateProtectionHours: 0 } }],
	])('but %s is a campaign of its own', async (_, parameters) => {
		await create(goodRows(2), { name: 'Lag' });
		listNothing();

		const { json } = await create(goodRows(2), { name: 'Lag', ...parameters });

		expect(json[0]?.created).toBe(true);
		expect(posts()).toHaveLength(2);
	});

	it('are created again when it was deleted in the dashboard', async () => {
		await create(goodRows(2), { name: 'Deleted' });
		simulator().reset();

		const { json } = await create(goodRows(2), { name: 'Deleted' });

		expect(json[0]?.created).toBe(true);
	});

	it('are created again after the hours of protection, by Hamsa’s clock', async () => {
		await create(goodRows(2), { name: 'Old' });
		simulator().campaigns[0]!.createdAt = new Date(Date.now() - 13 * HOUR).toISOString();
		listNothing();

		await create(goodRows(2), { name: 'Old' });

		expect(posts()).toHaveLength(2);
	});

	it('are not created when Hamsa cannot be asked about it', async () => {
		await create(goodRows(2), { name: 'Unasked' });
		listNothing();
		simulator().behave({ ...READ, then: { status: 503, text: '<html/>' } });

		const { error } = await create(goodRows(2), { name: 'Unasked' });

		expect(posts()).toHaveLength(1);
		expect(error?.description).toMatch(/No campaign was created/);
	});

	it('of a Retry are it, whatever the name', async () => {
		await create(goodRows(2), { name: 'Recall 09:00' });
		listNothing();

		const { json } = await create(goodRows(2), { name: 'Recall 09:05' }, { mode: 'retry' });

		expect(json[0]).toMatchObject({ name: 'Recall 09:00', alreadyExisted: true });
	});
});

describe('campaigns that look the same in the list', () => {
	/** Campaigns with one person each, as another process made them, the latest last. */
	const seed = (amount: number, changed: object = {}) => {
		for (let index = 0; index < amount; index++) {
			simulator().seedCampaign({
				name: 'One each',
				timeRange: WINDOW,
				recipients: [{ phoneNumber: `+96650200${String(index).padStart(4, '0')}` }],
				createdAt: new Date(Date.now() - HOUR + index * 1000),
				...changed,
			});
		}
	};
	const person = (index: number) => [{ phone: `+96650200${String(index).padStart(4, '0')}` }];
	const createOne = async (index: number) => await create(person(index), { name: 'One each' });

	it('are read from the latest on, and no further than needed', async () => {
		seed(60);

		const { json } = await createOne(58);

		expect(json[0]?.alreadyExisted).toBe(true);
		expect(reads().length).toBeLessThanOrEqual(4);
	});

	it('are not read when the list tells them apart', async () => {
		seed(30, { name: 'Other' });
		seed(30, { recipients: [{ phoneNumber: '+966502000001' }, { phoneNumber: '+966502000002' }] });
		seed(30, { voiceAgentId: 'a0000000-0000-4000-8000-000000000002' });
		seed(30, { sendType: 'SCHEDULED' });
		seed(30, { reservedConcurrency: 7 });
		seed(30, { timeRange: { ...WINDOW, endCallingTime: '18:00' } });
		seed(30, { scheduledTimezone: 'Europe/Berlin' });

		const { json } = await createOne(500);

		expect(posts()).toHaveLength(1);
		// The one that was made is read back.
		expect(reads().map(({ path }) => path)).toEqual([`${LIST.path}/${String(json[0]?.id)}`]);
	});

	it('are read up to a hundred, then the error says how to go on, and a further run reads on', async () => {
		seed(150);

		const { error } = await createOne(501);

		expect(reads()).toHaveLength(100);
		expect(posts()).toEqual([]);
		expect(error?.message).toBe(
			'Hamsa lists 150 campaigns like this one, and the phone numbers of the latest 100 are others',
		);
		expect(error?.description).toMatch(/^Give each campaign a name of its own.*No campaign was created/);

		const again = await createOne(501);

		expect(again.json[0]?.created).toBe(true);
		// And the one that was made, which is read back.
		expect(reads()).toHaveLength(151);
	});

	it('are left out when they were deleted meanwhile', async () => {
		seed(2);
		simulator().behave({ ...READ, times: 'forever', then: { status: 404, json: { message: 'Gone' } } });

		const { json } = await createOne(502);

		expect(json[0]?.created).toBe(true);
	});

	it('are remembered only when all their recipients were shown', async () => {
		const [one, two] = ['+966502000001', '+966502000002'];
		simulator().seedCampaign({
			name: 'Half shown',
			timeRange: WINDOW,
			voiceAgentId: VOICE_AGENT,
			recipients: [{ phoneNumber: one }, { phoneNumber: two }],
		});
		const rows = [{ phone: one }, { phone: two }];
		simulator().behave({
			...READ,
			then: {
				status: 200,
				json: { success: true, data: { recipients: { pending: [{ phoneNumber: one }] } } },
			},
		});
		const others = [{ phone: '+966502000003' }, { phone: '+966502000004' }];
		await create(others, { name: 'Half shown' });

		const { json } = await create(rows, { name: 'Half shown' });

		expect(json[0]).toMatchObject({ alreadyExisted: true, id: simulator().campaigns[0]?.id });
	});
});
