import { updateDisplayOptions, type IDataObject } from 'n8n-workflow';
import { asOutput, type Operation } from '../../execution/operation';
import { fieldsAsTheyAre, outputFields, readOutput, type OutputShape } from '../../execution/output';
import { digitsWithoutPlusAreInternational, localNumbers } from '../../fields/descriptions';
import { readSwitch, type FieldReader } from '../../fields/readers';
import { CAMPAIGN_PAGING, READ_AT_ONCE, campaignById, campaignList } from '../../hamsa/campaigns';
import { readIfThere, readRows, type Reader } from '../../hamsa/http/reading';
import { recipientsOf } from '../../hamsa/recipients';
import { hasEnded, hasNotStarted, isOnThePhone, statusOf, willNotBeCalledAgain } from '../../hamsa/statuses';
import { cleanPhoneNumber } from '../../phoneNumbers/clean';
import { readDefaultCountry } from '../../phoneNumbers/country';
import { numberDigits } from '../../phoneNumbers/digits';
import { InputError } from '../../shared/errors';
import { inLanes } from '../../shared/lanes';
import { count, quoteValue } from '../../shared/text';
import { instantOf, readText } from '../../shared/values';

/** A campaign that holds the person, or the one row that says that none does. */
const personOutput: OutputShape = {
	simplified: fieldsAsTheyAre(
		'found',
		'id',
		'name',
		'status',
		'phoneNumber',
		'personStatus',
		'attempts',
		'nextRetryAt',
		'mayBeCalled',
		'steps',
	),
	further: [
		'agentName',
		'campaignsSearched',
		'createdAt',
		'latestActionTimestamp',
		'maxAttempts',
		'personName',
		'recipientId',
		'voiceAgentId',
	],
};

/** Fields of Campaign: Find Person. */
export const findPersonDescription = updateDisplayOptions(
	{ show: { resource: ['campaign'], operation: ['findPerson'] } },
	[
		{
			displayName: 'Phone Number',
			name: 'personNumber',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. +966501234567 or {{ $json.phone }}',
			description:
				'The number of the person, with + and country code. Spaces, brackets and 00 are cleaned; numbers without a country code need Country of Local Numbers under Options.',
		},
		...outputFields(personOutput),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					...localNumbers,
					description:
						'Completes a number without a country code: SA, 966, +966 or Saudi Arabia, or a column that holds it',
				},
				digitsWithoutPlusAreInternational,
				{
					displayName: 'Use Number As Typed',
					name: 'ignoreE164Validation',
					type: 'boolean',
					default: false,
					description:
						'Whether to look for the digits as typed, for SIP extensions and local numbers that campaigns hold so',
				},
			],
		},
	],
);

/** Reads the number. One that Create would not call by itself can be in a campaign all the same. Throws InputError. */
function readNumber(field: FieldReader): string {
	const value = field('personNumber');
	const cleaned = cleanPhoneNumber(value, {
		defaultCountry: readDefaultCountry(field('options.countryOfLocalNumbers')),
		digitsAreInternational: readSwitch(
			field('options.digitsWithoutPlusAreInternational'),
			'Digits Without + Are International',
		),
		ignoreE164Validation: readSwitch(field('options.ignoreE164Validation'), 'Use Number As Typed'),
		sendDoubtful: true,
		callPremium: true,
		callMainNumber: true,
	});
	if (cleaned.ok) return cleaned.phoneNumber;
	throw new InputError(
		readText(value) === ''
			? `Phone Number ${cleaned.reason}`
			: `Phone Number ${quoteValue(value)} ${cleaned.reason}`,
		'Enter the number with + and country code, such as +966501234567, or set Country of Local Numbers under Options. Nobody was looked for.',
	);
}

/** What a person does in the dashboard: what it can do depends on the status [guide, "managing batch calls"]. */
function stepsOf(campaign: IDataObject, mayBeCalled: boolean): string {
	const open = `Open Batch Calls in the Hamsa dashboard and there the campaign with the ID ${String(campaign.id)}.`;
	if (!mayBeCalled) {
		return `Nothing has to be done: this campaign does not call the number again, unless somebody presses Retry when it has ended. To be sure: ${open}`;
	}
	const status = statusOf(campaign);
	const then =
		'One person cannot be taken out. Put the number on your Do Not Call List, and create a campaign of the others with that list and Calling Limits.';
	if (hasNotStarted(campaign)) return `1. ${open} 2. Press Cancel before it begins. 3. ${then}`;
	if (status === 'PAUSED') return `1. ${open} 2. Do not resume it, press Cancel. 3. ${then}`;
	return `1. ${open} 2. Press Pause: nobody is called while it is paused. 3. Press Cancel. 4. ${then}`;
}

/** A campaign in which the person was found. */
function found(campaign: IDataObject, people: readonly IDataObject[], phoneNumber: string): IDataObject {
	const mayCall = (person: IDataObject) => !willNotBeCalledAgain(person);
	// A number that is there twice is shown as the one that is called, or is on the phone.
	const person = people.find(isOnThePhone) ?? people.find(mayCall) ?? people[0]!;
	const mayBeCalled = mayCall(person);
	return {
		found: true,
		id: campaign.id,
		name: campaign.name,
		status: statusOf(campaign),
		phoneNumber,
		personStatus: statusOf(person),
		attempts: person.attempts,
		nextRetryAt: person.nextRetryAt,
		mayBeCalled,
		steps: stepsOf(campaign, mayBeCalled),
		agentName: campaign.agentName,
		createdAt: campaign.createdAt,
		latestActionTimestamp: person.latestActionTimestamp,
		maxAttempts: person.maxAttempts,
		personName: person.name,
		recipientId: person.id,
		voiceAgentId: campaign.voiceAgentId,
	};
}

/** All campaigns that have not ended, the newest first. */
async function unfinishedCampaigns(reader: Reader): Promise<IDataObject[]> {
	const campaigns = await readRows(reader, campaignList({}), CAMPAIGN_PAGING, {
		accept: (campaign) => !hasEnded(campaign),
	});
	const createdAt = (campaign: IDataObject) => instantOf(campaign.createdAt) ?? Infinity;
	return campaigns.sort((a, b) => createdAt(b) - createdAt(a));
}

/**
 * Every unfinished campaign that holds a phone number, the newest first; where none does, a row that says so. One that
 * cannot be read is an error, since "not found" must not be said on half a look.
 */
export const findPerson: Operation = async (input) => {
	const { field, reader } = input;
	const phoneNumber = readNumber(field);
	const digits = numberDigits(phoneNumber);
	const shape = readOutput(input, personOutput);
	const campaigns = await unfinishedCampaigns(reader);
	const rows = await inLanes(campaigns, READ_AT_ONCE, async ({ id }) => {
		const answer = await readIfThere<IDataObject>(reader, campaignById(String(id)));
		// Deleted, or at its end, since it was listed.
		if (answer === undefined || hasEnded(answer.data)) return undefined;
		const { data } = answer;
		const people = recipientsOf(data).filter((person) => numberDigits(person.phoneNumber) === digits);
		return people.length === 0 ? undefined : found(data, people, phoneNumber);
	});
	const campaignsSearched = campaigns.length;
	const where = rows.filter((row) => row !== undefined).map((row) => ({ ...row, campaignsSearched }));
	if (where.length > 0) return asOutput(where.map(shape));
	const steps = `No unfinished campaign holds ${phoneNumber}: ${count(campaignsSearched, 'campaign')} that ${campaignsSearched === 1 ? 'has' : 'have'} not ended ${campaignsSearched === 1 ? 'was' : 'were'} searched. Put the number on your Do Not Call List, so that no later campaign calls it.`;
	return asOutput([shape({ found: false, phoneNumber, mayBeCalled: false, steps, campaignsSearched })]);
};
