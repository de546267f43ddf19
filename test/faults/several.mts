/** What can go wrong with one of the three campaigns of a list, and what is expected to come of it. */
import type { Behaviour, BehaviourRule } from '../simulator/control/behaviour.mts';
import type { Expected, Fault } from './table.mts';

const CREATE = { method: 'POST', path: '/v1/voice-agents/campaigns' };

const ALL: Expected = { outcome: 'created', campaigns: 3 };
const ALL_FOUND: Expected = { outcome: 'found', campaigns: 3 };

/** The campaigns that exist when one fails: those before it where the node stops, all others where it goes on. */
const others = (outcome: Expected['outcome'], before: number): Expected => ({
	outcome,
	campaigns: before as Expected['campaigns'],
	whenContinued: 2,
});

const PLACES = ['first', 'second', 'last'];

/** A fault of each of the three, once. */
const ofEach = (then: Behaviour, rest: (before: number, which: string) => Omit<Fault, 'rules' | 'inThree'>) =>
	PLACES.map((which, before): Fault => {
		const good: BehaviourRule[] = before === 0 ? [] : [{ ...CREATE, times: before, then: {} }];
		return { ...rest(before, which), inThree: true, rules: [...good, { ...CREATE, then }] };
	});

const REFUSED: Behaviour = { status: 402, json: { message: 'No credit left' } };
const HIDDEN: Behaviour = { status: 500, json: { message: 'Internal error' } };
const hiddenName = (which: string) => `HTTP 500 for the ${which} of three campaigns of one list`;

export const FAULTS_OF_SEVERAL: Fault[] = [
	...ofEach(REFUSED, (before, which) => ({
		name: `Hamsa refuses the ${which} of three campaigns of one list (HTTP 402, once)`,
		expected: {
			retryOff: others('partly', before),
			// n8n tries again where the node stops; where it goes on, the item that it looks at is a campaign.
			retryOn: { ...ALL, whenContinued: others('partly', 2) },
			tool: others('partly', before),
		},
	})),
	...ofEach(HIDDEN, (before, which) => ({
		name: hiddenName(which),
		but: 'Hamsa made no campaign',
		expected: {
			retryOff: others('partlyMayExist', before),
			retryOn: others('partlyMayExist', before),
			tool: others('partlyMayExist', before),
		},
	})),
	...ofEach({ ...HIDDEN, commit: true }, (_, which) => ({
		name: hiddenName(which),
		but: 'Hamsa made the campaign',
		expected: { retryOff: ALL_FOUND, retryOn: ALL_FOUND, tool: ALL_FOUND },
	})),
];
