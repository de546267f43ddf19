/** Two processes of n8n on one SQLite database, which take the same list at the same moment. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { credentialType } from '../../../tools/example.mts';
import { installPackage, startN8n } from '../../../tools/n8n.mts';
import { packageName } from '../../../tools/package.mts';
import { ledgerOf, oneCampaignEach } from '../../queue/support/ledger.mts';
import { campaignOf, deliverAtLast, inParallel, isServed, newBatches } from '../../queue/support/sender.mts';
import { publishWorkflow } from '../../queue/support/workflow.mts';
import { type Check, credentialData, type Scene } from '../support/scene.mts';

const PAIRS = 30;

/** Starts both; the second finds the first one's workflows in the database. Resolves with a webhook's address at each. */
async function startBoth(scene: Scene): Promise<[string, string]> {
	const { host, tarball, owner, temporary, simulator } = scene;
	const environment = {
		DB_SQLITE_DATABASE: join(temporary, 'shared.sqlite'),
		N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
	};
	const start = async (name: string) => {
		const userFolder = join(temporary, name);
		await installPackage(userFolder, packageName, tarball);
		const n8n = await startN8n({ host, userFolder, environment });
		scene.atEnd(n8n.stop);
		return n8n;
	};
	const first = await start('first-process');
	await first.rest.setUpOwner(owner);
	const { id, name } = await first.rest.createCredential('Hamsa', credentialType, credentialData(scene));
	const { url } = await publishWorkflow(
		{
			rest: first.rest,
			credential: { id, name },
			webhook: first,
			gates: { hamsa: { port: Number(new URL(simulator.url).port) } },
		},
		'same-list',
	);
	const second = await start('second-process');
	return [url, url.replace(first.url, second.url)];
}

export const processChecks: Check[] = [
	[
		`${PAIRS} lists, each taken by two processes on one SQLite database at the same moment: one campaign each`,
		async (scene) => {
			const hooks = await startBoth(scene);
			const batches = newBatches(PAIRS, 20);
			const deliveries = await inParallel(batches, 2, async (batch) => {
				return await Promise.all(hooks.map(async (url) => await deliverAtLast({ url }, batch)));
			});
			assert.ok(
				deliveries.flat().every(isServed),
				JSON.stringify(deliveries.flat().find((one) => !isServed(one))),
			);
			for (const [one, other] of deliveries) assert.equal(campaignOf(one!)?.id, campaignOf(other!)?.id);
			assert.deepEqual(ledgerOf(scene.simulator.campaigns, batches), oneCampaignEach(batches));
		},
	],
];
