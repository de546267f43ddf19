import type { IDataObject } from 'n8n-workflow';

/** The status that the key of a state stands for: `inProgress` is IN_PROGRESS. */
export const statusOf = (state: string) => state.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();

/**
 * The recipients of a campaign as "get campaign" shows them: an object of lists keyed by state, whose keys vary. Each has
 * a status, of its state where it has none of its own.
 */
export function recipientsOf(campaign: IDataObject): IDataObject[] {
	const states = Object.entries((campaign.recipients ?? {}) as Record<string, unknown>);
	return states.flatMap(([state, recipients]) =>
		Array.isArray(recipients)
			? (recipients as IDataObject[]).map((recipient) =>
					recipient.status === undefined ? { ...recipient, status: statusOf(state) } : recipient,
				)
			: [],
	);
}
