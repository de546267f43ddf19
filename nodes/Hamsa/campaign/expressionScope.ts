/** Variables and functions of n8n's expressions whose value is the same for every item of a run. */
const SAME_FOR_ALL_ITEMS = new Set([
	'$env',
	'$execution',
	'$if',
	'$ifEmpty',
	'$jmespath',
	'$jmesPath',
	'$max',
	'$min',
	'$mode',
	'$nodeVersion',
	'$now',
	'$not',
	'$runIndex',
	'$secrets',
	'$today',
	'$vars',
	'$workflow',
]);

/** `$('Node')` and `$input` followed by a way of reading that does not follow the current item. */
const WHOLE_INPUT = /(?:\$\(\s*(?:"[^"\\]*"|'[^'\\]*')\s*\)|\$input)\s*\.\s*(?:first|last|all)\s*\(/g;

/** Ways to name the item's data without a `$` variable. */
const HIDDEN_ACCESS = /\bthis\b|\beval\b|___/;

/** Whether the value of an expression may depend on the item. Says yes when in doubt. */
export function mayUseItem(expression: string): boolean {
	if (HIDDEN_ACCESS.test(expression)) return true;
	const rest = expression.replace(WHOLE_INPUT, ' ');
	return [...rest.matchAll(/\$[\w$]*/g)].some(([name]) => !SAME_FOR_ALL_ITEMS.has(name));
}
