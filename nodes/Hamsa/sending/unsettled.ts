/** An order of this process of which nobody knows whether Hamsa carried it out. */
interface Unsettled {
	/** What tells orders with the same print apart: the campaign's name. */
	label: string;
	/** Epoch milliseconds of the attempt, and until when it may still be carried out. */
	startedAt: number;
	until: number;
	/** What happened, for a person. */
	reason: string;
}

const unsettled = new Map<string, Unsettled>();

/** Remembers an order by its print until it can no longer be carried out; what is past is forgotten. */
export function rememberUnsettled(print: string, order: Unsettled): void {
	for (const [key, { until }] of unsettled) if (until <= Date.now()) unsettled.delete(key);
	unsettled.set(print, order);
}

/** The order with this print that is not settled, undefined when there is none or its time is over. */
export function findUnsettled(print: string): Unsettled | undefined {
	const order = unsettled.get(print);
	return order === undefined || order.until <= Date.now() ? undefined : order;
}

/** To be called when it is known what became of an order. */
export function forgetUnsettled(print: string): void {
	unsettled.delete(print);
}
