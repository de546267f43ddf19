/** The request's body of 100,000 recipients: all of it as one text, as axios makes it, and in portions. */
import { jsonBytes } from '../../../nodes/Hamsa/hamsa/http/jsonBody.ts';
import { campaign, makeRows } from '../subjects/campaign.mts';
import { compare } from './compare.mts';

export function measure(): void {
	const recipients = makeRows(100_000).map(({ phoneNumber, name }) => ({ phoneNumber, name }));
	const body = { ...campaign, recipients };
	compare('Body of 100,000 recipients', {
		'one text, then bytes': () => Buffer.from(JSON.stringify(body), 'utf8'),
		'in portions (hamsa/http/jsonBody.ts)': () => jsonBytes(body),
	});
}
