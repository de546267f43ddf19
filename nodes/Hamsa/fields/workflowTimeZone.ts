import type { INodeProperties } from 'n8n-workflow';

/** Name of the field that tells the list of Time Zone the workflow's own zone. */
export const WORKFLOW_TIME_ZONE = 'workflowTimeZone';

/**
 * A field that nobody sees. n8n tells a list only its own default zone, not that of the workflow, but the editor resolves
 * the expressions of all fields in the open workflow before it asks for a list.
 */
export const workflowTimeZone: INodeProperties = {
	displayName: 'Workflow Time Zone',
	name: WORKFLOW_TIME_ZONE,
	type: 'hidden',
	default: '={{ $now.zoneName }}',
	displayOptions: { show: { operation: ['create', 'start'] } },
};
