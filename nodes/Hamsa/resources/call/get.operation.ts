import { updateDisplayOptions, type IDataObject } from 'n8n-workflow';
import { callById, resultOf } from '../../hamsa/calls';
import { callSelect } from '../../fields/descriptions';
import { optOutOf } from '../../hamsa/outcome';
import { optOutField, readOptOutField } from '../../fields/optOut';
import { InputError } from '../../shared/errors';
import { nameText } from '../../shared/text';
import { readId, readNumber, readSwitch } from '../../fields/readers';
import { asOutput, type Operation, type OperationInput } from '../../execution/operation';
import { outputFields, readOutput } from '../../execution/output';
import { readFrom } from '../../hamsa/http/reading';
import { readText } from '../../shared/values';
import { downloadRecording } from './recording';
import { callOutput } from './callOutput';

const showOnlyWithRecording = { downloadRecording: [true] };

/** Fields of Call: Get. */
export const getDescription = updateDisplayOptions({ show: { resource: ['call'], operation: ['get'] } }, [
	{ ...callSelect, required: true, description: 'The call to read' },
	...outputFields(callOutput),
	optOutField,
	{
		displayName: 'Download Recording',
		name: 'downloadRecording',
		type: 'boolean',
		default: false,
		description: 'Whether to download the recording of the call as a file. It is an error if there is none.',
		displayOptions: { show: { '@tool': [false] } },
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the output binary field to put the file in',
		displayOptions: { show: showOnlyWithRecording },
	},
	{
		displayName: 'Maximum Size (MB)',
		name: 'maximumMegabytes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'A recording that is larger is not downloaded',
		displayOptions: { show: showOnlyWithRecording },
	},
]);

/** Downloads the recording into the binary field that was chosen. */
async function recordingOf({ field, reader, context }: OperationInput, call: IDataObject) {
	const name = readText(field('binaryPropertyName'));
	if (!name) {
		throw new InputError('Put Output File in Field is empty', 'Enter the name of a field, such as data.');
	}
	const maximumMegabytes = readNumber(field('maximumMegabytes') ?? 50, 'Maximum Size', { least: 0.001 });
	const { mediaUrl, id, status } = call;
	if (typeof mediaUrl !== 'string' || mediaUrl === '') {
		throw new InputError(
			`The call has no recording (its status is ${nameText(status)})`,
			'A call is recorded once somebody answered and it has ended, if the voice agent records its calls. Switch Download Recording off to read the call without it.',
		);
	}
	const file = await downloadRecording(context, {
		url: mediaUrl,
		callId: String(id),
		maximumMegabytes,
		baseUrl: reader.connection.baseUrl,
		settings: field('requestOptions') ?? {},
	});
	return { [name]: file };
}

/** One call: its transcript and outcome, and its recording where that is wanted. */
export const getCall: Operation = async (input) => {
	const { field, reader } = input;
	const id = readId(field('callId.value'), 'Call');
	const shape = readOutput(input, callOutput);
	const optOut = readOptOutField(field('optOutField'));
	const isDownload = readSwitch(field('downloadRecording'), 'Download Recording');
	const { data } = await readFrom<IDataObject>(reader, callById(id));
	const json = { ...shape(data), ...optOutOf(resultOf(data).outcome, optOut) };
	if (!isDownload) return asOutput([json]);
	return [{ json, binary: await recordingOf(input, data) }];
};
