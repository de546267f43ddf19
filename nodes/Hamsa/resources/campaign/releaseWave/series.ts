import type { IDataObject } from 'n8n-workflow';
import { CAMPAIGN_PAGING, READ_AT_ONCE, campaignById, campaignList } from '../../../hamsa/campaigns';
import { readIfThere, readPages, type Reader } from '../../../hamsa/http/reading';
import { recipientsOf } from '../../../hamsa/recipients';
import {
	hasEnded,
	isOnThePhone,
	statusOf,
	waitsForCall,
	willNotBeCalledAgain,
} from '../../../hamsa/statuses';
import { waveNumberIn } from '../../../hamsa/waveNames';
import { numberDigits, numberKey, type NumberKey } from '../../../phoneNumbers/digits';
import { ApiError, InputError } from '../../../shared/errors';
import { inLanes } from '../../../shared/lanes';
import { BoundedMap } from '../../../shared/memory';
import { quoteName } from '../../../shared/text';

/** What is known of the people of one campaign. */
interface People {
	/** The status of each, by number. */
	statuses: ReadonlyMap<NumberKey, string>;
	/** How many are still to be called. */
	unfinished: number;
	/** How many will not be called any more, though they were, and how many of these are FAILED. */
	finished: number;
	failed: number;
	/** How many were never called, in a campaign that has ended. */
	neverCalled: number;
}

/** A campaign of a series as Hamsa shows it. */
export interface WaveCampaign extends People {
	wave: number;
	id: string;
	/** Epoch milliseconds. */
	createdAt: number;
}

/** Campaigns of the project that are listed at most. */
const MOST_LISTED = 5_000;
/** Times that a list is read which changes under way. */
const MOST_READINGS = 3;
/** Ended campaigns that are remembered, so that a later run reads only those that go on. */
const MOST_REMEMBERED = 5_000;

/** People of campaigns that have ended, by what tells a campaign and its state from all others. Gone with the process. */
const endedPeople = new BoundedMap<string, People>(MOST_REMEMBERED);

/** A person can start an ended campaign again in the dashboard, which is a change. */
const stateKey = (baseUrl: string, { id, createdAt, updatedAt, status }: IDataObject) =>
	`${baseUrl} ${String(id)} ${String(createdAt)} ${String(updatedAt)} ${String(status)}`;

/** All campaigns of the project, each once. Throws ApiError when a complete list cannot be had. */
async function listAll(reader: Reader): Promise<IDataObject[]> {
	for (let reading = 0; reading < MOST_READINGS; reading++) {
		const rows = new Map<unknown, IDataObject>();
		let all: number | undefined;
		for await (const page of readPages(reader, campaignList({}), CAMPAIGN_PAGING)) {
			for (const row of page.rows) rows.set(row.id, row);
			all = page.total ?? all;
			if (Math.max(rows.size, all ?? 0) > MOST_LISTED) {
				throw new InputError(
					`Hamsa lists more than ${MOST_LISTED.toLocaleString('en-US')} campaigns, too many to find the waves among them`,
					'Delete campaigns that are no longer needed under Batch Calls in the Hamsa dashboard. Nothing was sent.',
				);
			}
		}
		// A campaign that is deleted meanwhile moves others to a page that was read already.
		if (all === undefined || rows.size >= all) return [...rows.values()];
	}
	throw new ApiError(
		'The list of campaigns changes while it is read, so the waves cannot be told',
		'Run this again. Nothing was sent.',
	);
}

/** What a campaign with its recipients tells of its people. */
function peopleOf(campaign: IDataObject): People {
	const ended = hasEnded(campaign);
	const statuses = new Map<NumberKey, string>();
	const people = { unfinished: 0, finished: 0, failed: 0, neverCalled: 0 };
	for (const recipient of recipientsOf(campaign)) {
		const status = statusOf(recipient);
		statuses.set(numberKey(numberDigits(recipient.phoneNumber)), status);
		const isWaiting = waitsForCall(recipient);
		if (ended ? !isWaiting && !isOnThePhone(recipient) : willNotBeCalledAgain(recipient)) {
			people.finished++;
			if (status === 'FAILED') people.failed++;
		} else if (!ended) people.unfinished++;
		else if (isWaiting && !(Number(recipient.attempts) > 0)) people.neverCalled++;
	}
	return { ...people, statuses };
}

/** The recipients of a campaign. Throws ApiError when Hamsa does not show all of them. */
function checkedPeople(campaign: IDataObject, all: unknown): People {
	const shown = recipientsOf(campaign).length;
	if (typeof all !== 'number' || shown >= all) return peopleOf(campaign);
	throw new ApiError(
		`Hamsa shows ${shown.toLocaleString('en-US')} of ${all.toLocaleString('en-US')} recipients of the campaign ${quoteName(campaign.name)}, so who is in a wave cannot be told`,
		'Run this again. Nothing was sent.',
	);
}

/** A campaign with its people; undefined when it is gone, or no wave of the series. */
async function readCampaign(
	reader: Reader,
	listed: IDataObject,
	series: string,
): Promise<WaveCampaign | undefined> {
	const { baseUrl } = reader.connection;
	let campaign = listed;
	let people = hasEnded(listed) ? endedPeople.get(stateKey(baseUrl, listed)) : undefined;
	if (people === undefined) {
		const answer = await readIfThere<IDataObject>(reader, campaignById(String(listed.id)));
		if (answer === undefined) return undefined;
		campaign = { ...listed, ...answer.data };
		people = checkedPeople(campaign, answer.data.totalRecipients ?? listed.recipientsCount);
		if (hasEnded(listed) && hasEnded(campaign)) endedPeople.set(stateKey(baseUrl, listed), people);
	}
	const wave = waveNumberIn(String(campaign.name), series);
	const createdAt = Date.parse(String(campaign.createdAt));
	return wave === undefined ? undefined : { ...people, wave, id: String(listed.id), createdAt };
}

/**
 * The campaigns of a series with their people, in the order of their waves. `recent` are IDs of campaigns that were made just
 * now, which the list may not show yet. Throws ApiError when any of it cannot be read: nobody may be called on half of it.
 */
export async function readSeries(
	reader: Reader,
	series: string,
	recent: readonly string[],
	stopIfCancelled: () => void,
): Promise<WaveCampaign[]> {
	const all = await listAll(reader);
	const listed = new Set(all.map(({ id }) => String(id)));
	const late = recent.filter((id) => !listed.has(id)).map((id): IDataObject => ({ id }));
	const named = all.filter(({ name }) => waveNumberIn(String(name), series) !== undefined);
	const read = await inLanes([...named, ...late], READ_AT_ONCE, async (row) => {
		stopIfCancelled();
		return await readCampaign(reader, row, series);
	});
	const found = read.filter((campaign) => campaign !== undefined);
	return found.sort((one, other) => one.wave - other.wave || one.createdAt - other.createdAt);
}
