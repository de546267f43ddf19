/** The names of the campaigns of one list: within Hamsa's length, each of its own. */
import { describe, expect, it } from '@jest/globals';
import { goodRows, useSimulator } from '../../support/campaign.mts';
import { at, JANUARY } from '../../support/clock.mts';
import { AUSTRALIAN_MOBILE, rowsWith, SYDNEY, WORKING } from './support/lists.mts';

const { create, posts } = useSimulator();

const LONGEST = 100;
const names = () => posts().map(({ name }) => name);
const bySegment = { severalCampaigns: { splitBy: '={{ $json.segment }}' } };
const inSegments = (...segments: string[]) =>
	goodRows(segments.length).map((row, index) => ({ ...row, segment: segments[index]! }));

function expectGoodNames(amount: number) {
	expect(new Set(names()).size).toBe(amount);
	for (const name of names()) expect([...name].length).toBeLessThanOrEqual(LONGEST);
}

describe('names', () => {
	it('are cut before what tells the campaigns apart', async () => {
		await create(goodRows(2), { name: 'x'.repeat(LONGEST), severalCampaigns: { peoplePerCampaign: 1 } });

		expect(names()).toEqual([`${'x'.repeat(94)} (1/2)`, `${'x'.repeat(94)} (2/2)`]);
	});

	it('are not cut in the middle of an emoji', async () => {
		await create(goodRows(2), { name: '🌸'.repeat(LONGEST), severalCampaigns: { peoplePerCampaign: 1 } });

		expect(names()).toEqual([`${'🌸'.repeat(94)} (1/2)`, `${'🌸'.repeat(94)} (2/2)`]);
	});

	it('of long values that begin alike stay apart', async () => {
		const long = 'those who came in spring and did not come back ';

		const { status } = await create(inSegments(`${long}yet`, `${long}since`, 'others'), bySegment);

		expect(status).toBe('success');
		expectGoodNames(3);
		expect(names()).toEqual([
			'Spring recall (those who came in spring an…)',
			'Spring recall (those who came in spring an…) (2)',
			'Spring recall (others)',
		]);
	});

	it('have a value with line ends on one line', async () => {
		await create(inSegments('North\nWest', 'South'), bySegment);

		expect(names()).toEqual(['Spring recall (North West)', 'Spring recall (South)']);
	});

	it('of everything at its longest stay apart and within the length', async () => {
		const rows = [AUSTRALIAN_MOBILE, SYDNEY, '+61412345679', '+61291234568'].flatMap((phone) =>
			[0, 1].map((n) => ({ phone: phone.replace(/.$/, String(n * 3 + 1)), segment: 'y'.repeat(300) + n })),
		);

		await create(rows, {
			...WORKING,
			name: 'x'.repeat(LONGEST),
			severalCampaigns: { ...bySegment.severalCampaigns, peoplePerCampaign: 1 },
		});

		expectGoodNames(posts().length);
		expect(posts().length).toBeGreaterThan(3);
	});

	it('of two campaigns on one clock tell their hours', async () => {
		await at(JANUARY, async () => await create(rowsWith(SYDNEY, AUSTRALIAN_MOBILE), WORKING));

		expectGoodNames(2);
		expect(names()).toEqual([
			'Spring recall (Mon-Fri 09:00-17:00 Australia/Sydney)',
			'Spring recall (Mon-Fri 12:00-17:00 Australia/Sydney)',
		]);
	});
});
