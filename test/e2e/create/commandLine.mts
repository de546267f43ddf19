import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { credentialType, exampleWorkflow, placeContacts } from '../../../tools/example.mts';
import { installPackage } from '../../../tools/n8n.mts';
import { executeWorkflow, importFile } from '../../../tools/n8n/cli.mts';
import { packageName } from '../../../tools/package.mts';
import { checkExample } from '../examples/facts.mts';
import { type Check, credentialData, type Scene } from '../support/scene.mts';

/** In a user folder of its own that no server ever used. */
async function runExample(scene: Scene): Promise<void> {
	const { host, temporary } = scene;
	const userFolder = join(temporary, 'command-line');
	await installPackage(userFolder, packageName, scene.tarball);
	placeContacts(userFolder);

	const credential = { id: 'hamsaCommandLine', name: 'Hamsa (simulator)' };
	const credentialFile = join(temporary, 'credentials.json');
	const credentials = [{ ...credential, type: credentialType, data: credentialData(scene) }];
	writeFileSync(credentialFile, JSON.stringify(credentials));
	await importFile(host, userFolder, 'credentials', credentialFile);

	const workflow = exampleWorkflow(credential, { runMode: 'call' });
	const workflowFile = join(temporary, 'workflow.json');
	writeFileSync(workflowFile, JSON.stringify(workflow));
	await importFile(host, userFolder, 'workflow', workflowFile);

	checkExample(scene, await executeWorkflow(host, userFolder, String(workflow.id)));
}

export const commandLineChecks: Check[] = [
	['the example, imported and executed with n8n commands, calls everybody once', runExample],
];
