import { exampleTrigger, exampleWorkflow } from '../../../tools/example.mts';
import { checkExample, checkPreview } from './facts.mts';
import type { Check, Scene } from '../support/scene.mts';

async function runExample(scene: Scene): Promise<void> {
	const { id: _, ...workflow } = exampleWorkflow(scene.credential, { runMode: 'call' });
	const { id } = await scene.n8n.rest.createWorkflow(workflow);
	checkExample(scene, await scene.n8n.rest.runWorkflow(id, exampleTrigger));
}

async function previewExample(scene: Scene): Promise<void> {
	const { id: _, ...workflow } = exampleWorkflow(scene.credential);
	const { id } = await scene.n8n.rest.createWorkflow(workflow);
	checkPreview(scene, await scene.n8n.rest.runWorkflow(id, exampleTrigger));
}

export const exampleChecks: Check[] = [
	['the example as shipped shows what would become of each row, and calls nobody', previewExample],
	['the example, set to Call People and run over the REST API, calls everybody once', runExample],
];
