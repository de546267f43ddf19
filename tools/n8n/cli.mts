import type { Host } from '../host.mts';
import { type Finished, freePort, run } from '../lib/processes.mts';
import { n8nEnvironment } from './environment.mts';
import { type Execution, toExecution } from './runData.mts';

/** Runs one of n8n's own commands on a user folder. */
export async function n8nCommand(host: Host, userFolder: string, args: string[]): Promise<Finished> {
	const env = n8nEnvironment(host, userFolder, await freePort());
	return await run(host.node, [host.command, ...args], { env, cwd: userFolder });
}

/** `n8n import:credentials` or `n8n import:workflow` of one file. */
export async function importFile(
	host: Host,
	userFolder: string,
	what: 'credentials' | 'workflow',
	file: string,
): Promise<void> {
	const { output } = await n8nCommand(host, userFolder, [`import:${what}`, `--input=${file}`]);
	// n8n ends with status 0 even when the import failed.
	if (!output.includes('Successfully imported')) throw new Error(`n8n did not import ${file}:\n${output}`);
}

/** The one pretty-printed JSON object that stands among log lines. */
function printedJson(output: string): unknown {
	const lines = output.split('\n');
	const from = lines.indexOf('{');
	const to = lines.lastIndexOf('}');
	if (from < 0 || to < from) throw new Error(`n8n printed no result:\n${output}`);
	return JSON.parse(lines.slice(from, to + 1).join('\n'));
}

/** Runs a workflow of the user folder with `n8n execute`. */
export async function executeWorkflow(host: Host, userFolder: string, id: string): Promise<Execution> {
	const { stdout } = await n8nCommand(host, userFolder, ['execute', `--id=${id}`, '--rawOutput']);
	const { data, status } = printedJson(stdout) as {
		status: string;
		data: Parameters<typeof toExecution>[2];
	};
	return toExecution('cli', status, data);
}
