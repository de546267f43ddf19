import { fieldsAsTheyAre, type OutputShape } from '../../execution/output';

const SCHEDULE = ['voiceAgentId', 'sendType', 'scheduledDate'];
const TIMES = ['createdAt', 'updatedAt'];

/** What every answer about a campaign has besides. */
const FURTHER = ['projectId', 'reservedConcurrency', 'scheduledTimezone', 'timeRange'];

/** A campaign as Campaign: Get returns it: how far it is. */
export const campaignOutput: OutputShape = {
	simplified: {
		...fieldsAsTheyAre('id', 'name', 'status', 'recipientCounts'),
		recipientsCount: ({ recipientsCount, totalRecipients }) => recipientsCount ?? totalRecipients,
		...fieldsAsTheyAre('agentName', 'voiceAgentId', 'scheduledDate', ...TIMES),
	},
	further: [...FURTHER, 'sendType', 'totalRecipients'],
};

/** A campaign of the list. */
export const listedCampaignOutput: OutputShape = {
	simplified: fieldsAsTheyAre('id', 'name', 'status', 'recipientsCount', ...SCHEDULE, ...TIMES),
	further: FURTHER,
};

/** A campaign as renaming it shows it. */
export const renamedCampaignOutput: OutputShape = {
	simplified: fieldsAsTheyAre('id', 'name', 'status', ...SCHEDULE, ...TIMES),
	further: [...FURTHER, 'phoneNumberId', 'userId', 'webhookUrl'],
};

/** A recipient, with the campaign: who it is, what became of them, and what writes them back to where they came from. */
export const recipientOutput: OutputShape = {
	simplified: fieldsAsTheyAre(
		'phoneNumber',
		'status',
		'name',
		'dynamicVariables',
		'attempts',
		'lastError',
		'completedAt',
		'jobId',
		'campaignId',
		'campaignName',
	),
	further: [
		'createdAt',
		'ignoreE164Validation',
		'latestActionTimestamp',
		'maxAttempts',
		'nextRetryAt',
		'updatedAt',
	],
	// The variables are the people's own: a column called "token" is no secret.
	raw: (recipient) => recipient,
};
