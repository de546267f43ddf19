/** Every shipped workflow as the editor shows it: the pictures of examples/README. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exampleWorkflow } from '../../../tools/example.mts';
import { projectRoot } from '../../../tools/lib/paths.mts';
import type { Workflow } from '../../../tools/n8n/rest.mts';
import { aroundTheWorkflow, byTestId, photographed, portray } from '../support/panel.mts';
import type { Check, Scene } from '../support/scene.mts';

/** The shipped workflows, without ".json". */
export const exampleNames = readdirSync(join(projectRoot, 'examples'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.slice(0, -'.json'.length));

/** A shipped workflow as it is imported, or set to call people, using the Hamsa credential of the scene. */
export const shipped = ({ credential }: Scene, name: string, runMode?: 'call'): Omit<Workflow, 'id'> => {
	const { id: _, ...workflow } = exampleWorkflow(credential, { file: `examples/${name}.json`, runMode });
	return workflow;
};

/** Leaves a picture of each example as it is when it has just been imported. */
async function photographsExamples(scene: Scene): Promise<void> {
	const { page } = await scene.editor();
	for (const name of exampleNames) {
		const workflow = shipped(scene, name);
		const { id } = await scene.n8n.rest.createWorkflow(workflow);
		await page.goto(`${scene.n8n.url}/workflow/${id}`);
		for (const node of workflow.nodes) {
			const isNote = node.type === 'n8n-nodes-base.stickyNote';
			const text = isNote ? /^## (.+)$/m.exec(String(node.parameters.content))![1]! : node.name;
			await (isNote ? byTestId(page, 'sticky') : byTestId(page, 'canvas-node'))
				.filter({ hasText: text })
				.first()
				.waitFor();
		}
		await portray(scene, page, `example-${name}`, await aroundTheWorkflow(page));
	}
}

export const pictureChecks: Check[] = [
	photographed(['each example shows its nodes and notes', photographsExamples]),
];
