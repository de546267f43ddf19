import type { IDataObject } from 'n8n-workflow';
import { PROJECT } from '../../hamsa/account';
import { asOutput, type Operation } from '../../execution/operation';
import { readFrom } from '../../hamsa/http/reading';
import { withoutSecrets } from '../../hamsa/secrets';

/** The project that the API key belongs to. The operation has no fields. */
export const getProject: Operation = async ({ reader }) => {
	const { data } = await readFrom<IDataObject>(reader, PROJECT);
	return asOutput([withoutSecrets(data)]);
};
