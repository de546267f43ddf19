/** The changes that make mutants: what somebody could get wrong while writing this code. */
import ts from 'typescript';

/** Text that takes the place of a part of the source. */
export interface Change {
	from: number;
	to: number;
	text: string;
}

/** The changes that one kind of mistake makes of a node of the syntax tree. */
type Operator = (node: ts.Node) => Change[];

const replace = (node: ts.Node, text: string): Change[] => [{ from: node.getStart(), to: node.end, text }];

const SWAPPED_OPERATORS: Readonly<Record<string, string>> = {
	'<': '<=',
	'<=': '<',
	'>': '>=',
	'>=': '>',
	'===': '!==',
	'!==': '===',
	'&&': '||',
	'||': '&&',
	'+': '-',
	'-': '+',
	'*': '/',
	'/': '*',
	'+=': '-=',
	'-=': '+=',
};

const swappedOperator: Operator = (node) => {
	if (!ts.isBinaryExpression(node)) return [];
	const swapped = SWAPPED_OPERATORS[node.operatorToken.getText()];
	return swapped === undefined ? [] : replace(node.operatorToken, swapped);
};

const EQUALITY = new Set<ts.SyntaxKind>([
	ts.SyntaxKind.EqualsEqualsEqualsToken,
	ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

function conditionOf(node: ts.Node): ts.Expression | undefined {
	if (ts.isConditionalExpression(node)) return node.condition;
	return ts.isIfStatement(node) || ts.isWhileStatement(node) ? node.expression : undefined;
}

const isNot = (node: ts.Node): node is ts.PrefixUnaryExpression =>
	ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;

/** What other operators negate already (`!x`, `a === b`) is left to them. */
const negatedCondition: Operator = (node) => {
	const condition = conditionOf(node);
	if (condition === undefined || isNot(condition)) return [];
	if (ts.isBinaryExpression(condition) && EQUALITY.has(condition.operatorToken.kind)) return [];
	return replace(condition, `!(${condition.getText()})`);
};

const droppedNot: Operator = (node) => (isNot(node) ? replace(node, node.operand.getText()) : []);

const droppedStatement: Operator = (node) =>
	ts.isExpressionStatement(node) || ts.isThrowStatement(node) || ts.isBreakOrContinueStatement(node)
		? replace(node, ';')
		: [];

/** Whether something of its function comes after a statement, or would be run again. */
function isEarly(statement: ts.Node): boolean {
	for (let node = statement; !ts.isFunctionLike(node) && !ts.isSourceFile(node); node = node.parent) {
		if (ts.isIterationStatement(node, false)) return true;
		const { parent } = node;
		if ((ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)) && parent.statements.at(-1) !== node)
			return true;
	}
	return false;
}

const droppedReturn: Operator = (node) =>
	ts.isReturnStatement(node) && isEarly(node) ? replace(node, ';') : [];

const flippedBoolean: Operator = (node) => {
	if (node.kind === ts.SyntaxKind.TrueKeyword) return replace(node, 'false');
	return node.kind === ts.SyntaxKind.FalseKeyword ? replace(node, 'true') : [];
};

const isNameOf = (node: ts.Node) => 'name' in node.parent && node.parent.name === node;

const otherNumber: Operator = (node) => {
	if (!ts.isNumericLiteral(node) || isNameOf(node)) return [];
	const number = Number(node.text);
	const others = new Set([number + 1, number - 1, 0]);
	others.delete(number);
	// A name of a binding (`{ 0: first }`) takes no expression.
	if (ts.isBindingElement(node.parent)) others.delete(-1);
	return [...others].flatMap((other) => replace(node, other < 0 ? `(${other})` : String(other)));
};

/** The name of a method and its object, when a node calls one. */
function methodCall(node: ts.Node): { object: ts.Expression; name: ts.MemberName } | undefined {
	if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
	return { object: node.expression.expression, name: node.expression.name };
}

const DROPPED_METHODS = new Set(['sort', 'toSorted', 'filter', 'reverse', 'toReversed', 'slice', 'trim']);

const droppedMethod: Operator = (node) => {
	const call = methodCall(node);
	// As a statement of its own it is dropped whole.
	if (call === undefined || ts.isExpressionStatement(node.parent)) return [];
	return DROPPED_METHODS.has(call.name.text) ? replace(node, call.object.getText()) : [];
};

const SWAPPED_METHODS = new Map([
	['every', 'some'],
	['some', 'every'],
	['min', 'max'],
	['max', 'min'],
	['floor', 'ceil'],
	['ceil', 'floor'],
	['round', 'floor'],
	['startsWith', 'endsWith'],
	['endsWith', 'startsWith'],
]);

const swappedMethod: Operator = (node) => {
	const name = methodCall(node)?.name;
	const swapped = name && SWAPPED_METHODS.get(name.text);
	return swapped === undefined ? [] : replace(name!, swapped);
};

const droppedFallback: Operator = (node) =>
	ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
		? replace(node, node.left.getText())
		: [];

/** Sets and maps that are written out, without each of their entries. */
const droppedEntry: Operator = (node) => {
	if (!ts.isNewExpression(node) || !/^(?:Weak)?(?:Set|Map)$/.test(node.expression.getText())) return [];
	const list = node.arguments?.[0];
	if (list === undefined || !ts.isArrayLiteralExpression(list)) return [];
	const { elements } = list;
	return elements.map((element, index) => {
		const next = elements[index + 1];
		const from = next === undefined && index > 0 ? elements[index - 1]!.end : element.getStart();
		return { from, to: next?.getStart() ?? element.end, text: '' };
	});
};

/** The kinds of mistakes by name. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
	'other operator': swappedOperator,
	'negated condition': negatedCondition,
	'dropped !': droppedNot,
	'dropped statement': droppedStatement,
	'dropped return': droppedReturn,
	'other truth value': flippedBoolean,
	'other number': otherNumber,
	'dropped method': droppedMethod,
	'other method': swappedMethod,
	'dropped ??': droppedFallback,
	'dropped entry': droppedEntry,
};
