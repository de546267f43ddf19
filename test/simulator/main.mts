import { parseArgs } from 'node:util';
import type { CallEvent } from './life/events.mts';
import type { RequestRecord } from './control/records.mts';
import { DEFAULT_API_KEY, startSimulator } from './server.mts';
import type { Simulator } from './server.mts';

function printRequest({ method, path, status, note }: RequestRecord): void {
	console.log(`${method} ${path} ${status ?? '---'}  ${note}`.trimEnd());
}

/** One in four is not reached, one in four fails. */
const ENDINGS = ['COMPLETED', 'COMPLETED', 'NO_ANSWER', 'FAILED'] as const;
const TICK_MS = 1000;

/** Lets calls happen until the process ends. A webhook that is not answered is said, and ends nothing. */
function live(simulator: Simulator, webhooks: string | undefined, print: (line: string) => void): void {
	async function report(event: CallEvent): Promise<void> {
		print(`${event.type} ${event.callId}`);
		if (webhooks === undefined) return;
		const { posts, delivered } = await simulator.postEvent(event, { to: { origin: webhooks } });
		if (posts.length > 0)
			print(`webhook ${event.type} ${event.callId} ${delivered ? 'delivered' : 'failed'}`);
	}
	async function tick(): Promise<void> {
		for (const event of simulator.tick({ endings: ENDINGS })) await report(event);
	}
	const printProblem = (error: unknown): void => print(`webhook not posted: ${String(error)}`);
	setInterval(() => void tick().catch(printProblem), TICK_MS).unref();
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '4010' },
			key: { type: 'string', default: DEFAULT_API_KEY },
			quiet: { type: 'boolean', default: false },
			/** Calls are made, one step a second. */
			live: { type: 'boolean', default: false },
			/** With --live: call events go to the agents' webhooks at this origin, e.g. http://127.0.0.1:5678. */
			webhooks: { type: 'string' },
		},
	});
	const simulator = await startSimulator({
		port: Number(values.port),
		apiKey: values.key,
		onAnswered: values.quiet ? undefined : printRequest,
	});
	console.log(`Hamsa API simulator: ${simulator.url}`);
	console.log(`API key (the simulator's own, not a secret): ${simulator.apiKey}`);
	if (values.live) live(simulator, values.webhooks, values.quiet ? () => {} : console.log);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}

main().catch((error: unknown) => {
	console.error(`The simulator did not start: ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
});
