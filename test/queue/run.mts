/**
 * `npm run test:queue`: the packed package in n8n's queue mode (main, webhook process, two workers; PostgreSQL, Redis),
 * under load and while parts of it die. The last line is `N passed, N failed`.
 *
 * Both servers are expected on 127.0.0.1 at their standard ports. Neither is ever stopped, since other programs may use them:
 * n8n reaches them through gates, and a closed gate is to n8n what a restart is: connections end, new ones are refused for a
 * while. Only the test's own database and Redis keys are touched.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { currentVersion, ensureHost, hostVersions } from '../../tools/host.mts';
import { withLock } from '../../tools/lib/lock.mts';
import { cacheDirectory } from '../../tools/lib/paths.mts';
import { events } from './scenarios/events.mts';
import { heldWithoutDatabase } from './scenarios/held.mts';
import { killed } from './scenarios/killed.mts';
import { load } from './scenarios/load.mts';
import { outageScenarios } from './scenarios/outages.mts';
import { createReport, type Report } from './support/report.mts';
import { type Scene, withScene } from './support/scene.mts';
import { checkServers, Unavailable } from './support/servers.mts';
import { twice } from './scenarios/twice.mts';

const scenarios: Record<string, (scene: Scene, report: Report) => Promise<void>> = {
	load,
	twice,
	events,
	heldWithoutDatabase,
	...outageScenarios,
	killed,
};

const usage = `npm run test:queue [-- options]

  --only <scenario>   ${Object.keys(scenarios).join(', ')}; may be given several times
  --n8n <version>     ${hostVersions().join(', ')}
  --if-available      without PostgreSQL or Redis end with status 0
  --help`;

const { values: options } = parseArgs({
	options: {
		only: { type: 'string', multiple: true, default: Object.keys(scenarios) },
		n8n: { type: 'string', default: currentVersion },
		'if-available': { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});

const report = createReport();

/** Rejects on Ctrl-C, so that everything is cleared away before the end. */
const interrupted = new Promise<never>((_resolve, reject) => {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => reject(new Error(`Interrupted by ${signal}`)));
	}
});
interrupted.catch(() => undefined);

async function runScenarios(scene: Scene): Promise<void> {
	for (const name of options.only) {
		const started = Date.now();
		console.log(`${name}:`);
		scene.simulator.reset();
		try {
			await scenarios[name]?.(scene, report);
		} catch (error) {
			await report.check(`${name} could be carried out`, () => {
				throw error;
			});
		}
		report.say(`took ${((Date.now() - started) / 1000).toFixed(0)} s`);
	}
}

async function runAll(): Promise<void> {
	await checkServers();
	const host = await ensureHost(options.n8n);
	// Two at a time would share one database.
	await withLock(join(cacheDirectory(), 'queue-test.lock'), 'npm run test:queue', async () => {
		const left = await withScene(host, interrupted, runScenarios);
		await report.check('nothing is left in Redis', () => assert.deepEqual(left, []));
	});
}

function end(): never {
	console.log(`${report.passed} passed, ${report.failed} failed`);
	process.exit(report.failed === 0 ? 0 : 1);
}

const unknown = options.only.filter((name) => !(name in scenarios));
if (options.help || unknown.length > 0) {
	console.log(unknown.length > 0 ? `No such scenario: ${unknown.join(', ')}\n\n${usage}` : usage);
	process.exit(unknown.length > 0 ? 1 : 0);
}
try {
	await runAll();
} catch (error) {
	if (error instanceof Unavailable && options['if-available'] && report.passed + report.failed === 0) {
		console.log(`Not run: ${error.message}. Queue mode needs PostgreSQL and Redis on this machine.`);
	} else {
		await report.check('n8n in queue mode could be started and ended', () => {
			throw error;
		});
	}
}
end();
