import type { CampaignScope } from '../../../expressions/sameForAll';
import { LONGEST_NAME } from '../../../fields/readers';
import type { JudgedContacts, JudgedGroup } from '../../../recipients/types';
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

/** The campaigns' names with what tells each from others of the same list, within the length that Hamsa takes. */
function fullNames(campaigns: readonly CampaignFields[]): string[] {
	const taken = new Set<string>();
	return campaigns.map(({ name, suffixes }) => {
		if (suffixes.length === 0) return name;
		const end = suffixes.map((suffix) => ` (${suffix})`).join('');
		const called = (counter: string) => {
			const most = LONGEST_NAME - counter.length;
			const room = Math.max(0, most - [...end].length);
			return [...[...name].slice(0, room), ...end].slice(0, most).join('') + counter;
		};
		let full = called('');
		// What told them apart can have been cut off.
		for (let counter = 2; taken.has(full); counter++) full = called(` (${counter})`);
		taken.add(full);
		return full;
	});
}

/** Characters of a row's value that a name shows at most, so that there is room for the rest of it. */
const LONGEST_VALUE = 28;

/** A row's value as a campaign's name shows it: on one line, and short. */
function inName(value: string): string {
	const characters = [...value.replace(/\s+/g, ' ')];
	return characters.length > LONGEST_VALUE
		? `${characters.slice(0, LONGEST_VALUE - 1).join('')}…`
		: characters.join('');
}

/** Reads the fields of each campaign, which must be the same for its rows. Throws InputError. */
function withFields(run: OpenRun, judged: readonly JudgedGroup[]): FieldsGroup[] {
	const { items, parameters, source, clock, hint } = run;
	const groups = judged.flatMap((group): ValueGroup[] =>
		source === 'inputItems' ? splitByValue(group, parameters, items) : [group],
	);
	return groups.map(({ value, called, ...group }) => {
		const scope: CampaignScope = { items, indexes: called ?? group.items, hint };
		const fields = readCampaignFields(parameters, scope, clock);
		const suffixes = value === undefined || groups.length === 1 ? [] : [inName(value)];
		return { ...group, settings: { ...fields, suffixes } };
	});
}

/** Rows that no hours suit stop a run as all bad rows do. Throws InputError. */
function stopAtRejected(run: OpenRun, groups: readonly CampaignGroup[]): void {
	const first = groups.find(({ contacts }) => contacts.rejectedCount > 0);
	if (first === undefined || !stopsAtRows(run)) return;
	const isTyped = run.source !== 'inputItems';
	// Each item has a list of its own where lists are typed.
	const list = groups.filter(({ items }) => !isTyped || items[0] === first.items[0]);
	const all = list.map(({ contacts }) => contacts);
	const sum = (amount: (contacts: JudgedContacts) => number) =>
		all.reduce((total, contacts) => total + amount(contacts), 0);
	const contacts = {
		...first.contacts,
		rowCount: sum(({ rowCount }) => rowCount),
		rejectedCount: sum(({ rejectedCount }) => rejectedCount),
		leftOut: all.flatMap(({ leftOut }) => leftOut).sort((one, other) => one.row - other.row),
	};
	throw rejectedError({ items: first.items, contacts }, isTyped);
}

/**
 * The judged rows by the value of Split By and by the clocks on which the people live; in a test one campaign that calls only
 * the tester's phones. Throws InputError.
 */
export function groupByClock(run: OpenRun, judged: readonly JudgedGroup[]): CampaignGroup[] {
	const { parameters, options, earlierAttempts } = run;
	const groups = withFields(run, judged);
	// Clocks that are the same when a run begins may not be when it is tried again: who was called would be called once more.
	const now = Math.min(run.clock.now, ...earlierAttempts().map(({ startedAt }) => startedAt));
	const clock = { ...run.clock, now };
	const phones = () => readMyPhones(parameters.value('myPhones', 0), parameters.raw('countryOfLocalNumbers'));
	const campaigns =
		options.mode === 'test'
			? asTest(groups, phones())
			: groups.flatMap((group) => splitByZones(group, options, clock, groups.length === 1));
	stopAtRejected(run, campaigns);
	return campaigns;
}

/** The campaigns to be of these groups: each of at most People per Campaign, with a name of its own. */
export function groupBySize(
	{ options }: OpenRun,
	groups: readonly CampaignGroup[],
	namesOf: (campaigns: readonly CampaignFields[]) => string[] = fullNames,
): CampaignGroup[] {
	const isTest = options.mode === 'test';
	const campaigns = groups.flatMap((group) =>
		splitBySize(group, isTest ? undefined : options.peoplePerCampaign),
	);
	const names = namesOf(campaigns.map(({ settings }) => settings));
	return campaigns.map((group, index) => ({
		...group,
		settings: { ...group.settings, name: names[index]! },
	}));
}
