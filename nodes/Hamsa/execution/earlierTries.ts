import { attemptsOfRun, type Attempt } from '../sending/attempts';
import type { RunContext } from './context';

/** What a run knows of earlier tries of itself: by Retry On Fail, or by a person's Retry of the execution. */
interface EarlierTries {
	/** What they sent, as far as they noted it, but for what certainly came to nothing. Read anew each time. */
	attempts(): Attempt[];
	/** Whether one may have sent something. A person's Retry may follow a killed process, which left no note. */
	mayHaveSent: boolean;
}

/** What n8n's memory of the node tells of earlier tries of this run. */
export function earlierTries(context: RunContext): EarlierTries {
	const memory = context.getContext('node');
	const runIndex = context.getWorkflowDataProxy(0).$runIndex as number;
	const attempts = () => attemptsOfRun(memory, runIndex);
	return { attempts, mayHaveSent: context.getMode() === 'retry' || attempts().length > 0 };
}
