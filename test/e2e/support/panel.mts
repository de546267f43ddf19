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

/** Leaves a screenshot, once no node is running. */
export async function photograph(scene: Scene, page: Page, name: string): Promise<void> {
	// While a node runs its button is empty, and for a moment after that.
	const button = byTestId(page, 'node-execute-button');
	const ready = /Execute step|Fetch Test Event|Stop Listening/;
	if ((await button.count()) > 0) await button.filter({ hasText: ready }).waitFor();
	await page.screenshot({
		path: join(scene.screenshots, `${name}.png`),
		animations: 'disabled',
		// n8n's passing messages would hide a part of the picture.
		style: '.el-notification { display: none }',
	});
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
