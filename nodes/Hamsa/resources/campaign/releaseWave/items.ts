import type { INodeExecutionData } from 'n8n-workflow';
import type { Outcome } from '../../../execution/outcome';
import type { Why } from './decide';

/** What an output item says of the wave beside its campaign. */
export interface WaveFacts {
	/** The wave that went out, or would; the last one when none does. 0 before the first. */
	wave: number;
	/** People who went out with it, over all its campaigns. */
	released: number;
	/** People of the list who could be called and wait for later waves. */
	waiting: number;
	/** People of earlier waves who are still to be called. */
	unfinished: number;
	/** People of the list who are in earlier waves. */
	inEarlierWaves: number;
	/** Whether the list is through: everybody who could be called is in a wave. */
	done: boolean;
	/** Why nothing went out, or would go out now. */
	reason?: string;
	/** People of ended waves who were never called, where there are some. */
	neverCalled?: number;
	/** When the list would be through at this pace, in words. */
	throughIn?: string;
}

/** Adds to the items of campaigns what they are in the series, behind what people look for first. */
export const withFacts = (outcomes: readonly Outcome[], facts: WaveFacts): Outcome[] =>
	outcomes.map((outcome) => ({
		...outcome,
		succeeded: outcome.succeeded.map((item): INodeExecutionData => {
			const { id, name, status, created, preview, ...rest } = item.json;
			const first = Object.entries({ id, name, status, created, preview }).filter(
				([, value]) => value !== undefined,
			);
			return { ...item, json: { ...Object.fromEntries(first), ...facts, ...rest } };
		}),
	}));

/** The item of a run in which no wave goes out. */
export const nothingItem = (
	facts: WaveFacts,
	items: readonly number[],
	isPreview: boolean,
): INodeExecutionData => ({
	json: { created: false, ...(isPreview ? { preview: true } : {}), ...facts },
	pairedItem: items.map((item) => ({ item })),
});

/** What a person reads of a run in which no wave goes out. */
export const describeWhy = ({ reason, advice }: Why, { waiting }: WaveFacts): string =>
	[
		`No wave goes out: ${reason}.`,
		waiting === 0 ? '' : `${waiting.toLocaleString('en-US')} of the list wait.`,
		advice,
	]
		.filter((sentence) => sentence !== '')
		.join(' ');
