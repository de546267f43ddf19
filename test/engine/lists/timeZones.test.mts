/** The list of the field Time Zone, as the editor asks for it: which zones stand first. */
import { describe, expect, it } from '@jest/globals';
import { KEY } from '../support/campaign.mts';
import { searchList } from '../support/harness.mts';

const credential = { apiKey: KEY, baseUrl: 'http://127.0.0.1:9' };

/** The first entries of the list while the node has these parameters: zones, and what is said of them. */
async function firstOf(parameters: Record<string, unknown>, amount: number, filter?: string) {
	const { results } = await searchList('getTimeZones', credential, filter, undefined, parameters);
	return results
		.slice(0, amount)
		.map(({ name, value }) => [value, name.replace(/^.*\(UTC[+-]\d\d:\d\d\)/, '')]);
}

const number = (value: string) => ({ __rl: true, mode: 'list', value });

describe('the list of the field Time Zone', () => {
	it('is all zones by the alphabet where nothing is known', async () => {
		const { results } = await searchList('getTimeZones', credential);

		expect(results.length).toBeGreaterThan(350);
		expect(results[0]).toEqual({
			name: expect.stringMatching(/^Africa\/Abidjan \(UTC/),
			value: 'Africa/Abidjan',
		});
	});

	it("begins with the recipients' zones, the workflow's and that of From Number, each once", async () => {
		const parameters = {
			countryOfLocalNumbers: 'SA',
			workflowTimeZone: 'Europe/Berlin',
			phoneNumber: number('+97143000001'),
		};

		expect(await firstOf(parameters, 4)).toEqual([
			['Asia/Riyadh', ' · recipients'],
			['Europe/Berlin', ' · workflow'],
			['Asia/Dubai', ' · From Number'],
			['Africa/Abidjan', ''],
		]);
		const all = await searchList('getTimeZones', credential, '', undefined, parameters);
		const values = all.results.map(({ value }) => value);
		expect(new Set(values).size).toBe(values.length);
		expect(values).toHaveLength((await searchList('getTimeZones', credential)).results.length);
	});

	it('says all that is true of one zone', async () => {
		const parameters = {
			countryOfLocalNumbers: 'Saudi Arabia',
			workflowTimeZone: 'Asia/Riyadh',
			phoneNumber: number('+966112000001'),
		};

		expect(await firstOf(parameters, 2)).toEqual([
			['Asia/Riyadh', ' · recipients, workflow, From Number'],
			['Africa/Abidjan', ''],
		]);
	});

	it.each([
		['a calling code', { countryOfLocalNumbers: '+971' }, ['Asia/Dubai']],
		[
			'a country of several zones',
			{ countryOfLocalNumbers: 'Portugal' },
			['Europe/Lisbon', 'Atlantic/Azores'],
		],
		['the number that is called', { toNumber: '+966 50 123 4567' }, ['Asia/Riyadh']],
		['the country of such a number', { options: { countryOfLocalNumbers: 'KW' } }, ['Asia/Kuwait']],
	])('tells the recipients by %s', async (_, parameters, zones) => {
		expect(await firstOf(parameters, zones.length)).toEqual(zones.map((zone) => [zone, ' · recipients']));
	});

	it('names four zones of a code of many countries', async () => {
		const first = await firstOf({ countryOfLocalNumbers: '1' }, 5);

		expect(first.map(([, mark]) => mark)).toEqual([...Array<string>(4).fill(' · recipients'), '']);
		expect(first[0]![0]).toBe('America/New_York');
	});

	it.each([
		['an expression that has no value yet', { countryOfLocalNumbers: null, phoneNumber: null }],
		['an expression', { countryOfLocalNumbers: '={{ $json.country }}', toNumber: '={{ $json.phone }}' }],
		['what is no country', { countryOfLocalNumbers: 'Narnia', workflowTimeZone: 'GMT+3' }],
		['what is no number', { phoneNumber: number('riyadh'), toNumber: ['+966501234567'] }],
	])('is by the alphabet with %s', async (_, parameters) => {
		expect(await firstOf(parameters, 1)).toEqual([['Africa/Abidjan', '']]);
	});

	it('is what matches best when it is searched, with the same marks', async () => {
		const parameters = { countryOfLocalNumbers: 'SA', workflowTimeZone: 'Europe/Berlin' };

		expect(await firstOf(parameters, 1, 'kuwait')).toEqual([['Asia/Kuwait', '']]);
		expect(await firstOf(parameters, 1, 'germany')).toEqual([['Europe/Berlin', ' · workflow']]);
	});
});
