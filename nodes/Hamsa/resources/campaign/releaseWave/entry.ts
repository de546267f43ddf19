import type { IExecuteFunctions, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';
import { parametersOfItems } from '../../../execution/context';
import { showHint } from '../../../execution/hints';
import { toNodeError } from '../../../execution/nodeErrors';
import { secondInputOf } from '../../../execution/secondInput';
import { asNode, hintExecuteOnce, runOf } from '../create/entry';
import type { CreateRun } from '../create/run';
import { noteStore } from './memory';
import { notForModels, releaseWave } from './run';

/** Campaign: Release Wave as n8n runs it in a workflow: the whole list at once. */
export async function releaseWaveOfAllItems(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const hint: CreateRun['hint'] = (message, kind) => showHint(this, message, kind);
	hintExecuteOnce(this);
	const run = runOf(this, this.getInputData(), parametersOfItems(this), hint, true, secondInputOf(this));
	const staticData = this.getWorkflowStaticData('node');
	return [
		await asNode(
			this,
			async () => await releaseWave(run, (baseUrl, series) => noteStore(staticData, baseUrl, series)),
		),
	];
}

/** The same for callers that bypass custom operations (MCP Server Trigger, AI Agent before version 3): refused. */
export async function refuseReleaseWave(this: IExecutePaginationFunctions): Promise<INodeExecutionData[]> {
	throw toNodeError(this.getNode(), notForModels());
}
