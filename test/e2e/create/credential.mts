import assert from 'node:assert/strict';
import { credentialType } from '../../../tools/example.mts';
import { freePort } from '../../../tools/lib/processes.mts';
import { outputOf } from '../../../tools/n8n/runData.mts';
import { type Check, credentialData, type Scene } from '../support/scene.mts';

async function testCredential(scene: Scene, changes: Record<string, string>) {
	return await scene.n8n.rest.testCredential(credentialType, { ...credentialData(scene), ...changes });
}

async function acceptsGoodKey(scene: Scene): Promise<void> {
	assert.equal((await testCredential(scene, {})).status, 'OK');
	const [request] = scene.simulator.requests;
	assert.equal(`${request?.method} ${request?.path}`, 'GET /v1/projects/by-api-key');
	assert.equal(request?.authorization.authorized, true);
}

async function acceptsPastedKey(scene: Scene): Promise<void> {
	const pasted = await testCredential(scene, {
		apiKey: ` Token ${scene.simulator.apiKey} \n`,
		baseUrl: `${scene.simulator.url}/`,
	});
	assert.equal(pasted.status, 'OK');
}

async function explainsBadKey(scene: Scene): Promise<void> {
	const wrongKey = 'sk_wrong_key_of_a_test';
	const { status, message } = await testCredential(scene, { apiKey: wrongKey });
	assert.equal(status, 'Error');
	assert.match(message, /API key/i);
	assert.doesNotMatch(message, /ERR_|status code|undefined|\[object/);
	assert.ok(!message.includes(wrongKey));
}

async function explainsWrongHost(scene: Scene): Promise<void> {
	const baseUrl = `http://127.0.0.1:${await freePort()}`;
	const { status, message } = await testCredential(scene, { baseUrl });
	assert.equal(status, 'Error');
	assert.match(message, /Base URL/);
	assert.doesNotMatch(message, /undefined|\[object/);
	assert.equal(scene.simulator.requests.length, 0);
}

async function servesHttpRequestNode(scene: Scene): Promise<void> {
	const { rest } = scene.n8n;
	const { id } = await rest.createWorkflow({
		name: 'HTTP Request with the Hamsa credential',
		nodes: [
			{
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				name: 'Request',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				position: [200, 0],
				parameters: {
					url: `${scene.simulator.url}/v1/projects/by-api-key`,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: credentialType,
					options: { response: { response: { fullResponse: true } } },
				},
				credentials: { [credentialType]: scene.credential },
			},
		],
		connections: { Start: { main: [[{ node: 'Request', type: 'main', index: 0 }]] } },
	});
	const execution = await rest.runWorkflow(id, 'Start');
	assert.equal(execution.status, 'success');
	assert.equal(outputOf(execution, 'Request')[0]?.json.statusCode, 200);
	assert.deepEqual(
		scene.simulator.requests.map(({ path, authorization }) => [path, authorization.authorized]),
		[['/v1/projects/by-api-key', true]],
	);
}

export const credentialChecks: Check[] = [
	['a good key passes the test', acceptsGoodKey],
	['a key pasted with spaces and "Token" passes, a slash after the Base URL too', acceptsPastedKey],
	['a bad key fails with a message for people', explainsBadKey],
	['a host that does not answer fails with a message for people', explainsWrongHost],
	['the HTTP Request node can use the credential', servesHttpRequestNode],
];
