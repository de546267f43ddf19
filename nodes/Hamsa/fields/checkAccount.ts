import type { IDataObject } from 'n8n-workflow';
import { phoneNumberList, PHONE_NUMBER_PAGING, voiceAgentById } from '../hamsa/account';
import { readIfThere, readPages, type Reader } from '../hamsa/http/reading';
import { numberDigits } from '../phoneNumbers/digits';
import { ApiError } from '../shared/errors';
import { quoteValue } from '../shared/text';

/** Who calls: an ID of a voice agent and an own number as they are sent. */
interface Caller {
	voiceAgentId: string;
	phoneNumber: string;
}

const otherRegion = 'The key is of one project and one Region: check the Hamsa credential too.';

/** Whether a number is one of the account's own; the list cannot be searched, so it is read until it comes. */
async function isOwnNumber(reader: Reader, phoneNumber: string): Promise<boolean> {
	const digits = numberDigits(phoneNumber);
	for await (const { rows } of readPages(reader, phoneNumberList({}), PHONE_NUMBER_PAGING)) {
		if (rows.some(({ number }) => numberDigits(number) === digits)) return true;
	}
	return false;
}

/**
 * Makes sure that Hamsa knows the key, the voice agent and the own number, as sending would find out, without sending
 * anything. Returns the voice agent as Hamsa shows it, which may hold secrets. Throws ApiError that names what is wrong.
 */
export async function checkAccount(
	reader: Reader,
	{ voiceAgentId, phoneNumber }: Caller,
): Promise<IDataObject> {
	const agent = await readIfThere<IDataObject>(reader, voiceAgentById(voiceAgentId));
	if (agent === undefined) {
		throw new ApiError(
			`Voice Agent ${quoteValue(voiceAgentId)} does not exist in the project of the API key`,
			`Choose the voice agent again from the list of Voice Agent. ${otherRegion}`,
		);
	}
	if (!(await isOwnNumber(reader, phoneNumber))) {
		throw new ApiError(
			`From Number ${quoteValue(phoneNumber)} is none of the numbers in the project of the API key`,
			`Choose the number again from the list of From Number. ${otherRegion}`,
		);
	}
	return agent.data;
}
