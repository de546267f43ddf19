/**
 * `npm start`: the package in a real n8n, against the simulator. Runs the example in Preview and in Call People, says
 * what came of it and stays up;
 * with `--once` it ends then, with status 0 when the campaign was created as it should be.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSimulator } from '../test/simulator/server.mts';
import {
	credentialType,
	exampleFiles,
	exampleTrigger,
	exampleWorkflow,
	isAsExpected,
	outcomeTable,
	placeContacts,
	previewTable,
	readOutcome,
	simulatorCredential,
} from './example.mts';
import { currentVersion, ensureHost } from './host.mts';
import { tryLock } from './lib/lock.mts';
import { cacheDirectory, hashOfFiles, projectRoot, shortHash } from './lib/paths.mts';
import { freePort } from './lib/processes.mts';
import { installPackage, startN8n } from './n8n.mts';
import type { Credential, RestClient, SignIn } from './n8n/rest.mts';
import { packageName, packPackageOnce } from './package.mts';

const usage = `npm start [-- options]

  --once                   end after the run: status 0 when the campaign was created, else 1
  --port <n>               the editor's port (5678, or the next free one)
  --simulator-port <n>     the simulator's port (4010, or the next free one)
  --fresh                  forget the workflows and the sign-in of earlier starts
  --help`;

/** What is remembered from one start to the next, beside n8n's own database. */
interface StartState {
	signIn: SignIn;
	credential?: Credential;
	/** The example as it was created in n8n, and a hash of the file it was made from. */
	workflow?: { id: string; hash: string };
}

const { values: options } = parseArgs({
	options: {
		once: { type: 'boolean', default: false },
		port: { type: 'string' },
		'simulator-port': { type: 'string' },
		fresh: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

const say = (text: string) => console.log(text);

/** Whether the end has begun, and whether all that was asked for is done: then ending is no failure. */
let ending = false;
let isUp = false;

/** What must be undone before the process ends, the last first. */
const undo: Array<() => Promise<void> | void> = [];

async function end(status: number): Promise<never> {
	for (const step of undo.splice(0).reverse()) await step();
	process.exit(status);
}

/** The port asked for, which must be free; else `preferred` or the next free one, saying so; with `--once` any. */
async function choosePort(name: string, asked: string | undefined, preferred: number): Promise<number> {
	const wanted = asked === undefined ? preferred : Number(asked);
	if (!(wanted > 0 && wanted < 65_536)) throw new Error(`${asked} is not a port`);
	if (asked === undefined && options.once) return await freePort();
	const port = await freePort(wanted);
	if (port === wanted) return port;
	if (asked !== undefined) throw new Error(`Port ${wanted} for ${name} is taken by another program`);
	say(`  Port ${wanted} is taken by another program, so ${name} uses ${port}`);
	return port;
}

function readState(file: string): StartState {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as StartState;
	} catch {
		// n8n asks for a capital letter and a digit in a password.
		return { signIn: { email: 'owner@example.com', password: `Hamsa-1${randomBytes(6).toString('hex')}` } };
	}
}

/** Takes the folder that keeps n8n's data between starts, or a temporary one with `--once`. */
function openUserFolder(): string {
	if (options.once) {
		const temporary = mkdtempSync(join(tmpdir(), 'n8n-nodes-hamsa-'));
		undo.push(() => rmSync(temporary, { recursive: true, force: true }));
		return temporary;
	}
	const folder = join(cacheDirectory(), `start-${currentVersion}-${shortHash(projectRoot)}`);
	const lock = tryLock(`${folder}.lock`);
	if ('heldBy' in lock) {
		throw new Error(
			`npm start is already running here (process ${lock.heldBy}); end that one with Ctrl-C first`,
		);
	}
	undo.push(lock.release);
	if (options.fresh) rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	return folder;
}

/** Signs in, making the owner on the first start. */
async function signIn(rest: RestClient, state: StartState, isFirst: boolean): Promise<void> {
	if (isFirst) return await rest.setUpOwner(state.signIn);
	try {
		await rest.signIn(state.signIn);
	} catch (error) {
		throw new Error(
			`${(error as Error).message}\nIf the password was changed, start with: npm start -- --fresh`,
		);
	}
}

/** Makes sure that the credential and the example are in n8n; a workflow changed in the editor stays as it is. */
async function provide(rest: RestClient, state: StartState, data: Record<string, string>) {
	if (state.credential) await rest.updateCredential(state.credential, credentialType, data);
	else {
		const { id, name } = await rest.createCredential('Hamsa (simulator)', credentialType, data);
		state.credential = { id, name };
	}
	const hash = hashOfFiles([exampleFiles.workflow]);
	if (state.workflow?.hash !== hash || !(await rest.hasWorkflow(state.workflow.id))) {
		const { id } = await createExample(rest, state.credential);
		state.workflow = { id, hash };
	}
	return state.workflow.id;
}

async function createExample(rest: RestClient, credential: Credential, runMode?: 'call') {
	const { id: _, ...workflow } = exampleWorkflow(credential, { runMode });
	const name = runMode === undefined ? workflow.name : `${workflow.name}, calling people`;
	return await rest.createWorkflow({ ...workflow, name });
}

/** Runs the example as a person does who has read the preview and chooses Call People; the preview stays in the editor. */
async function callPeople(rest: RestClient, credential: Credential) {
	const { id } = await createExample(rest, credential, 'call');
	return readOutcome(await rest.runWorkflow(id, exampleTrigger));
}

async function start(): Promise<void> {
	say('Building the package');
	const { tarball, built } = await packPackageOnce(
		join(cacheDirectory(), `package-${shortHash(projectRoot)}`),
	);
	if (!built) say('  Unchanged since the last build');

	say(`Preparing n8n ${currentVersion}`);
	const host = await ensureHost();
	const userFolder = openUserFolder();
	await installPackage(userFolder, packageName, tarball);
	placeContacts(userFolder);

	say('Starting the simulator of the Hamsa API and n8n');
	const simulator = await startSimulator({
		port: await choosePort('the simulator', options['simulator-port'], 4010),
		onAnswered: ({ method, path, status, note }) => say(`  simulator: ${method} ${path} ${status} ${note}`),
	});
	undo.push(simulator.close);
	const n8n = await startN8n({ host, userFolder, port: await choosePort('n8n', options.port, 5678) });
	undo.push(n8n.stop);
	const stateFile = join(userFolder, 'start.json');
	const state = readState(stateFile);
	await signIn(n8n.rest, state, state.credential === undefined);
	const workflowId = await provide(n8n.rest, state, simulatorCredential(simulator));
	writeFileSync(stateFile, JSON.stringify(state));

	say(`Running the example on ${exampleFiles.contacts} with Run Mode Preview: nobody is called`);
	const preview = await n8n.rest.runWorkflow(workflowId, exampleTrigger);
	say(`\n${previewTable(preview)}\n`);
	say('Running it with Run Mode Call People: the simulator plays the calls');
	const outcome = await callPeople(n8n.rest, state.credential!);
	say(`\n${outcomeTable(outcome)}\n`);
	if (options.once) await end(isAsExpected(outcome) ? 0 : 1);

	say(`  Editor      ${n8n.url}/workflow/${workflowId}`);
	say(`  Sign in     ${state.signIn.email} / ${state.signIn.password}`);
	say(`  Simulator   ${simulator.url}/_simulator/campaigns shows the campaigns it has`);
	say(`  n8n's log   ${n8n.logFile}\n\nStays up until Ctrl-C.`);
	isUp = true;
	await n8n.ended;
	if (undo.length > 0) throw new Error(`n8n has ended by itself; see ${n8n.logFile}`);
}

if (options.help) {
	say(usage);
	process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		// Ctrl-C reaches this process twice: from the terminal and from npm.
		if (ending) return;
		ending = true;
		say('\nEnding n8n and the simulator …');
		void end(isUp ? 0 : 130);
	});
}
try {
	await start();
} catch (error) {
	if (!ending) {
		console.error(`\n${(error as Error).message}`);
		await end(1);
	}
}
