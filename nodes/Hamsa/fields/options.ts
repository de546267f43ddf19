import type { IDataObject } from 'n8n-workflow';
import { readChoice, readEntries, readNumber, readPlainText, readSwitch, type NumberRules } from './readers';

/** Reads the options of an operation: what is not set has its default. Each throws InputError. */
export interface OptionReader {
	isOn(name: string, label: string, fallback?: boolean): boolean;
	number(name: string, label: string, fallback: number, rules: NumberRules): number;
	/** Trimmed; '' when it is empty. */
	text(name: string, label: string): string;
	/** The entries of a fixed collection; none when it is not set. */
	rows(name: string, label: string): IDataObject[];
	/** The first choice is the default. */
	choice<T extends string>(name: string, label: string, choices: readonly [T, ...T[]]): T;
}

/** A reader of options on top of one that gives the value of an option, undefined when it is not set. */
export const optionReader = (option: (name: string, label: string) => unknown): OptionReader => ({
	isOn: (name, label, fallback = false) => readSwitch(option(name, label) ?? fallback, label),
	number: (name, label, fallback, rules) => readNumber(option(name, label) ?? fallback, label, rules),
	text: (name, label) => readPlainText(option(name, label), label),
	rows: (name, label) => readEntries(option(name, label), label),
	choice: (name, label, choices) => readChoice(option(name, label) ?? choices[0], label, choices),
});
