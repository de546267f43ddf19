import {
	getCountryCallingCode,
	parsePhoneNumberFromString,
	validatePhoneNumberLength,
	type CountryCode,
} from 'libphonenumber-js/core';
import { metadata } from './data/phoneMetadata';

/** libphonenumber-js with the metadata that knows all types of numbers. */

/** Where a text is no complete number: the country or calling code it is of, and whether more text may stand around it. */
interface ParseOptions {
	defaultCountry?: CountryCode;
	defaultCallingCode?: string;
	extract?: boolean;
}

/** The phone number in a text; undefined when the library finds none. */
export const parsePhoneNumber = (text: string, options: ParseOptions = {}) =>
	parsePhoneNumberFromString(text, options, metadata);

/** Why a number's length is wrong; undefined when it is not. */
export const checkLength = (number: string) => validatePhoneNumberLength(number, metadata);

/** The calling code of a country, without `+`. */
export const callingCodeOfCountry = (country: CountryCode): string =>
	getCountryCallingCode(country, metadata);
