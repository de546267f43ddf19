import { updateDisplayOptions } from 'n8n-workflow';
import { readInstant } from '../../time/instant';
import { callList, CALL_PAGING } from '../../hamsa/calls';
import { CALL_STATUSES, statusInWords } from '../../hamsa/statuses';
import { returnAllOrLimit, voiceAgentFilter } from '../../fields/descriptions';
import { InputError } from '../../shared/errors';
import { readChoices, readLimit, readOptionalId, type FieldReader } from '../../fields/readers';
import { asOutput, type Operation } from '../../execution/operation';
import { outputFields, readOutput } from '../../execution/output';
import { readRows } from '../../hamsa/http/reading';
import { listedCallOutput } from './callOutput';

const statusOptions = [...CALL_STATUSES].sort().map((value) => ({ name: statusInWords(value), value }));

/** Fields of Call: Get Many. */
export const getManyDescription = updateDisplayOptions(
	{ show: { resource: ['call'], operation: ['getMany'] } },
	[
		...returnAllOrLimit,
		...outputFields(listedCallOutput),
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Started After',
					name: 'startedAfter',
					type: 'dateTime',
					default: '',
					description:
						"Only calls that were started at this time or later. A date without an offset is read in the workflow's time zone.",
				},
				{
					displayName: 'Started Before',
					name: 'startedBefore',
					type: 'dateTime',
					default: '',
					description:
						"Only calls that were started at this time or earlier. A date without an offset is read in the workflow's time zone.",
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'multiOptions',
					options: statusOptions,
					default: [],
					description: 'Only calls with one of these statuses',
				},
				voiceAgentFilter,
			],
		},
	],
);

/** Epoch milliseconds of a filter, undefined when it is not set. A date alone means its midnight. */
function readTime(field: FieldReader, path: string, name: string, zone: string): number | undefined {
	const value = field(path);
	return value === undefined || value === '' ? undefined : readInstant(value, { name, zone });
}

/** The calls of the project, also those of campaigns. Hamsa filters them. */
export const getManyCalls: Operation = async (input) => {
	const { field, reader, context } = input;
	const limit = readLimit(field);
	const shape = readOutput(input, listedCallOutput);
	const zone = context.getTimezone();
	const startTime = readTime(field, 'filters.startedAfter', 'Started After', zone);
	const endTime = readTime(field, 'filters.startedBefore', 'Started Before', zone);
	if (startTime !== undefined && endTime !== undefined && startTime > endTime) {
		throw new InputError('Started After is later than Started Before', 'Exchange the two, or remove one.');
	}
	const status = readChoices(field('filters.status'), 'Status', CALL_STATUSES);
	const request = callList({
		voiceAgentId: readOptionalId(field('filters.voiceAgentId.value'), 'Voice Agent'),
		status: status.length === 0 ? undefined : status,
		startTime,
		endTime,
	});
	const calls = await readRows(reader, request, CALL_PAGING, { limit });
	return asOutput(calls.map(shape));
};
