import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { credentialType } from '../../../tools/example.mts';
import type { Check, Scene } from '../support/scene.mts';

const FROM_NUMBER = '+966112000001';
const VOICE_AGENT = '11111111-1111-4111-8111-111111111111';

/** A campaign to one person. */
async function runCampaign(scene: Scene, name: string): Promise<string> {
	const { id } = await scene.n8n.rest.createWorkflow({
		name,
		nodes: [
			{
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				name: 'Hamsa',
				type: 'n8n-nodes-hamsa.hamsa',
				typeVersion: 1,
				position: [200, 0],
				parameters: {
					resource: 'campaign',
					operation: 'create',
					runMode: 'call',
					name,
					phoneNumber: { __rl: true, mode: 'number', value: FROM_NUMBER },
					voiceAgentId: { __rl: true, mode: 'id', value: VOICE_AGENT },
					recipientsSource: 'json',
					recipients: '["+966501234567"]',
					scheduledTimezone: { __rl: true, mode: 'name', value: 'Asia/Riyadh' },
				},
				credentials: { [credentialType]: scene.credential },
			},
		],
		connections: { Start: { main: [[{ node: 'Hamsa', type: 'main', index: 0 }]] } },
	});
	return (await scene.n8n.rest.runWorkflow(id, 'Start')).status;
}

/** Every file that n8n has written into its folder: database, log, binary data. Not the packages. */
function filesOf(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesOf(path);
		return entry.isFile() ? [path] : [];
	});
}

async function keepsTheKey(scene: Scene): Promise<void> {
	const { simulator, n8n } = scene;
	const create = { method: 'POST', path: '/v1/voice-agents/campaigns' };
	assert.equal(await runCampaign(scene, 'A success'), 'success');
	simulator.behave({
		...create,
		then: { status: 400, json: { message: `Token ${simulator.apiKey} is not allowed` } },
	});
	assert.equal(await runCampaign(scene, 'A failure that repeats the key'), 'error');

	const files = filesOf(dirname(n8n.logFile));
	assert.ok(files.includes(n8n.logFile));
	assert.ok(files.some((file) => file.endsWith('database.sqlite')));
	const texts = files.map((file) => [file, readFileSync(file, 'latin1')] as const);
	// The search finds what is there: the failure without the key in it.
	assert.ok(texts.some(([, text]) => text.includes('Token *** is not allowed')));
	assert.deepEqual(
		texts.filter(([, text]) => text.includes(simulator.apiKey)).map(([file]) => file),
		[],
	);
	assert.ok(!JSON.stringify(simulator.requests).includes(simulator.apiKey));
}

export const secretChecks: Check[] = [
	["the API key is in no file of n8n's folder in clear: database, log", keepsTheKey],
];
