/** What the panel of the node offers, and what it shows of an error, in the real editor. */
import assert from 'node:assert/strict';
import { byTestId, openNode, panel, parameter, photograph, photographed } from '../support/panel.mts';
import type { Check, Scene } from '../support/scene.mts';
import { credentialType } from '../../../tools/example.mts';

const NODE = 'Hamsa';
const chosen = (value: string) => ({ __rl: true, mode: 'list', value });

const CALL = {
	resource: 'call',
	operation: 'start',
	phoneNumber: chosen('+966112000001'),
	voiceAgentId: chosen('11111111-1111-4111-8111-111111111111'),
};

const hamsa = (scene: Scene, parameters: Record<string, unknown>, type = 'hamsa') => ({
	name: NODE,
	type: `n8n-nodes-hamsa.${type}`,
	typeVersion: 1,
	position: [220, 0],
	parameters,
	credentials: { [credentialType]: scene.credential },
});

/** n8n does not tell a list which workflow is open: that the editor does shows only here. */
async function listsLikelyZonesFirst(scene: Scene): Promise<void> {
	const parameters = {
		...CALL,
		toNumber: '',
		onlyWithinWindow: true,
		options: { countryOfLocalNumbers: 'AE' },
	};
	const { id } = await scene.n8n.rest.createWorkflow({
		name: 'Zones',
		settings: { timezone: 'Asia/Tokyo' },
		nodes: [hamsa(scene, parameters)],
		connections: {},
	});
	const page = await openNode(scene, id, NODE);
	await byTestId(byTestId(panel(page), 'resource-locator-timezone'), 'rlc-input').click();
	const entries = byTestId(page, 'rlc-item').filter({ visible: true });
	await entries.filter({ hasText: 'Africa/Abidjan' }).waitFor();
	await photograph(scene, page, 'time-zones');
	assert.deepEqual((await entries.allInnerTexts()).slice(0, 4), [
		'Asia/Dubai (UTC+04:00) · recipients',
		'Asia/Tokyo (UTC+09:00) · workflow',
		'Asia/Riyadh (UTC+03:00) · From Number',
		'Africa/Abidjan (UTC+00:00)',
	]);
}

/** A person has Simplify; for a model one chooses the fields. */
async function offersOutput(scene: Scene): Promise<void> {
	const parameters = { resource: 'voiceAgent', operation: 'getMany', outputMode: 'selected' };
	for (const [type, shown, hidden] of [
		['hamsa', 'simplify', 'outputMode'],
		['hamsaTool', 'outputFields', 'simplify'],
	] as const) {
		const { id } = await scene.n8n.rest.createWorkflow({
			name: `Output of ${type}`,
			nodes: [hamsa(scene, parameters, type)],
			connections: {},
		});
		const page = await openNode(scene, id, NODE);
		await parameter(page, shown).waitFor();
		assert.equal(await parameter(page, hidden).count(), 0);
		await photograph(scene, page, `output-${type}`);
	}
}

/** The lines of an error can be told apart where n8n shows line ends as spaces, and no HTML is seen. */
async function listsRowsOfAnError(scene: Scene): Promise<void> {
	const rows = ['+966501234567', '12', ''].map((phone) => ({ phone }));
	const { id } = await scene.n8n.rest.createWorkflow({
		name: 'Rows of an error',
		nodes: [
			{
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [-220, 0],
				parameters: {},
			},
			{
				name: 'Rows',
				type: 'n8n-nodes-base.code',
				typeVersion: 2,
				position: [0, 0],
				parameters: { jsCode: `return ${JSON.stringify(rows)}.map((json) => ({ json }));` },
			},
			hamsa(scene, { ...CALL, runMode: 'call', toNumber: '={{ $json.phone }}' }),
		],
		connections: {
			Start: { main: [[{ node: 'Rows', type: 'main', index: 0 }]] },
			Rows: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
		},
	});
	const page = await openNode(scene, id, NODE);
	await byTestId(panel(page), 'node-execute-button').click();
	const description = byTestId(panel(page), 'node-error-description').first();
	await description.waitFor();
	await photograph(scene, page, 'error-rows');
	assert.match(await description.innerText(), /^• Row 2: .+ • Row 3: .+ • Correct the rows/);
}

const checks: Check[] = [
	['the list of time zones begins with those that are likely to be meant', listsLikelyZonesFirst],
	['an operation offers Simplify, and as a tool the choice of fields', offersOutput],
	['an error lists its rows without HTML', listsRowsOfAnError],
];

export const panelChecks: Check[] = checks.map(photographed);
