/** 100,000 phone numbers in E.164 against libphonenumber's rules: by the library alone, and by its patterns compiled once. */
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { cleanPhoneNumber } from '../../../nodes/Hamsa/phoneNumbers/clean.ts';
import { isCertainlyValid, judgeInternational } from '../../../nodes/Hamsa/phoneNumbers/verdict.ts';
import { makeRows } from '../subjects/campaign.mts';
import { compare } from './compare.mts';

const COUNT = 100_000;

function byLibrary(number: string): boolean {
	const parsed = parsePhoneNumberFromString(number, { extract: false });
	return parsed?.isPossible() === true && parsed.isValid();
}

function compareOn(title: string, numbers: readonly string[]): void {
	compare(
		title,
		{
			'the library alone': () => numbers.filter(byLibrary).length,
			'its patterns compiled once, the number cut up': () =>
				numbers.filter((number) => judgeInternational(number)?.valid).length,
			'one pattern for the whole number': () => numbers.filter(isCertainlyValid).length,
			'cleaning a cell, as the node does': () =>
				numbers.filter((number) => cleanPhoneNumber(number, {}).ok).length,
		},
		9,
	);
}

export function measure(): void {
	compareOn(
		'100,000 Saudi mobile numbers',
		makeRows(COUNT).map(({ phoneNumber }) => phoneNumber),
	);
	const ofCountries = getCountries().flatMap((country) => getExampleNumber(country, examples)?.number ?? []);
	compareOn(
		'100,000 mobile numbers of all countries in turn',
		Array.from({ length: COUNT }, (_, index) => ofCountries[index % ofCountries.length]!),
	);
}
