/**
 * `npm run test:e2e`: the packed package in a real n8n, its editor in Chromium included. The last line is
 * `N passed, N failed`.
 */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { currentVersion, hostVersions } from '../../tools/host.mts';
import { projectRoot } from '../../tools/lib/paths.mts';
import { approvalChecks } from './examples/approval.mts';
import { aiAgentChecks } from './tools/aiAgent.mts';
import { campaignTriggerChecks } from './triggers/campaign.mts';
import { commandLineChecks } from './create/commandLine.mts';
import { credentialChecks } from './create/credential.mts';
import { editorChecks } from './create/editor.mts';
import { exampleChecks } from './examples/main.mts';
import { exampleNames } from './examples/pictures.mts';
import { examplesChecks } from './examples/others.mts';
import { mcpChecks } from './tools/mcp.mts';
import { panelChecks } from './create/panels.mts';
import { processChecks } from './create/processes.mts';
import { operationChecks } from './create/operations.mts';
import { type Check, type Scene, withScene } from './support/scene.mts';
import { walkChecks } from './create/walk.mts';
import { waveChecks } from './waves/main.mts';
import { secondInputChecks } from './create/secondInput.mts';
import { secretChecks } from './create/secrets.mts';
import { triggerChecks } from './triggers/call.mts';

const themes: Record<string, Check[]> = {
	commandLine: commandLineChecks,
	example: exampleChecks,
	examples: examplesChecks,
	approval: approvalChecks,
	credential: credentialChecks,
	campaignTrigger: campaignTriggerChecks,
	mcp: mcpChecks,
	trigger: triggerChecks,
	operations: operationChecks,
	aiAgent: aiAgentChecks,
	panels: panelChecks,
	processes: processChecks,
	editor: editorChecks,
	walk: walkChecks,
	secrets: secretChecks,
	secondInput: secondInputChecks,
	waves: waveChecks,
};

const { values: options } = parseArgs({
	options: {
		only: { type: 'string', multiple: true, default: Object.keys(themes) },
		n8n: { type: 'string', default: currentVersion },
		screenshots: { type: 'string', default: join(projectRoot, 'test', 'e2e', 'screenshots') },
		readme: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

const usage = `npm run test:e2e [-- options]

  --only <theme>         ${Object.keys(themes).join(', ')}; may be given several times
  --n8n <version>        ${hostVersions().join(', ')}
  --screenshots <folder> where the editor's screenshots go (test/e2e/screenshots)
  --readme               when all has passed, renew the README's pictures in docs/`;

/** The pictures of README and examples/README, light and dark, and the screenshots they are; without their ending. */
const readmePictures = {
	panel: 'walk-3-preview',
	workflow: 'workflow-executed',
	...Object.fromEntries(exampleNames.map((name) => [`example-${name}`, `example-${name}`])),
};

let passed = 0;
let failed = 0;

function fail(name: string, error: unknown): void {
	failed++;
	console.log(`FAIL ${name}\n${error instanceof Error ? error.stack : String(error)}`);
}

async function runTheme(theme: string, scene: Scene): Promise<void> {
	for (const [name, check] of themes[theme] ?? []) {
		scene.simulator.reset();
		const started = Date.now();
		try {
			await check(scene);
			passed++;
			console.log(`PASS ${theme}: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
		} catch (error) {
			fail(`${theme}: ${name}`, error);
		}
	}
}

async function runThemes(scene: Scene): Promise<void> {
	for (const theme of options.only) await runTheme(theme, scene);
	if (failed === 0 && options.readme) {
		const docs = join(projectRoot, 'docs');
		mkdirSync(docs, { recursive: true });
		for (const [picture, screenshot] of Object.entries(readmePictures)) {
			for (const theme of ['.png', '-dark.png']) {
				copyFileSync(join(scene.screenshots, `${screenshot}${theme}`), join(docs, `${picture}${theme}`));
			}
		}
	}
	if (failed > 0)
		console.log(`\nThe end of n8n's log:\n${readFileSync(scene.n8n.logFile, 'utf8').slice(-3000)}`);
}

const unknown = options.only.filter((theme) => !(theme in themes));
if (options.help || unknown.length > 0) {
	console.log(unknown.length > 0 ? `No such theme: ${unknown.join(', ')}\n\n${usage}` : usage);
	process.exit(unknown.length > 0 ? 1 : 0);
}
// Ending in an orderly way, n8n is ended too.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
try {
	await withScene({ n8nVersion: options.n8n, screenshots: options.screenshots }, runThemes);
} catch (error) {
	fail('n8n could be started and stopped', error);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
