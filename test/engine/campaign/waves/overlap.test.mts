/** An execution that begins while another one of the same n8n sends a wave waits for it, and takes it for nothing unknown. */
import { expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';
import { CREATE, goodRows } from '../../support/campaign.mts';
import { newSeries, useWaves } from './support/series.mts';

const { simulator, release, sent, posts } = useWaves();

const isSending = async () => {
	while (posts().length === 0) await new Promise((resolve) => setImmediate(resolve));
};

it.each([
	['static data of its own, as webhooks have it', () => ({})],
	['the same static data, as schedules may have it', (shared: IDataObject) => shared],
])('an overlapping execution with %s sees the wave', async (_, staticDataOf) => {
	const name = newSeries();
	const staticData: IDataObject = {};
	const workflowId = name;
	simulator().behave({ ...CREATE, then: { answerDelayMs: 500 } });
	const first = release(name, goodRows(5), {}, { staticData, workflowId });
	await isSending();
	const second = await release(name, goodRows(5), {}, { staticData: staticDataOf(staticData), workflowId });

	expect((await first).json).toMatchObject([{ wave: 1, released: 2 }]);
	expect(second.json).toMatchObject([{ wave: 1, released: 0, reason: '2 unfinished' }]);
	expect(second.warnings).toEqual([]);
	expect(Object.keys(sent())).toEqual([`${name} · wave 1`]);
});
