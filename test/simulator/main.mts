import { parseArgs } from 'node:util';
import type { RequestRecord } from './records.mts';
import { DEFAULT_API_KEY, startSimulator } from './server.mts';

function printRequest({ method, path, status, note }: RequestRecord): void {
	console.log(`${method} ${path} ${status ?? '---'}  ${note}`.trimEnd());
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '4010' },
			key: { type: 'string', default: DEFAULT_API_KEY },
			quiet: { type: 'boolean', default: false },
		},
	});
	const simulator = await startSimulator({
		port: Number(values.port),
		apiKey: values.key,
		onAnswered: values.quiet ? undefined : printRequest,
	});
	console.log(`Hamsa API simulator: ${simulator.url}`);
	console.log(`API key (the simulator's own, not a secret): ${simulator.apiKey}`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}

main().catch((error: unknown) => {
	console.error(`The simulator did not start: ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
});
