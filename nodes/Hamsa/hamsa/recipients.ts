import type { IDataObject } from 'n8n-workflow';
import { statusOf } from './statuses';

const hasStatus = ({ status }: IDataObject) => status !== undefined && status !== null && status !== '';

/**
 * The recipients of a campaign as "get campaign" shows them: an object of lists keyed by state, whose keys vary. Each has
 * a status: its own, or that of the state where it has none.
 */
export function recipientsOf(campaign: IDataObject): IDataObject[] {
	const states = Object.entries((campaign.recipients ?? {}) as Record<string, unknown>);
	return states.flatMap(([state, recipients]) =>
		Array.isArray(recipients)
			? (recipients as IDataObject[]).map((recipient) =>
					hasStatus(recipient) ? recipient : { ...recipient, status: statusOf({ status: state }) },
				)
			: [],
	);
}
