/** What plays Google Sheets in the shipped examples, where no Google is. */
import type { Workflow } from '../../../tools/n8n/rest.mts';

type Node = Workflow['nodes'][number];

/** The node itself, or, in place of one of Google Sheets, a node that makes the row which that would write. */
export function withoutGoogle(node: Node): Node {
	if (node.type !== 'n8n-nodes-base.googleSheets') return node;
	const { columns } = node.parameters as { columns?: { value: Record<string, string> } };
	const assignments = Object.entries(columns?.value ?? {}).map(([name, value]) => ({
		id: name,
		name,
		value,
		type: 'string',
	}));
	return {
		...node,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { assignments: { assignments }, options: {} },
	};
}
