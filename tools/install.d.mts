export function matchesLock(dir: string): boolean;
export function node24(dir: string): string;
export function node24Environment(dir: string): NodeJS.ProcessEnv;
export function loads(node: string, dir: string, modules: string[]): boolean;
export function npm(
	args: string[],
	options: { cwd: string; env: NodeJS.ProcessEnv; label: string },
): Promise<void>;
