/** How Hamsa stores a campaign otherwise than it was sent. */
export interface Stored {
	/** Leave out the recipients' variables. */
	withoutVariables?: boolean;
	/** Store this zone. */
	scheduledTimezone?: string;
	/** Store only so many recipients, the first ones. */
	recipients?: number;
}

/** The body of a create as it is stored. */
export function asStored(
	body: unknown,
	{ withoutVariables, scheduledTimezone, recipients }: Stored,
): unknown {
	const sent = body as { recipients: Array<Record<string, unknown>> };
	const kept = sent.recipients.slice(0, recipients);
	return {
		...sent,
		...(scheduledTimezone === undefined ? {} : { scheduledTimezone }),
		recipients: kept.map((one) =>
			withoutVariables === true ? { ...one, dynamicVariables: undefined } : one,
		),
	};
}
