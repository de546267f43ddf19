import type { Check } from '../support/scene.mts';
import { killedChecks } from './killed.mts';
import { listChecks } from './list.mts';
import { panelChecks } from './panel.mts';

/** A dead process's lock is waited for while the other checks run. */
export const waveChecks: Check[] = [
	...killedChecks.slice(0, 1),
	...panelChecks,
	...listChecks,
	...killedChecks.slice(1),
];
