import type { CampaignScope } from '../../../expressions/sameForAll';
import { LONGEST_NAME } from '../../../fields/readers';
import type { JudgedGroup } from '../../../recipients/types';
import { stopsAtRows } from './judging';
import { asTest, readMyPhones } from './modes/myPhones';
import { rejectedError } from './output/rejected';
import type { OpenRun } from './run';
import { readCampaignFields, type CampaignFields, type CampaignSettings } from './settings';
import { splitByZones } from './splitting/byClock';
import { splitBySize } from './splitting/bySize';
import { splitByValue, type ValueGroup } from './splitting/byValue';

/** The judged rows of one campaign to be, and its settings. */
export interface CampaignGroup extends JudgedGroup {
	settings: CampaignSettings;
}

/** The same before its clock is known. */
export interface FieldsGroup extends JudgedGroup {
	settings: CampaignFields;
}

/** A campaign's name with what tells it from others of the same list, within the length that Hamsa takes. */
function fullName({ name, suffixes }: CampaignFields): string {
	const end = suffixes.map((suffix) => ` (${suffix})`).join('');
	const room = Math.max(0, LONGEST_NAME - [...end].length);
	return [...[...name].slice(0, room), ...end].slice(0, LONGEST_NAME).join('');
}

/** Reads the fields of each campaign, which must be the same for its rows. Throws InputError. */
function withFields(run: OpenRun, judged: readonly JudgedGroup[]): FieldsGroup[] {
	const { items, parameters, source, clock, hint } = run;
	const groups = judged.flatMap((group): ValueGroup[] =>
		source === 'inputItems' ? splitByValue(group, parameters, items) : [group],
	);
	return groups.map(({ value, ...group }) => {
		const scope: CampaignScope = { items, indexes: group.items, hint };
		const fields = readCampaignFields(parameters, scope, clock);
		const suffixes = value === undefined || groups.length === 1 ? [] : [value];
		return { ...group, settings: { ...fields, suffixes } };
	});
}

/** Rows that no hours suit stop a run as all bad rows do. Throws InputError. */
function stopAtRejected(run: OpenRun, groups: readonly CampaignGroup[]): void {
	const all = groups.map(({ contacts }) => contacts);
	const rejected = all.find(({ rejectedCount }) => rejectedCount > 0);
	if (rejected === undefined || !stopsAtRows(run)) return;
	const rowCount = all.reduce((sum, contacts) => sum + contacts.rowCount, 0);
	throw rejectedError({ items: [], contacts: { ...rejected, rowCount } }, run.source !== 'inputItems');
}

/**
 * The campaigns to be: the judged rows by the value of Split By, by the clocks on which the people live, and by People per
 * Campaign; in a test one campaign that calls only the tester's phones. Throws InputError.
 */
export function groupAll(run: OpenRun, judged: readonly JudgedGroup[]): CampaignGroup[] {
	const { parameters, options, clock } = run;
	const groups = withFields(run, judged);
	const phones = () => readMyPhones(parameters.value('myPhones', 0), parameters.raw('countryOfLocalNumbers'));
	const campaigns =
		options.mode === 'test'
			? asTest(groups, phones())
			: groups
					.flatMap((group) => splitByZones(group, options, clock))
					.flatMap((group) => splitBySize(group, options.peoplePerCampaign));
	stopAtRejected(run, campaigns);
	return campaigns.map((group) => ({
		...group,
		settings: { ...group.settings, name: fullName(group.settings) },
	}));
}
