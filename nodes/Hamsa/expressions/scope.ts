/** Variables and functions of n8n's expressions whose value is the same for every item of a run. */
const SAME_FOR_ALL_ITEMS = new Set([
	'$average',
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
	'$not',
	'$now',
	'$runIndex',
	'$secrets',
	'$today',
	'$vars',
	'$workflow',
]);

/** `$('Node')` and `$input` followed by a way of reading that does not follow the current item. */
const WHOLE_INPUT =
	/(?:\$\(\s*(?:"[^"\\]*"|'[^'\\]*')\s*\)|\$input)\s*\.\s*(?:(?:first|last|all)\s*\(|isExecuted\b)/g;

/** Ways to name the item's data without a `$` that can be seen. */
const HIDDEN_ACCESS = /\bthis\b|\beval\b|___|\\u/;

/** The pieces of code in an expression, split as n8n splits them; all of it as one where braces may be escaped. */
function codeIn(expression: string): string[] {
	if (expression.includes('\\')) return [expression];
	return [...expression.matchAll(/\{\{(.*?)(?:\}\}|$)/gs)].map(([, code]) => code!);
}

/** Code with its strings emptied, unless it holds something in which a quote does not begin a string. */
const withoutStrings = (code: string): string =>
	/[`/\\]|<!--|-->/.test(code) ? code : code.replace(/"[^"]*"|'[^']*'/g, "''");

function codeMayUseItem(code: string): boolean {
	const bare = withoutStrings(code);
	if (HIDDEN_ACCESS.test(bare)) return true;
	const rest = bare.replace(WHOLE_INPUT, ' ');
	return [...rest.matchAll(/\$[\w$]*/g)].some(([name]) => !SAME_FOR_ALL_ITEMS.has(name));
}

/** Whether the value of an expression (its text behind `=`) may depend on the item. Says yes when in doubt. */
export function mayUseItem(expression: string): boolean {
	return codeIn(expression).some(codeMayUseItem);
}

/** Ways to read all items of a node, or of the input, at once. */
const ALL_ITEMS = /(?:\$\([^)]*\)|\$input)\s*\.\s*all\s*\(|\$items\s*\(/;

/** Whether a raw parameter (or anything inside it) reads all items of a node at once, as `$input.all()` does. */
export function readsAllItems(raw: unknown): boolean {
	if (typeof raw === 'string') return raw.startsWith('=') && codeIn(raw).some((code) => ALL_ITEMS.test(code));
	return typeof raw === 'object' && raw !== null && Object.values(raw).some(readsAllItems);
}

/** Variables and functions of n8n's expressions that may differ from item to item. */
const OF_THE_ITEM = new Set([
	...['$', '$json', '$input', '$node', '$item', '$items', '$itemIndex', '$position', '$binary', '$data'],
	...['$prevNode', '$parameter', '$rawParameter', '$self', '$fromAI', '$fromai', '$fromAi', '$agentInfo'],
	...['$nodeId', '$webhookId', '$executionId', '$resumeWebhookUrl', '$evaluateExpression', '$getPairedItem'],
	...[
		'$response',
		'$request',
		'$pageCount',
		'$credentials',
		'$thisItem',
		'$thisItemIndex',
		'$thisRunIndex',
		'$tool',
	],
]);

/**
 * Names with a `$` in a raw expression that n8n does not know: it evaluates them to nothing, without an error. A name that
 * the expression itself declares may be among them.
 */
export function unknownVariables(raw: string): string[] {
	const names = codeIn(raw).flatMap((code) => [...withoutStrings(code).matchAll(/(?<![\w$.])\$[\w$]*/g)]);
	return names
		.map(([name]) => name)
		.filter((name) => !SAME_FOR_ALL_ITEMS.has(name) && !OF_THE_ITEM.has(name) && !name.startsWith('$$'));
}

/** What gives another value each time an expression is evaluated. */
const CHANGES_WITH_TIME =
	/\$(?:now|today|execution|executionId|runIndex)\b|\b(?:Date|DateTime|Interval|performance|crypto)\b|\bMath\s*\.\s*random\b/;

/** Whether the value of a raw parameter differs from one execution to the next by itself. Says yes when in doubt. */
export const mayChangeWithTime = (raw: unknown): boolean =>
	typeof raw === 'string' &&
	raw.startsWith('=') &&
	codeIn(raw).some((code) => CHANGES_WITH_TIME.test(withoutStrings(code)));
