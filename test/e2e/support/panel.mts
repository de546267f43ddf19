/** The editor's canvas and node panel as the end-to-end checks use them. */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Check, Scene } from './scene.mts';

export const byTestId = (within: Page | Locator, id: string) => within.locator(`[data-test-id="${id}"]`);
export const canvasNode = (page: Page, name: string) =>
	byTestId(page, 'canvas-node').filter({ hasText: name });
export const panel = (page: Page) => byTestId(page, 'ndv');
export const parameter = (page: Page, name: string) =>
	byTestId(panel(page), `parameter-input-${name}`).first();

/** Opens the panel of a node of a saved workflow. */
export async function openNode(scene: Scene, workflowId: string, node: string): Promise<Page> {
	const { page } = await scene.editor();
	await page.goto(`${scene.n8n.url}/workflow/${workflowId}`);
	await canvasNode(page, node).dblclick();
	await panel(page).waitFor();
	return page;
}

/** A part of the page. */
export interface Clip {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Leaves a screenshot, once no node is running: of the whole page, or of a part of it. */
export async function photograph(scene: Scene, page: Page, name: string, clip?: Clip): Promise<void> {
	// While a node runs its button is empty, and for a moment after that.
	const button = byTestId(page, 'node-execute-button');
	const ready = /Execute step|Fetch Test Event|Stop Listening/;
	if ((await button.count()) > 0) await button.filter({ hasText: ready }).waitFor();
	// n8n's passing messages would hide a part of the picture, and so would the buttons of the canvas where it is cut.
	const inTheWay = [
		'.el-notification',
		...(clip ? ['.vue-flow__controls', '[class*="executionButtons"]'] : []),
	];
	await page.screenshot({
		path: join(scene.screenshots, `${name}.png`),
		clip,
		animations: 'disabled',
		style: `${inTheWay.join(', ')} { display: none }`,
	});
}

/**
 * Leaves a picture for the documents: `<name>.png` as the light theme shows a part of the page, and `<name>-dark.png` as the
 * dark one does. n8n follows the system unless somebody has chosen.
 */
export async function portray(scene: Scene, page: Page, name: string, clip: Clip): Promise<void> {
	await photograph(scene, page, name, clip);
	await page.emulateMedia({ colorScheme: 'dark' });
	await photograph(scene, page, `${name}-dark`, clip);
	await page.emulateMedia({ colorScheme: 'light' });
}

/** The part of the canvas that holds all nodes and notes, with some room around, below also for the names of nodes. */
export async function aroundTheWorkflow(page: Page): Promise<Clip> {
	const room = 30;
	const parts = await byTestId(page, 'canvas-node').or(byTestId(page, 'sticky')).all();
	const boxes = (await Promise.all(parts.map(async (part) => await part.boundingBox()))).filter(
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

/** Opens a list, searches it for `text`, and returns its entries once `found` stands there and `other` no longer does. */
export async function searchList(
	page: Page,
	list: string,
	text: string,
	found: string,
	other: string,
): Promise<Locator> {
	await byTestId(byTestId(panel(page), `resource-locator-${list}`), 'rlc-input').click();
	const entries = byTestId(page, 'rlc-item').filter({ visible: true });
	await entries.filter({ hasText: other }).waitFor();
	await byTestId(page, 'rlc-search').filter({ visible: true }).fill(text);
	await entries.filter({ hasText: other }).waitFor({ state: 'detached' });
	await entries.filter({ hasText: found }).waitFor();
	return entries;
}

/** The same check, leaving a screenshot of what a person would have seen when it fails. */
export function photographed([name, check]: Check): Check {
	return [
		name,
		async (scene) => {
			try {
				await check(scene);
			} catch (error) {
				const { page } = await scene.editor();
				await photograph(scene, page, `failed-${name.replace(/\W+/g, '-').slice(0, 40)}`);
				throw error;
			}
		},
	];
}
