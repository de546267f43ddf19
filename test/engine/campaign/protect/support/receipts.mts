/** A simulator and what tests of the receipt look at: the requests after a create. */
import { inPanel, LIST, useSimulator } from '../../../support/campaign.mts';
import type { EngineResult } from '../../../support/harness.mts';

/** Lets a list of thousands through. */
export const MANY = { maximumRecipients: 6_000, maximumCallingDays: 100 };

/** The ID of the campaign that a run gave. */
export const idOf = ({ json }: EngineResult) => String(json[0]?.id);

let names = 0;
/** A name of its own for each test, since this process remembers what it has made; and options, each in its collection. */
export const named = (fields: Record<string, unknown> = {}) => ({
	name: `Receipt ${++names}`,
	...inPanel(fields),
});

/** The bench of campaigns, and the requests that reached the simulator after the create. */
export function useReceipts() {
	const bench = useSimulator();
	const after = () => {
		const all = bench.simulator().requests.map(({ method, path }) => `${method} ${path}`);
		return all.slice(all.indexOf(`POST ${LIST.path}`) + 1);
	};
	return { ...bench, after };
}
