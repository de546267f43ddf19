import { describe, expect, it } from '@jest/globals';
import { FROM_NUMBER, goodRows, KEY, useSimulator, VOICE_AGENT } from '../../support/campaign.mts';

const { simulator, create, posts } = useSimulator();

describe('Campaign: Create on the wire', () => {
	it('sends one POST with all items as recipients and every documented field', async () => {
		const { status } = await create(
			[
				{ phone: '+966 50 123 4567', name: 'Sara', city: 'Riyadh' },
				{ phone: '00966551234567', name: '  Omar ' },
				{ phone: '+4532123456', name: '' },
			],
			{ recipientName: '={{ $json.name }}' },
		);

		expect(status).toBe('success');
		expect(posts()).toEqual([
			{
				name: 'Spring recall',
				phoneNumber: FROM_NUMBER,
				voiceAgentId: VOICE_AGENT,
				recipients: [
					{ phoneNumber: '+966501234567', name: 'Sara' },
					{ phoneNumber: '+966551234567', name: 'Omar' },
					{ phoneNumber: '+4532123456' },
				],
				sendType: 'NOW',
				timeRange: {
					days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
					startCallingTime: '09:00',
					endCallingTime: '17:00',
				},
				reservedConcurrency: 1,
				scheduledTimezone: 'Asia/Riyadh',
			},
		]);
	});

	it('sends a schedule as an exact UTC instant, read in the chosen zone', async () => {
		await create(goodRows(1), {
			sendType: 'SCHEDULED',
			scheduledDate: '2036-12-01T09:00:00',
			callingDays: 'custom',
			days: ['THURSDAY', 'SUNDAY'],
			startCallingTime: '10:30',
			endCallingTime: '20:00',
			reservedConcurrency: 4,
		});

		expect(posts()[0]).toMatchObject({
			sendType: 'SCHEDULED',
			scheduledDate: '2036-12-01T06:00:00Z',
			scheduledTimezone: 'Asia/Riyadh',
			timeRange: { days: ['THURSDAY', 'SUNDAY'], startCallingTime: '10:30', endCallingTime: '20:00' },
			reservedConcurrency: 4,
		});
	});

	it.each([
		['as it is', KEY],
		['with spaces around it', `  ${KEY}\n`],
		['with the word Token in front', `Token ${KEY}`],
	])('accepts a key pasted %s', async (how, apiKey) => {
		// A name of its own: what this process made under another test's would be asked for.
		const { status } = await create(
			goodRows(1),
			{ name: `Key ${how}` },
			{ credential: { apiKey, baseUrl: simulator().url } },
		);

		expect(status).toBe('success');
		expect(simulator().requests.map(({ method, status: answered }) => [method, answered])).toEqual([
			['GET', 200],
			['POST', 201],
			// What Hamsa stored: the list, and the campaign.
			['GET', 200],
			['GET', 200],
		]);
	});

	it('tolerates a trailing slash in the Base URL', async () => {
		await create(goodRows(1), {}, { credential: { apiKey: KEY, baseUrl: `${simulator().url}//` } });

		expect(posts()).toHaveLength(1);
	});

	it('gives each recipient the columns it should carry as dynamic variables', async () => {
		const rows = [
			{ phone: '+966501234567', name: 'Sara', city: 'Riyadh', visits: 3, note: '', doctor: null },
			{ phone: '+966501234568', name: 'Omar', city: 'Jeddah', visits: 0, vip: false },
		];

		await create(rows, { recipientName: '={{ $json.name }}', agentVariables: 'allOther' });
		await create(rows, {
			name: 'Second',
			agentVariables: 'selected',
			variableColumns: 'visits, name',
		});

		expect(posts().map(({ recipients }) => recipients)).toEqual([
			[
				{ phoneNumber: '+966501234567', name: 'Sara', dynamicVariables: { city: 'Riyadh', visits: 3 } },
				{
					phoneNumber: '+966501234568',
					name: 'Omar',
					dynamicVariables: { city: 'Jeddah', visits: 0 },
				},
			],
			[
				{ phoneNumber: '+966501234567', dynamicVariables: { visits: 3, name: 'Sara' } },
				{ phoneNumber: '+966501234568', dynamicVariables: { visits: 0, name: 'Omar' } },
			],
		]);
	});

	it('sends no dynamic variables unless asked to', async () => {
		await create([{ phone: '+966501234567', city: 'Riyadh' }]);

		expect(posts()[0]?.recipients).toEqual([{ phoneNumber: '+966501234567' }]);
	});

	it('sends digits as typed where E.164 validation is ignored, row by row', async () => {
		await create(
			[
				{ phone: '800 1234', local: 'yes' },
				{ phone: '+966501234567', local: 'no' },
			],
			{ phoneNumberRules: { ignoreE164Validation: '={{ $json.local }}' } },
		);

		expect(posts()[0]?.recipients).toEqual([
			{ phoneNumber: '8001234', ignoreE164Validation: true },
			{ phoneNumber: '+966501234567' },
		]);
	});

	it('completes national numbers with a default country that differs from row to row', async () => {
		await create(
			[
				{ phone: '050 123 4567', country: 'SA' },
				{ phone: '(212) 555-0123', country: 'United States' },
				{ phone: '020 7946 0958', country: 44 },
				{ phone: 501234568, country: '+966' },
			],
			{ countryOfLocalNumbers: '={{ $json.country }}' },
		);

		expect(posts()[0]?.recipients.map(({ phoneNumber }) => phoneNumber)).toEqual([
			'+966501234567',
			'+12125550123',
			'+442079460958',
			'+966501234568',
		]);
	});

	it('honours the timeout of Request Options', async () => {
		simulator().behave({ method: 'POST', then: { delayMs: 3000 } });

		const { status, error } = await create(goodRows(1), {
			name: 'Too late',
			requestOptions: { timeout: 200 },
		});

		expect(status).toBe('error');
		expect(error?.message).toContain('did not answer in time');
	});

	it('sends through the proxy of Request Options', async () => {
		const proxied = simulator().url;
		const { status } = await create(
			goodRows(1),
			{ requestOptions: { proxy: proxied } },
			{ credential: { apiKey: KEY, baseUrl: 'http://hamsa.invalid' } },
		);

		// The simulator stands in for the proxy: a host that does not exist is reached through it.
		expect(status).toBe('success');
		// Look, create, and read back.
		expect(simulator().requests.map(({ headers }) => headers.host)).toEqual(
			Array.from({ length: 4 }, () => 'hamsa.invalid'),
		);
	});
});
