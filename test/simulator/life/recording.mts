import type { Answer } from '../api/answers.mts';
import type { CallStore } from './calls.mts';

/** Recordings are below this path, outside the API: Hamsa does not say where its own are [ours]. */
const RECORDINGS_PREFIX = '/_media/';

/** Where the recording of a call is, on this simulator. */
export const recordingPath = (callId: string): string => `${RECORDINGS_PREFIX}${callId}.wav`;

/** Whether a path is a recording's. */
export const isRecording = (path: string): boolean => path.startsWith(RECORDINGS_PREFIX);

/** The recording, for anybody who knows its address; 404 as text when the call has none. */
export function answerRecording(method: string, path: string, calls: CallStore): Answer {
	const call = calls.get(path.slice(RECORDINGS_PREFIX.length).replace(/\.wav$/, ''));
	if (method !== 'GET' || call === undefined || call.mediaUrl === null)
		return {
			status: 404,
			headers: { 'content-type': 'text/plain' },
			text: 'Not found',
			note: 'no recording',
		};
	return {
		status: 200,
		headers: { 'content-type': 'audio/wav' },
		bytes: RECORDING,
		note: `recording of ${call.id}`,
	};
}

const SAMPLES_PER_SECOND = 8000;

/** A quarter of a second of a 440 Hz tone: WAV, PCM, 16 bits, mono, 8 kHz. */
export const RECORDING = toneAsWav(SAMPLES_PER_SECOND / 4);

function toneAsWav(samples: number): Buffer {
	const dataBytes = samples * 2;
	const wav = Buffer.alloc(44 + dataBytes);
	wav.write('RIFF', 0);
	wav.writeUInt32LE(36 + dataBytes, 4);
	wav.write('WAVEfmt ', 8);
	wav.writeUInt32LE(16, 16); // bytes of the format that follow
	wav.writeUInt16LE(1, 20); // PCM
	wav.writeUInt16LE(1, 22); // channels
	wav.writeUInt32LE(SAMPLES_PER_SECOND, 24);
	wav.writeUInt32LE(SAMPLES_PER_SECOND * 2, 28); // bytes per second
	wav.writeUInt16LE(2, 32); // bytes per sample
	wav.writeUInt16LE(16, 34); // bits per sample
	wav.write('data', 36);
	wav.writeUInt32LE(dataBytes, 40);
	for (let index = 0; index < samples; index++) {
		const height = Math.sin((2 * Math.PI * 440 * index) / SAMPLES_PER_SECOND);
		wav.writeInt16LE(Math.round(8000 * height), 44 + index * 2);
	}
	return wav;
}
