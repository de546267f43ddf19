import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { InputError } from '../shared/errors';

/** What came into the node's second input: undefined when nothing is connected to it. Throws InputError. */
export type SecondInput = () => readonly INodeExecutionData[] | undefined;

/**
 * The second input of a node in a workflow. n8n gives data for as many inputs as have a wire, and none for one whose branch
 * did not run. Read from what the node was started with, since Execute Once would leave one row of it.
 */
export const secondInputOf =
	(context: IExecuteFunctions): SecondInput =>
	() => {
		const { main = [] } = context.getExecuteData().data;
		return main.length < 2 ? undefined : (main[1] ?? []);
	};

/** Where an AI model runs the node there is no second input, so that nothing can be read from it. */
export const noSecondInput: SecondInput = () => {
	throw new InputError(
		'Do Not Call List is on, but a node that an AI model or MCP runs has no second input, so nobody is called',
		'Let the model run a workflow that reads the list and has this node in it, or switch Do Not Call List off.',
	);
};
