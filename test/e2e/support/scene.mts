/** What every end-to-end check stands on: one real n8n with the packed package, one simulator of the Hamsa API. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialType, placeContacts, simulatorCredential } from '../../../tools/example.mts';
import { ensureHost, type Host } from '../../../tools/host.mts';
import { installPackage, type RunningN8n, startN8n } from '../../../tools/n8n.mts';
import type { Credential, SignIn } from '../../../tools/n8n/rest.mts';
import { packageName, packPackage } from '../../../tools/package.mts';
import { type Editor, openEditor } from './browser.mts';
import { type Simulator, startSimulator } from '../../simulator/server.mts';

export interface Scene {
	host: Host;
	/** The packed package. */
	tarball: string;
	simulator: Simulator;
	n8n: RunningN8n;
	/** n8n's owner. */
	owner: SignIn;
	/** A working Hamsa credential in n8n, for the simulator. */
	credential: Credential;
	/** The editor in a browser, opened when it is first asked for. */
	editor: () => Promise<Editor>;
	/** Where screenshots go. */
	screenshots: string;
	/** Adds a step that clears something away in the end; the last added is the first taken. */
	atEnd: (step: () => Promise<void>) => void;
	/** A folder that is deleted in the end. */
	temporary: string;
}

/** One end-to-end check: what it proves, and how; it fails by throwing. */
export type Check = [name: string, run: (scene: Scene) => Promise<void>];

/** The data of a credential that works. */
export const credentialData = ({ simulator }: Pick<Scene, 'simulator'>) => simulatorCredential(simulator);

/** Builds and packs the package, starts n8n and the simulator, runs `work` and clears everything away. */
export async function withScene(
	options: { n8nVersion: string; screenshots: string },
	work: (scene: Scene) => Promise<void>,
): Promise<void> {
	const temporary = mkdtempSync(join(tmpdir(), 'n8n-nodes-hamsa-e2e-'));
	process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
	const undo: Array<() => Promise<void> | void> = [];
	try {
		const host = await ensureHost(options.n8nVersion);
		const tarball = await packPackage(temporary);
		const simulator = await startSimulator({ checkAnswers: true });
		undo.push(simulator.close);
		const userFolder = join(temporary, 'server');
		await installPackage(userFolder, packageName, tarball);
		placeContacts(userFolder);
		const n8n = await startN8n({ host, userFolder });
		undo.push(n8n.stop);
		const owner = { email: 'owner@example.com', password: 'Not-a-secret-1' };
		await n8n.rest.setUpOwner(owner);
		const credential = await n8n.rest.createCredential(
			'Hamsa (simulator)',
			credentialType,
			simulatorCredential(simulator),
		);
		mkdirSync(options.screenshots, { recursive: true });
		let editor: Promise<Editor> | undefined;
		const openOnce = () => (editor ??= openEditor(n8n.url, owner));
		undo.push(
			async () =>
				await editor?.then(
					({ close }) => close(),
					() => undefined,
				),
		);
		await work({
			host,
			tarball,
			simulator,
			n8n,
			owner,
			credential: { id: credential.id, name: credential.name },
			editor: openOnce,
			screenshots: options.screenshots,
			atEnd: (step) => void undo.push(step),
			temporary,
		});
	} finally {
		for (const step of undo.reverse()) await step();
	}
}
