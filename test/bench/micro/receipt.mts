/** What Hamsa stored of 5,000 recipients, the most that are read whole, compared with what was sent. */
import type { CreateCampaignRequest } from '../../../nodes/Hamsa/resources/campaign/create/request.ts';
import { differencesOf } from '../../../nodes/Hamsa/resources/campaign/create/receipt/differences.ts';
import { campaign, makeRows } from '../subjects/campaign.mts';
import { compare } from './compare.mts';

export function measure(): void {
	const people = makeRows(5_000).map(({ phoneNumber, name }) => ({ phoneNumber, name }));
	const withVariables = people.map((one, n) => ({
		...one,
		dynamicVariables: { appointment: `2026-12-01 ${n}`, city: 'Riyadh', amount: n },
	}));
	const work = (recipients: typeof people, stored: object[]) => () =>
		differencesOf({ ...campaign, recipients } as CreateCampaignRequest, {
			...campaign,
			recipients: { pending: stored },
		});
	compare('5,000 recipients compared', {
		'without variables': work(people, structuredClone(people)),
		'three variables each': work(withVariables, structuredClone(withVariables)),
		'three variables each, all dropped': work(withVariables, structuredClone(people)),
		'three variables each, stored in another order': work(
			withVariables,
			withVariables.map(({ dynamicVariables, ...one }) => ({
				...one,
				dynamicVariables: Object.fromEntries(Object.entries(dynamicVariables).reverse()),
			})),
		),
	});
}
