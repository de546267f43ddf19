import type { IDataObject } from 'n8n-workflow';
import { PROJECT } from '../../shared/account';
import { asOutput, type Operation } from '../../shared/operation';
import { readFrom } from '../../shared/reading';
import { withoutSecrets } from '../../shared/secrets';

/** The project that the API key belongs to. The operation has no fields. */
export const getProject: Operation = async ({ reader }) => {
	const { data } = await readFrom<IDataObject>(reader, PROJECT);
	return asOutput([withoutSecrets(data)]);
};
