import type { IDataObject } from 'n8n-workflow';
import { fieldsAsTheyAre, type OutputShape } from '../../../execution/output';
import type { CallCount } from './calls';
import { percentOf, type People } from './people';

/** A campaign, or all of them together: how far it is. */
export const reportOutput: OutputShape = {
	simplified: fieldsAsTheyAre(
		'id',
		'name',
		'status',
		'people',
		'reached',
		'notReached',
		'failed',
		'stillToCall',
		'expectedEnd',
		'stalled',
	),
	further: [
		'attempts',
		'campaigns',
		'failedPercent',
		'firstActivityAt',
		'isTotal',
		'lastActivityAt',
		'lastRetryAt',
		'neverCalled',
		'nextRetryAt',
		'peopleByStatus',
		'reachedPercent',
		'redialsPlanned',
		'wave',
		'windowOpen',
	],
};

/** What a report says of a campaign, or of all of them. Instants are epoch milliseconds. */
export interface Report {
	id: string;
	name: string;
	/** Of the total: that of all campaigns if it is the same. */
	status: string | null;
	wave?: number;
	/** How many campaigns a total is of; undefined for a campaign. */
	campaigns?: number;
	people: People;
	windowOpen?: boolean;
	stalled: boolean;
	expectedEnd?: number;
	calls?: CallCount;
}

const time = (instant: number | undefined) =>
	instant === undefined ? null : new Date(instant).toISOString();

/** A report as a row. */
export function reportRow({ people: counted, ...report }: Report): IDataObject {
	const { reached, notReached, failed } = counted;
	return {
		id: report.id,
		name: report.name,
		status: report.status,
		isTotal: report.campaigns !== undefined,
		campaigns: report.campaigns ?? 1,
		wave: report.wave ?? null,
		people: counted.people,
		reached,
		notReached,
		failed,
		stillToCall: counted.stillToCall,
		neverCalled: counted.neverCalled,
		redialsPlanned: counted.redialsPlanned,
		reachedPercent: percentOf(reached, counted),
		failedPercent: percentOf(failed, counted),
		nextRetryAt: time(counted.nextRetryAt),
		lastRetryAt: time(counted.lastRetryAt),
		attempts: counted.attempts,
		firstActivityAt: time(counted.firstActivityAt),
		lastActivityAt: time(counted.lastActivityAt),
		windowOpen: report.windowOpen ?? null,
		stalled: report.stalled,
		expectedEnd: time(report.expectedEnd),
		peopleByStatus: counted.peopleByStatus,
	};
}

/** What Include Calls adds to a row. */
export function callFields({ calls }: Report): IDataObject {
	if (calls === undefined) return {};
	const { held, seconds } = calls;
	return { calls: calls.calls, meanCallSeconds: held === 0 ? null : Math.round((seconds / held) * 10) / 10 };
}
