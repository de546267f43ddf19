import { jest } from '@jest/globals';
import type { INodeType } from 'n8n-workflow';

/** The node as another process of n8n loads it: with a memory of its own, and the same database (`deduplication.mts`). */
export function otherProcess(): INodeType {
	jest.resetModules();
	const { Hamsa } = jest.requireActual<typeof import('../../../../nodes/Hamsa/Hamsa.node.ts')>(
		'../../../../nodes/Hamsa/Hamsa.node.ts',
	);
	return new Hamsa();
}
