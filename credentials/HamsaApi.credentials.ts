import type { IAuthenticateGeneric, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { TOKEN_WORD } from '../nodes/Hamsa/hamsa/http/credential';
import { DEFAULT_REGION, OTHER_REGION, regionOptions } from '../nodes/Hamsa/hamsa/http/region';

/** An API key of a Hamsa project. Also usable as a predefined credential of the HTTP Request node. */
export class HamsaApi implements ICredentialType {
	name = 'hamsaApi';

	displayName = 'Hamsa API';

	icon: Icon = { light: 'file:../icons/hamsa.svg', dark: 'file:../icons/hamsa.dark.svg' };

	documentationUrl = 'https://example.com/n8n-nodes-hamsa#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Made at agents.tryhamsa.com under Settings > API Keys and shown there once. It belongs to one Hamsa project.',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: regionOptions,
			default: DEFAULT_REGION,
			description: 'Where your Hamsa project is. A key belongs to one region.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://api.tryhamsa.com',
			description: 'Address of the Hamsa API, as Hamsa gave it to you',
			displayOptions: { show: { region: [OTHER_REGION] } },
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for Hamsa Trigger: long random text that Hamsa has to send with each event. With Set-Up at Manual, enter the same in the webhook settings of the voice agent.',
		},
	];

	// The word is Token, one space, the key (API reference, authentication). People paste keys with spaces around them, or
	// with the word in front.
	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				Authorization: `=Token {{$credentials.apiKey.trim().replace(${TOKEN_WORD}, "")}}`,
			},
		},
	};
}
