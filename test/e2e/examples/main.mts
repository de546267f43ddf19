import { exampleTrigger, exampleWorkflow } from '../../../tools/example.mts';
import { checkExample } from './facts.mts';
import type { Check, Scene } from '../support/scene.mts';

async function runExample(scene: Scene): Promise<void> {
	const { id: _, ...workflow } = exampleWorkflow(scene.credential);
	const { id } = await scene.n8n.rest.createWorkflow(workflow);
	checkExample(scene, await scene.n8n.rest.runWorkflow(id, exampleTrigger));
}

export const exampleChecks: Check[] = [
	['the example, run over the REST API, creates one campaign', runExample],
];
