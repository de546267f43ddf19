/** Every shipped workflow as the editor shows it: the pictures of examples/README. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { exampleWorkflow } from '../../../tools/example.mts';
import { projectRoot } from '../../../tools/lib/paths.mts';
import type { Workflow } from '../../../tools/n8n/rest.mts';
import { byTestId, photographed } from '../support/panel.mts';
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

/** The part of the page that holds all of these, with some room around, below also for the names of nodes. */
async function around(parts: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
	const room = 30;
	const boxes = (await Promise.all((await parts.all()).map(async (part) => await part.boundingBox()))).filter(
		(box) => box !== null,
	);
	const x = Math.min(...boxes.map((box) => box.x)) - room;
	const y = Math.min(...boxes.map((box) => box.y)) - room;
	return {
		x,
		y,
		width: Math.max(...boxes.map((box) => box.x + box.width)) + room - x,
		height: Math.max(...boxes.map((box) => box.y + box.height)) + 2 * room - y,
	};
}

/** Leaves a picture of each example as it is when it has just been imported. */
async function photographsExamples(scene: Scene): Promise<void> {
	const { page } = await scene.editor();
	const nodesAndNotes = byTestId(page, 'canvas-node').or(byTestId(page, 'sticky'));
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
		await page.screenshot({
			path: join(scene.screenshots, `example-${name}.png`),
			clip: await around(nodesAndNotes),
			animations: 'disabled',
			// n8n's passing messages and the buttons of the canvas would hide a part of the picture.
			style: '.el-notification, .vue-flow__controls, [class*="executionButtons"] { display: none }',
		});
	}
}

export const pictureChecks: Check[] = [
	photographed(['each example shows its nodes and notes', photographsExamples]),
];
