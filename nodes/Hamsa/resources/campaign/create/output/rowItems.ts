import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { JudgedRow } from '../../../../recipients/types';
import type { Receipt } from '../receipt';

/** What became of the rows of one campaign. */
export interface RowsFate {
	/** The verdict of those who are not left out; those of a preview say that nobody was called. */
	called: 'sent' | 'wouldBeCalled' | 'inCampaign';
	/** Why, where they are not called. */
	reason?: string;
	/** The days and hours in which a number is called, on its own clock, in words. */
	hoursOf?(this: void, phoneNumber: string): string;
	campaignId?: string;
	/** Whether this run made the campaign; undefined in a preview. */
	created?: boolean;
	receipt?: Receipt;
}

const receiptColumns = (receipt: Receipt = { verified: null }): IDataObject => ({
	callVerified: receipt.verified,
	callUnverifiedReason: receipt.unverifiedReason,
	callDifferences: receipt.differences,
	callTwin: receipt.twin,
});

const present = (columns: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));

/**
 * What the node says of a row, in the order in which people look for it. `isInCampaign` says whether its number is called:
 * the row itself, or the one that it repeats.
 */
function columnsOf(row: JudgedRow, fate: RowsFate, isInCampaign: boolean): IDataObject {
	const { verdict, phoneNumber, recipient, reason, note, earlier } = row;
	const isLeftOut = verdict !== 'sent';
	const noted = note === undefined ? null : `${phoneNumber} ${note}`;
	return {
		callVerdict: isLeftOut ? verdict : fate.called,
		callPhoneNumber: phoneNumber ?? null,
		callName: recipient?.name ?? null,
		callReason: reason ?? fate.reason ?? noted,
		callWindow: isLeftOut ? null : (fate.hoursOf?.(String(phoneNumber)) ?? null),
		callVariables: recipient?.dynamicVariables ?? {},
		callCampaignId: earlier?.campaignId ?? (isInCampaign ? (fate.campaignId ?? null) : null),
		...(earlier === undefined ? {} : { callStatus: earlier.status }),
		...(fate.created === undefined ? {} : { callCreated: fate.created }),
		...(fate.receipt !== undefined && isInCampaign ? present(receiptColumns(fate.receipt)) : {}),
	};
}

const ANY_ROW: JudgedRow = { row: 0, item: 0, verdict: 'sent' };

/** The node's own columns: those of an earlier run are replaced, all other columns of a row stay as they are. */
const OWN_COLUMNS = new Set([
	...Object.keys(
		columnsOf(
			{ ...ANY_ROW, earlier: { campaignId: '', status: '' } },
			{ called: 'sent', created: true },
			true,
		),
	),
	...Object.keys(receiptColumns()),
]);

/** Whether n8n takes an item whose `error` this is for a failure, as Retry On Fail does with the first one. */
export const isError = (error: unknown): boolean => error !== undefined && error !== null && error !== false;

/** A row's own fields; without its `error` where that would run the node again. */
const ownFields = (json: IDataObject, retried: boolean): IDataObject =>
	Object.fromEntries(
		Object.entries(json).filter(
			([column, value]) => !OWN_COLUMNS.has(column) && !(retried && column === 'error' && isError(value)),
		),
	);

/**
 * One item per row: what became of it, then its own fields, to be written back to where the rows came from. `retried` says
 * that n8n runs the node again when it finds an error.
 */
export const rowItems = (
	input: readonly INodeExecutionData[],
	rows: readonly JudgedRow[],
	fate: RowsFate,
	retried: boolean,
): INodeExecutionData[] => {
	const hasDuplicates = rows.some(({ verdict }) => verdict === 'duplicate');
	const called = new Set(
		hasDuplicates ? rows.flatMap(({ verdict, phoneNumber }) => (verdict === 'sent' ? phoneNumber : [])) : [],
	);
	const isInCampaign = ({ verdict, phoneNumber }: JudgedRow) =>
		verdict === 'sent' || (verdict === 'duplicate' && called.has(phoneNumber));
	return rows.map((row) => ({
		json: { ...columnsOf(row, fate, isInCampaign(row)), ...ownFields(input[row.item]!.json, retried) },
		pairedItem: { item: row.item },
	}));
};
