/** 100,000 phone numbers in E.164 against libphonenumber's rules: by the library alone, and as the node cleans them. */
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { cleanPhoneNumber } from '../../../nodes/Hamsa/phoneNumbers/clean.ts';
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
