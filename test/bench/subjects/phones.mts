/** The cleaning of phone numbers alone, in a process of its own. */
import { createNationalReader } from '../../../nodes/Hamsa/phoneNumbers/national.ts';
import { cleanPhoneNumber } from '../../../nodes/Hamsa/phoneNumbers/clean.ts';
import { makeRows } from './campaign.mts';

/** Answers a number of rows with the milliseconds it took to clean their numbers. */
process.on('message', (rows: number) => {
	const cells = makeRows(rows).map(({ phoneNumber }) => phoneNumber);
	const started = performance.now();
	const readNational = createNationalReader();
	const cleaned = cells.filter((cell) => cleanPhoneNumber(cell, {}, readNational).ok).length;
	const elapsed = performance.now() - started;
	if (cleaned !== rows) throw new Error(`Only ${cleaned} of ${rows} numbers were taken`);
	process.send?.(elapsed);
});
process.on('disconnect', () => process.exit());
