import { readFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import { Expression, Workflow, type INodeTypes } from 'n8n-workflow';
import { readScheduledDate } from '../../../nodes/Hamsa/time/schedule.ts';

/**
 * A program of its own for scheduleExpressions.test.mts: has n8n's legacy and vm engines evaluate the expressions on
 * standard input (a JSON list) and prints what is sent for each, as `{ engine: { expression: scheduledDate } }`. Within
 * jest's sandbox the vm engine cannot rebuild Luxon values, as n8n's own process does.
 */

const NOW = Date.parse('2026-11-24T06:00:00Z');
const nodeTypes: INodeTypes = {
	getByName: () => ({ description: { properties: [] } }) as never,
	getByNameAndVersion: () => ({ description: { properties: [] } }) as never,
	getKnownTypes: () => ({}),
};
const workflow = new Workflow({
	nodes: [{ id: '1', name: 'Hamsa', type: 'hamsa', typeVersion: 1, position: [0, 0], parameters: {} }],
	connections: {},
	active: false,
	nodeTypes,
	settings: { timezone: 'Asia/Kathmandu' },
});
const json = {
	text: '2026-12-01 09:00',
	date: new Date('2026-12-01T03:15:00Z'),
	luxon: DateTime.fromISO('2026-12-01T09:00', { zone: 'Asia/Kathmandu' }),
};

function sentFor(expression: string): string {
	const value = workflow.expression.getParameterValue(
		expression,
		null,
		0,
		0,
		'Hamsa',
		[{ json }],
		'manual',
		{},
	);
	return readScheduledDate(value, 'Asia/Riyadh', NOW).scheduledDate;
}

async function main(): Promise<void> {
	const expressions: string[] = JSON.parse(readFileSync(0, 'utf8'));
	const readAll = () => Object.fromEntries(expressions.map((each) => [each, sentFor(each)]));
	const legacy = readAll();
	await Expression.initExpressionEngine({
		engine: 'vm',
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
		maxCodeCacheSize: 1024,
		poolSize: 1,
	});
	await workflow.expression.acquireIsolate();
	const vm = readAll();
	await workflow.expression.releaseIsolate();
	await Expression.disposeExpressionEngine();
	process.stdout.write(JSON.stringify({ legacy, vm }));
}

void main();
