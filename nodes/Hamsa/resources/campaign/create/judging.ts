import type { INodeExecutionData } from 'n8n-workflow';
import { dependsOnItem } from '../../../expressions/parameters';
import { readsAllItems } from '../../../expressions/scope';
import { groupContacts, TYPED_SOURCES } from '../../../recipients/contacts';
import { judgeContacts } from '../../../recipients/judge';
import { checkNameField, hintLostFields } from '../../../recipients/nameField';
import { hintSystemVariables } from '../../../recipients/variables';
import type { JudgedContacts, JudgedGroup } from '../../../recipients/types';
import { InputError } from '../../../shared/errors';
import { count } from '../../../shared/text';
import { fixedNumberError, noNumbersError } from './output/outcome';
import { rejectedError } from './output/rejected';
import type { OpenRun } from './run';

/** Whether a node before has given an item without `json`, which n8n lets pass. */
const isWhole = ({ json }: INodeExecutionData) => typeof json === 'object' && json !== null;

/** The items, each with fields: one that came without any is a row like others, in which there is no number. */
export const wholeItems = (items: readonly INodeExecutionData[]): readonly INodeExecutionData[] =>
	items.every(isWhole) ? items : items.map((item) => (isWhole(item) ? item : { ...item, json: {} }));

/** Always Output Data makes one empty item of no items: no contact came in, which is no failure. */
export const isNothing = (items: readonly INodeExecutionData[]): boolean =>
	items.length === 0 ||
	(items.length === 1 &&
		isWhole(items[0]!) &&
		Object.keys(items[0]!.json).length === 0 &&
		items[0]!.binary === undefined);

/** Names that are not sent, that a message lists at most. */
const MOST_LISTED_NAMES = 5;

/** Tells of names that are no names: their people are called without them. */
function hintNames(run: OpenRun, { lessNames }: JudgedContacts): void {
	if (lessNames.length === 0) return;
	const listed = lessNames.slice(0, MOST_LISTED_NAMES).map(({ row, cell }) => `row ${row}: ${cell}`);
	const more = lessNames.length - listed.length;
	run.hint(
		`${count(lessNames.length, 'name')} ${lessNames.length === 1 ? 'was' : 'were'} left out or shortened, since what the cell holds is no name (${listed.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en-US')} more` : ''}). The people are called.`,
	);
}

/** Traps that show in how the node is used rather than in a value. */
function hintTraps(run: OpenRun, groups: readonly JudgedGroup[]): void {
	const { source, parameters, hint } = run;
	const [first] = groups;
	if (first === undefined || first.items.length < 2) return;
	if (source !== 'inputItems') {
		// A list made of all items is the items' own.
		if (readsAllItems(parameters.raw(TYPED_SOURCES[source].path))) return;
		hint(
			`${count(first.items.length, 'item')} came in, but the recipients are the same for all of them, so one campaign is made. To call the items' own numbers, set Recipients to From Input Items.`,
		);
	} else if (!dependsOnItem(parameters.raw('recipientPhoneNumber'))) {
		hint('Phone Number is the same for every row. Drag the column with the phone numbers into the field.');
	}
}

/** Checks that the fields read for each row are read from what rows have. Throws InputError. */
function checkRowFields(run: OpenRun, contacts: JudgedContacts): void {
	const { items, parameters, hint } = run;
	const { rowCount, recipients } = contacts;
	if (contacts.emptyCount === rowCount) throw noNumbersError(run);
	if (recipients.length === 0 && rowCount > 1 && !dependsOnItem(parameters.raw('recipientPhoneNumber'))) {
		throw fixedNumberError(run, contacts);
	}
	const someHaveNames = recipients.some(({ name }) => name !== undefined);
	checkNameField(parameters, items, someHaveNames || recipients.length === 0, hint);
	hintLostFields(parameters, items, hint);
}

/** Whether a row that cannot be called stops the run. */
export const stopsAtRows = ({ onError, options }: OpenRun): boolean =>
	onError === 'stop' && !options.leavesOutBadRows && options.mode === 'call';

/** Judges all rows; throws when they cannot become campaigns at all, or not with the node's On Error setting. */
export function judgeAll(run: OpenRun): JudgedGroup[] {
	const { items, everyItem, parameters, source, options } = run;
	const groups = groupContacts(parameters, items, everyItem, source).map((group): JudgedGroup => {
		const contacts = judgeContacts(group.contacts, options);
		const failure = group.contacts.failureOfAll?.();
		if (failure !== undefined) throw failure;
		return { items: group.items, contacts };
	});
	hintTraps(run, groups);
	const stops = stopsAtRows(run);
	return groups.map((group) => {
		const { contacts } = group;
		if (contacts.rowCount === 0) {
			throw new InputError(
				'No recipients are entered',
				'Add at least one recipient, or set Recipients to From Input Items to call the numbers of the incoming items.',
			);
		}
		if (source === 'inputItems') checkRowFields(run, contacts);
		hintNames(run, contacts);
		hintSystemVariables(contacts.recipients, run.hint);
		if (contacts.rejectedCount > 0 && stops) throw rejectedError(group, source !== 'inputItems');
		return group;
	});
}
