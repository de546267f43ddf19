/** The node as a tool behind n8n's MCP Server Trigger, which bypasses custom operations. */
import assert from 'node:assert/strict';
import { credentialType } from '../../../tools/example.mts';
import { waitFor } from '../../../tools/lib/processes.mts';
import type { Check, Scene } from '../support/scene.mts';

interface ToolAnswer {
	isError?: boolean;
	content: Array<{ type: string; text: string }>;
}

interface RpcAnswer<T> {
	result?: T;
	error?: { message: string };
}

/** A session with an MCP server over HTTP, as an AI client has it. */
async function openSession(url: string) {
	let sessionId: string | undefined;
	let lastId = 0;

	async function send(message: Record<string, unknown>): Promise<string> {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(sessionId === undefined ? {} : { 'mcp-session-id': sessionId }),
			},
			body: JSON.stringify({ jsonrpc: '2.0', ...message }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`MCP answered ${response.status}: ${text}`);
		sessionId ??= response.headers.get('mcp-session-id') ?? undefined;
		return text;
	}

	async function call<T>(method: string, params: Record<string, unknown>): Promise<T> {
		const text = await send({ id: ++lastId, method, params });
		// The answer comes as JSON or as one server-sent event.
		const json = /^data: (.*)$/m.exec(text)?.[1] ?? text;
		const { result, error } = JSON.parse(json) as RpcAnswer<T>;
		if (result === undefined) throw new Error(error?.message ?? `MCP gave no result: ${text}`);
		return result;
	}

	await call('initialize', {
		protocolVersion: '2025-03-26',
		capabilities: {},
		clientInfo: { name: 'test', version: '1' },
	});
	await send({ method: 'notifications/initialized' });
	return { call };
}

const fixed = (mode: string, value: string) => ({ __rl: true, mode, value });

/** Campaign: Create with everything but the people fixed, as a person would hand it to a model. */
const createParameters = (runMode: 'preview' | 'call' = 'call') => ({
	resource: 'campaign',
	operation: 'create',
	runMode,
	name: 'Campaign of an assistant',
	phoneNumber: fixed('number', '+966112000001'),
	voiceAgentId: fixed('id', '11111111-1111-4111-8111-111111111111'),
	recipientsSource: 'json',
	recipients: "={{ $fromAI('recipients', 'People to call: phoneNumber and name', 'json') }}",
	callingHours: 'custom',
	callingDays: 'sundayToThursday',
	scheduledTimezone: fixed('name', 'Asia/Riyadh'),
});

/** Publishes a workflow that offers the Hamsa node as a tool, and opens a session with it. */
async function offerTool(scene: Scene, path: string, parameters: Record<string, unknown>) {
	const { rest, url } = scene.n8n;
	const workflow = await rest.createWorkflow({
		name: `MCP server ${path}`,
		nodes: [
			{
				name: 'MCP Server Trigger',
				type: '@n8n/n8n-nodes-langchain.mcpTrigger',
				typeVersion: 2,
				position: [0, 0],
				webhookId: path,
				parameters: { path, authentication: 'none' },
			},
			{
				name: 'Call people',
				type: 'n8n-nodes-hamsa.hamsaTool',
				typeVersion: 1,
				position: [0, 200],
				parameters: { descriptionType: 'auto', ...parameters },
				credentials: { [credentialType]: scene.credential },
			},
		],
		connections: {
			'Call people': { ai_tool: [[{ node: 'MCP Server Trigger', type: 'ai_tool', index: 0 }]] },
		},
	});
	await rest.activate(workflow);
	// n8n answers before the address is registered.
	return await waitFor(`the MCP server at ${path}`, 180_000, async () => {
		try {
			return await openSession(`${url}/mcp/${path}`);
		} catch (error) {
			if (String(error).includes('MCP answered 404')) return undefined;
			throw error;
		}
	});
}

const twoPeople = [
	{ phoneNumber: '+966500000101', name: 'Sara' },
	{ phoneNumber: '00971 50 000 0111', name: 'Omar' },
];

type Session = Awaited<ReturnType<typeof openSession>>;

/** The one tool that is offered. */
async function toolOf(session: Session): Promise<{ name: string; description: string }> {
	const { tools } = await session.call<{ tools: Array<{ name: string; description: string }> }>(
		'tools/list',
		{},
	);
	assert.equal(tools.length, 1);
	return tools[0]!;
}

async function callTool(session: Session, recipients: unknown): Promise<ToolAnswer> {
	const { name } = await toolOf(session);
	return await session.call('tools/call', { name, arguments: { recipients } });
}

async function createsCampaign(scene: Scene): Promise<void> {
	const answer = await callTool(await offerTool(scene, 'create', createParameters()), twoPeople);
	assert.notEqual(answer.isError, true, answer.content[0]?.text);
	assert.equal(scene.simulator.campaigns.length, 1);
	const post = scene.simulator.requests.find(({ method }) => method === 'POST');
	assert.deepEqual((post?.body as { recipients: unknown }).recipients, [
		{ phoneNumber: '+966500000101', name: 'Sara' },
		{ phoneNumber: '+971500000111', name: 'Omar' },
	]);
	assert.ok(answer.content[0]?.text.includes(String(scene.simulator.campaigns[0]?.id)));
}

async function previewsOnly(scene: Scene): Promise<void> {
	const answer = await callTool(await offerTool(scene, 'preview', createParameters('preview')), twoPeople);
	assert.notEqual(answer.isError, true, answer.content[0]?.text);
	assert.match(answer.content[0]?.text ?? '', /"created":\s*false/);
	assert.deepEqual(
		scene.simulator.requests.filter(({ method }) => method === 'POST'),
		[],
	);
}

async function refusesBadNumber(scene: Scene): Promise<void> {
	const session = await offerTool(scene, 'bad-number', createParameters());
	const answer = await callTool(session, [...twoPeople, { phoneNumber: '12', name: 'Nobody' }]);
	assert.equal(answer.isError, true);
	assert.match(answer.content[0]?.text ?? '', /"12"/, 'the answer names the number');
	assert.equal(scene.simulator.campaigns.length, 0);
}

async function callsFiveAtTheMost(scene: Scene): Promise<void> {
	const session = await offerTool(scene, 'six-people', createParameters());
	const { description } = await toolOf(session);
	assert.match(description, /real phone calls/, 'the model is told that people are called');
	const people = Array.from({ length: 6 }, (_, n) => ({ phoneNumber: `+96650000010${n}` }));
	const answer = await callTool(session, people);
	assert.equal(answer.isError, true);
	assert.match(answer.content[0]?.text ?? '', /6 people would be called, more than Maximum People \(5\)/);
	assert.equal(scene.simulator.campaigns.length, 0);
}

async function listsAgents(scene: Scene): Promise<void> {
	const session = await offerTool(scene, 'agents', {
		resource: 'voiceAgent',
		operation: 'getMany',
		limit: 5,
		filters: { search: "={{ $fromAI('search', 'Text in the name of the agent') }}" },
	});
	const { name } = await toolOf(session);
	const answer = await session.call<ToolAnswer>('tools/call', { name, arguments: { search: 'reminder' } });
	const text = answer.content[0]?.text ?? '';
	assert.match(text, /Appointment Reminder/);
	assert.doesNotMatch(text, /Win-back|apiKey|authSecret/);
	assert.ok(text.length < 5_000, `the answer is small: ${text.length} characters`);
}

export const mcpChecks: Check[] = [
	['a tool call with two people creates one campaign', createsCampaign],
	['a tool call in Preview creates none', previewsOnly],
	['a tool call with a bad number creates none and names it', refusesBadNumber],
	['a tool call with six people creates none, and the tool says that it places calls', callsFiveAtTheMost],
	['a tool call finds voice agents, without their secrets', listsAgents],
];
