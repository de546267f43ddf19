/**
 * Lists as people have them (test/cases): each case is run on n8n's real engine against the simulator, and what comes of
 * it is compared with what a person expects. The words of the expectation are beside its values.
 */
import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';
import { useSimulator, type CampaignBody } from './support/campaign.mts';
import type { EngineResult } from './support/harness.mts';

/** What must come of a case. Texts are regular expressions, all of which must match; what is left out may be anything. */
interface Outcome {
	/** The recipients that Hamsa got: their numbers, or all of them. */
	sent?: Array<string | { phoneNumber: string; name?: string; dynamicVariables?: object }>;
	scheduledDate?: string;
	scheduledTimezone?: string;
	startCallingTime?: string;
	/** The error's message, its description, and both together. */
	error?: string[];
	action?: string[];
	words?: string[];
	hints?: string[];
	noHints?: string[];
	/** Rows on the error output, by their number, with the reason; these and no others. */
	rejected?: Record<string, string[]>;
	/** Rows that Preview says would not be called, with the reason; these and no others. */
	notSent?: Record<string, string[]>;
	/** People who would be called, as Preview says. */
	recipientsCount?: number;
	/** What the output items hold, among others. */
	items?: object[];
	/** What the expression of a node behind reads, or why it fails. */
	behind?: { values?: unknown[]; error?: string };
}

interface Case {
	name: string;
	rows: IDataObject[];
	parameters: Record<string, unknown>;
	onError?: INode['onError'];
	behind?: string;
	/** `inWords` is what a person expects; `anyOf` where several outcomes would do. */
	expected: Outcome & { inWords: string; anyOf?: Outcome[] };
}

const directory = join(process.cwd(), 'test/cases');
const files = readdirSync(directory).map((file) => ({
	file,
	...(JSON.parse(readFileSync(join(directory, file), 'utf8')) as { class: string; cases: Case[] }),
}));

const { create, posts } = useSimulator();

/** Recipients without what is empty, or their numbers alone where no more is expected of them. */
function comparable(body: CampaignBody | undefined, expected: NonNullable<Outcome['sent']>): unknown[] {
	return (body?.recipients ?? []).map(({ phoneNumber, name, dynamicVariables = {} }, index) =>
		typeof (expected[index] ?? '') === 'string'
			? phoneNumber
			: {
					phoneNumber,
					...(name === undefined ? {} : { name }),
					...(Object.keys(dynamicVariables).length === 0 ? {} : { dynamicVariables }),
				},
	);
}

function expectWords(text: unknown, patterns: readonly string[]): void {
	for (const pattern of patterns) expect(text).toMatch(new RegExp(pattern, 's'));
}

function expectReasons(reasons: ReadonlyMap<number, unknown>, expected: Record<string, string[]>): void {
	expect([...reasons.keys()].map(String)).toEqual(Object.keys(expected));
	for (const [row, reason] of reasons) expectWords(reason, expected[row]!);
}

const reasonsOfErrorOutput = ({ outputs }: EngineResult) =>
	new Map(
		(outputs[1] ?? []).map(({ json, pairedItem }) => [(pairedItem as { item: number }).item + 1, json.error]),
	);

const wouldBeCalled = ({ callVerdict }: IDataObject) => callVerdict === 'wouldBeCalled';

const reasonsOfPreview = ({ json }: EngineResult) =>
	new Map(json.flatMap((row, index) => (wouldBeCalled(row) ? [] : [[index + 1, row.callReason] as const])));

function expectOutcome(result: EngineResult, expected: Outcome): void {
	const { error, hints, json, behind } = result;
	const [body, ...others] = posts();
	const failure = expected.behind === undefined ? error?.message : undefined;
	if (expected.error === undefined) expect(failure).toBeUndefined();
	else expectWords(failure, expected.error);
	expectWords(error?.description, expected.action ?? []);
	expectWords(`${error?.message} ${error?.description}`, expected.words ?? []);
	expectWords(hints.join('\n'), expected.hints ?? []);
	for (const pattern of expected.noHints ?? []) expect(hints.join('\n')).not.toMatch(new RegExp(pattern));
	expect(others).toEqual([]);
	if (expected.sent !== undefined) expect(comparable(body, expected.sent)).toEqual(expected.sent);
	if (expected.scheduledTimezone !== undefined) {
		expect(body?.scheduledTimezone).toBe(expected.scheduledTimezone);
	}
	if (expected.scheduledDate !== undefined) {
		expect(Date.parse(String(body?.scheduledDate))).toBe(Date.parse(expected.scheduledDate));
	}
	if (expected.startCallingTime !== undefined) {
		expect(body?.timeRange.startCallingTime).toBe(expected.startCallingTime);
	}
	if (expected.rejected !== undefined) expectReasons(reasonsOfErrorOutput(result), expected.rejected);
	if (expected.notSent !== undefined) expectReasons(reasonsOfPreview(result), expected.notSent);
	if (expected.recipientsCount !== undefined) {
		expect(json.filter(wouldBeCalled)).toHaveLength(expected.recipientsCount);
	}
	if (expected.items !== undefined) expect(json).toMatchObject(expected.items);
	if (expected.behind?.values !== undefined) expect(behind).toEqual(expected.behind.values);
	if (expected.behind?.error !== undefined) {
		expectWords(result.run.data.resultData.error?.message, [expected.behind.error]);
	}
}

/** Whether a check fails. */
function fails(check: () => void): boolean {
	try {
		check();
		return false;
	} catch {
		return true;
	}
}

describe.each(files)('$file: $class', ({ cases }) => {
	it.each(cases.map((each) => ({ ...each, words: each.expected.inWords })))(
		'$name: $words',
		async ({ rows, parameters, onError, behind, expected }) => {
			const result = await create(rows, parameters, { onError, behind });

			const outcomes = expected.anyOf ?? [expected];
			const wrong = outcomes.filter((outcome) => fails(() => expectOutcome(result, outcome)));
			// The first says best what is wrong when none is right.
			if (wrong.length === outcomes.length) expectOutcome(result, outcomes[0]!);
		},
	);
});
