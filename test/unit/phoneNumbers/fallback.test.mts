/**
 * The compiled patterns rely on positions in libphonenumber's metadata. With metadata of another version nothing is read
 * from these positions: the library itself is asked, and says the same.
 */
import { describe, expect, it } from '@jest/globals';
import metadata from 'libphonenumber-js/metadata.max.json';
import { cleanPhoneNumber, type CleaningRules } from '../../../nodes/Hamsa/phoneNumbers/clean.ts';
import { createNationalReader } from '../../../nodes/Hamsa/phoneNumbers/national.ts';
import { numberingPlans, readNumberingPlans } from '../../../nodes/Hamsa/phoneNumbers/numberingPlan.ts';
import { createNumberJudge, numberJudge } from '../../../nodes/Hamsa/phoneNumbers/verdict.ts';
import { validNumbers } from '../support/numberingPlans.mts';

const otherVersion = readNumberingPlans({ ...metadata, version: 5 });
const judge = createNumberJudge(otherVersion);

describe('metadata of another version', () => {
	it('gives no plans, that of the known version does', () => {
		expect(otherVersion.ofCountry('SA')).toBeUndefined();
		expect(otherVersion.ofCallingCode('966')).toEqual([]);
		expect(judge.isValidAsWritten('+966501234567')).toBe(false);
		expect(numberingPlans.ofCountry('SA')?.callingCode).toBe('966');
		expect(numberJudge.isValidAsWritten('+966501234567')).toBe(true);
	});

	it('gives the same verdicts', () => {
		const readers = [createNationalReader(), createNationalReader(judge)];
		const differences: unknown[] = [];
		let accepted = 0;
		for (const { iso, number, national } of validNumbers(12)) {
			const cells = [
				number,
				`00${number.slice(1)}`,
				number.slice(1),
				national,
				`0${national}`,
				`+0${number.slice(1)}`,
				`${number.slice(0, -1)}`,
				`${number}/7`,
				`${number.slice(0, -3)}-${number.slice(-3)}`,
			];
			for (const rules of [
				{},
				{ defaultCountry: { iso } },
				{ defaultCountry: { iso }, digitsAreInternational: true, sendDoubtful: true, callPremium: true },
			] as CleaningRules[]) {
				for (const cell of cells) {
					const known = cleanPhoneNumber(cell, rules, readers[0], numberJudge);
					const other = cleanPhoneNumber(cell, rules, readers[1], judge);
					if (known.ok) accepted++;
					if (JSON.stringify(known) !== JSON.stringify(other)) differences.push({ cell, iso, known, other });
				}
			}
		}
		expect(differences).toEqual([]);
		expect(accepted).toBeGreaterThan(10_000);
	});
});
