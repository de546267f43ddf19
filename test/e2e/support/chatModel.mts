/** A chat model that follows a script, behind the part of OpenAI's interface that n8n's chat model node uses. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Message {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string | null;
	tool_calls?: unknown[];
}

interface Tool {
	function: { name: string; description: string; parameters: { properties?: Record<string, unknown> } };
}

/** What the model sees when it is asked. */
export interface Turn {
	/** What the tools answered since the user's last message, oldest first. */
	results: string[];
	tools: Tool['function'][];
}

/** What the model says: a tool to be called with arguments, or words for the user. */
export type Reply = { tool: string; input: Record<string, unknown> } | { words: string };

export interface ChatModel {
	/** Base URL for n8n's OpenAI credential. */
	url: string;
	/** The turns it was asked for, oldest first. */
	turns: Turn[];
	/** The script from now on. */
	follow(script: (turn: Turn) => Reply): void;
	close(): Promise<void>;
}

function readTurn({ messages, tools = [] }: { messages: Message[]; tools?: Tool[] }): Turn {
	const lastUser = messages.map(({ role }) => role).lastIndexOf('user');
	const results = messages.slice(lastUser + 1).filter(({ role }) => role === 'tool');
	return {
		results: results.map(({ content }) => String(content)),
		tools: tools.map((tool) => tool.function),
	};
}

/** Arguments as the tool's schema wants them: a tool behind a human review takes them one level down. */
function argumentsFor(turn: Turn, name: string, input: Record<string, unknown>): Record<string, unknown> {
	const tool = turn.tools.find((each) => each.name === name);
	if (tool === undefined) {
		throw new Error(
			`The model was not offered ${name}, only ${turn.tools.map((each) => each.name).join(', ')}`,
		);
	}
	const properties = tool.parameters.properties ?? {};
	return 'toolParameters' in properties ? { toolParameters: input, hitlParameters: {} } : input;
}

function messageOf(turn: Turn, reply: Reply, id: number): Message {
	if ('words' in reply) return { role: 'assistant', content: reply.words };
	const input = JSON.stringify(argumentsFor(turn, reply.tool, reply.input));
	const call = { id: `call_${id}`, type: 'function', function: { name: reply.tool, arguments: input } };
	return { role: 'assistant', content: null, tool_calls: [call] };
}

/** Starts it on a free port of 127.0.0.1. */
export async function startChatModel(): Promise<ChatModel> {
	let script: (turn: Turn) => Reply = () => ({ words: 'I have no script.' });
	const turns: Turn[] = [];

	function complete(text: string): object {
		const body = JSON.parse(text) as Parameters<typeof readTurn>[0] & { model: string };
		const turn = readTurn(body);
		turns.push(turn);
		const message = messageOf(turn, script(turn), turns.length);
		return {
			id: `completion-${turns.length}`,
			object: 'chat.completion',
			created: 0,
			model: body.model,
			choices: [{ index: 0, message, finish_reason: message.tool_calls ? 'tool_calls' : 'stop' }],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	}

	async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
		const answer = (status: number, body: object) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		};
		if (request.url !== '/v1/chat/completions') return answer(404, { error: { message: 'Not here' } });
		try {
			answer(200, complete(Buffer.concat(chunks).toString()));
		} catch (error) {
			answer(400, { error: { message: String(error) } });
		}
	}

	const server = createServer((request, response) => void respond(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		turns,
		follow(next) {
			script = next;
			turns.length = 0;
		},
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
