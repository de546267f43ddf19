import type { Behaviour, BehaviourRule } from './behaviour.mts';
import type { Stored } from './stored.mts';

const FAULTS: ReadonlyArray<unknown> = ['disconnect', 'halfBody', 'hang', 'invalidJson'] satisfies Array<
	Behaviour['fault']
>;

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string';
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount: Check = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0;

const RULE: Readonly<Record<keyof BehaviourRule, Check>> = {
	method: isText,
	path: isText,
	times: (value) => isCount(value) || value === 'forever',
	then: isObject,
};

const STORED: Readonly<Record<keyof Stored, Check>> = {
	withoutVariables: (value) => typeof value === 'boolean',
	scheduledTimezone: isText,
	recipients: isCount,
};

const BEHAVIOUR: Readonly<Record<keyof Behaviour, Check>> = {
	delayMs: isCount,
	answerDelayMs: isCount,
	commit: (value) => typeof value === 'boolean',
	status: (value) => isCount(value) && Number(value) >= 200 && Number(value) <= 599,
	headers: (value) => isObject(value) && Object.values(value as object).every(isText),
	json: () => true,
	text: isText,
	redirectTo: isText,
	fault: (value) => FAULTS.includes(value),
	stored: (value) => isObject(value) && firstProblem(value as object, STORED) === '',
	twin: (value) => value === 'before' || value === 'after',
	closeAfter: (value) => typeof value === 'boolean',
	refuseAfterMs: isCount,
};

/** Names the first field that is unknown or wrong, '' when none is. */
function firstProblem(value: object, checks: Readonly<Record<string, Check>>): string {
	for (const [name, member] of Object.entries(value)) {
		const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
		if (check === undefined) return `${name} is not known`;
		if (!check(member)) return `${name} has a wrong value`;
	}
	return '';
}

function ruleProblem(rule: unknown): string {
	if (!isObject(rule)) return 'a rule is an object';
	const { then } = rule as { then?: unknown };
	if (!isObject(then)) return 'a rule needs an object named then';
	return firstProblem(rule as object, RULE) || firstProblem(then as object, BEHAVIOUR);
}

/** Reads rules that came over HTTP, one or a list. `problem` says which field is unknown or wrong; no rule counts then. */
export function readRules(value: unknown): { rules: BehaviourRule[] } | { problem: string } {
	const rules: unknown[] = Array.isArray(value) ? value : [value];
	const problem = rules.map(ruleProblem).find((words) => words !== '');
	return problem === undefined ? { rules: rules as BehaviourRule[] } : { problem };
}
