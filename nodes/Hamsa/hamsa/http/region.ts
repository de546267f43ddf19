import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { InputError } from '../../shared/errors';
import { quoteValue } from '../../shared/text';

/**
 * Where Hamsa keeps projects. A key belongs to one region. Europe is documented (API reference); that the other host exists
 * is known from Hamsa's own SDK (hamsa-ai/voice-agents-sdk, `src/main.ts`), that campaigns live there too is a guess.
 */
const REGIONS = {
	europe: { name: 'Europe', address: 'https://api.tryhamsa.com' },
	uae: { name: 'UAE', address: 'https://api.uae.tryhamsa.com' },
} as const;

/** The region whose address is the field Base URL. */
export const OTHER_REGION = 'other';

/** The region of a credential in which nobody has chosen one: n8n fills it in. */
export const DEFAULT_REGION = 'europe' satisfies keyof typeof REGIONS;

/** The choices of the field Region. */
export const regionOptions = [
	{ name: REGIONS.europe.name, value: DEFAULT_REGION, description: REGIONS.europe.address },
	{
		name: REGIONS.uae.name,
		value: 'uae',
		description: `${REGIONS.uae.address}, as Hamsa's own SDK names it. Campaigns were not tried there.`,
	},
	{ name: 'Other', value: OTHER_REGION, description: 'Another address, which Hamsa gave you' },
];

/** The API's address as the credential says it: that of its region, or what stands in Base URL. Throws InputError. */
export function addressOf({ region, baseUrl }: ICredentialDataDecryptedObject): unknown {
	if (region === OTHER_REGION) return baseUrl;
	const known = Object.entries(REGIONS).find(([key]) => key === region);
	if (known !== undefined) return known[1].address;
	throw new InputError(
		`Region ${quoteValue(region)} is not one of its choices`,
		`Choose ${regionOptions.map(({ name }) => name).join(', ')} in the Hamsa credential.`,
	);
}

/** The same for routing, whose address n8n wants as an expression over the credential. */
export const ADDRESS_EXPRESSION = `={{ ${Object.entries(REGIONS)
	.map(([key, { address }]) => `$credentials.region === "${key}" ? "${address}" : `)
	.join('')}$credentials.baseUrl.trim().replace(/\\/+$/, "") }}`;

/** What to ask somebody whose key is not known where it was sent. */
export const askRegion = ({ region }: ICredentialDataDecryptedObject): string => {
	const others = Object.entries(REGIONS).filter(([key]) => key !== region);
	return `Is it a key of ${others.map(([, { name }]) => name).join(' or ')}? Then choose that Region.`;
};
