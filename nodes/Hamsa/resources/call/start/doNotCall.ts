import type { SecondInput } from '../../../execution/secondInput';
import type { ItemsRun } from '../../../execution/run';
import type { ParameterReader } from '../../../expressions/parameters';
import { optionReader } from '../../../fields/options';
import { readDoNotCall } from '../../../recipients/leaveOut/doNotCall';
import { readDoNotCallList, type DoNotCallList } from '../../../recipients/leaveOut/doNotCallList';

/** The values of Country of Local Numbers, one that cannot be evaluated left out: its row says so. */
const defaultCountries = (parameters: ParameterReader, itemCount: number) => [
	...new Set(
		Array.from({ length: itemCount }, (_, item) => {
			try {
				return parameters.value('options.countryOfLocalNumbers', item);
			} catch {
				return undefined;
			}
		}),
	),
];

/** Reads the Do Not Call List; undefined when it is off. Throws InputError when it cannot be read. */
export function doNotCallListOf({
	items,
	parameters,
	doNotCallRows,
	hint,
}: ItemsRun & { doNotCallRows: SecondInput }): DoNotCallList | undefined {
	const options = optionReader((name) => parameters.value(`options.${name}`, 0));
	const settings = readDoNotCall(options);
	return (
		settings &&
		readDoNotCallList(settings, {
			doNotCallRows,
			defaultCountries: () => defaultCountries(parameters, items.length),
			digitsAreInternational: options.isOn(
				'digitsWithoutPlusAreInternational',
				'Digits Without + Are International',
			),
			hint,
		})
	);
}
