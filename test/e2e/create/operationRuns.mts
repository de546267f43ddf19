/** The operations that are run in the real editor, with their fields and what their output panel shows. */

const AGENT = '11111111-1111-4111-8111-111111111111';

export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** An operation as it is run in the editor. */
export interface Run {
	resource: string;
	operation: string;
	/** Its fields, for the campaign "Spring recall" and the call to Sara. */
	fields: (campaignId: string, callId: string) => Record<string, unknown>;
	/** What the output panel shows, as JSON. */
	shows: string[];
}

/** Every operation but Campaign: Create, in the order in which they are run. */
export const RUNS: Run[] = [
	{
		resource: 'call',
		operation: 'getMany',
		fields: () => ({
			filters: { status: ['NO_ANSWER'], voiceAgentId: byId(AGENT), startedAfter: '2026-01-01T00:00:00' },
		}),
		shows: ['+966500000104', 'NO_ANSWER'],
	},
	{
		resource: 'call',
		operation: 'start',
		fields: () => ({
			runMode: 'call',
			toNumber: '0500 000 105',
			phoneNumber: { __rl: true, mode: 'number', value: '+966112000001' },
			voiceAgentId: byId(AGENT),
			params: { param: [{ name: 'customerName', value: 'Huda' }] },
			options: { countryOfLocalNumbers: 'SA' },
		}),
		shows: ['+966500000105', 'placed'],
	},
	{
		resource: 'campaign',
		operation: 'findPerson',
		fields: () => ({ personNumber: '0500 000 103', options: { countryOfLocalNumbers: 'SA' } }),
		shows: ['Spring recall', 'PENDING', 'Press Pause'],
	},
	{
		resource: 'campaign',
		operation: 'get',
		fields: (id) => ({ campaignId: byId(id) }),
		shows: ['Spring recall', 'recipientCounts', 'NO_ANSWER'],
	},
	{
		resource: 'campaign',
		operation: 'getMany',
		fields: () => ({ filters: { search: 'survey', voiceAgentId: byId(AGENT) } }),
		shows: ['Winter survey'],
	},
	{
		resource: 'campaign',
		operation: 'getRecipients',
		fields: (id) => ({ campaignId: byId(id), returnAll: true, filters: { status: ['COMPLETED'] } }),
		shows: ['Sara', 'Spring recall'],
	},
	{
		resource: 'campaign',
		operation: 'getReport',
		fields: (id) => ({
			reportOn: 'campaigns',
			campaignIds: id,
			options: { includeCalls: true, stalledAfterMinutes: 5 },
		}),
		shows: ['Spring recall', 'Total of 1 campaign', 'meanCallSeconds'],
	},
	{
		resource: 'campaign',
		operation: 'releaseWave',
		fields: () => ({
			name: 'Autumn recall',
			phoneNumber: { __rl: true, mode: 'number', value: '+966112000001' },
			voiceAgentId: byId(AGENT),
			recipientsSource: 'json',
			recipients: '[{ "phoneNumber": "+966500000106" }]',
		}),
		shows: ['+966500000106', 'wouldBeCalled'],
	},
	{
		resource: 'campaign',
		operation: 'rename',
		fields: (id) => ({ campaignId: byId(id), newName: 'Summer recall' }),
		shows: ['Summer recall'],
	},
	{
		resource: 'voiceAgent',
		operation: 'get',
		fields: () => ({ voiceAgentId: byId(AGENT) }),
		shows: ['Appointment Reminder', 'greetingMessage'],
	},
	{
		resource: 'voiceAgent',
		operation: 'getMany',
		fields: () => ({ limit: 3, sort: { createdAt: 'asc' } }),
		shows: ['Technician Visit'],
	},
	{
		resource: 'phoneNumber',
		operation: 'getMany',
		fields: () => ({ filters: { provider: 'SIP', voiceAgentId: byId('') } }),
		shows: ['Riyadh Sales'],
	},
	{ resource: 'project', operation: 'get', fields: () => ({}), shows: ['Local Clinic'] },
	// The last one: n8n shows a file first, and remembers that another view was left.
	{
		resource: 'call',
		operation: 'get',
		fields: (_, id) => ({ callId: byId(id), downloadRecording: true }),
		shows: ['audio/wav', '.wav'],
	},
];
