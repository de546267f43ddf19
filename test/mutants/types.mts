/** Tells which mutants the compiler would refuse: they need no test. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A function that tells whether a file of the tree still type-checks with another text. Unused names are no error. */
export function typeChecker(directory: string): (file: string, text: string) => boolean {
	const configFile = join(directory, 'tsconfig.json');
	const config = ts.readConfigFile(configFile, ts.sys.readFile).config as unknown;
	const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, directory, {
		noUnusedLocals: false,
		noUnusedParameters: false,
		noImplicitReturns: false,
		noFallthroughCasesInSwitch: false,
	});
	let current = { file: '', text: '', version: 0 };
	const textOf = (file: string) => (file === current.file ? current.text : readFileSync(file, 'utf8'));
	const service = ts.createLanguageService({
		getCompilationSettings: () => options,
		getScriptFileNames: () => fileNames,
		getScriptVersion: (file) => (file === current.file ? String(current.version) : '0'),
		getScriptSnapshot: (file) =>
			ts.sys.fileExists(file) ? ts.ScriptSnapshot.fromString(textOf(file)) : undefined,
		getCurrentDirectory: () => directory,
		getDefaultLibFileName: ts.getDefaultLibFilePath,
		fileExists: ts.sys.fileExists,
		readFile: ts.sys.readFile,
		readDirectory: ts.sys.readDirectory,
		directoryExists: ts.sys.directoryExists,
		getDirectories: ts.sys.getDirectories,
		realpath: ts.sys.realpath,
	});
	return (file, text) => {
		current = { file, text, version: current.version + 1 };
		return service.getSyntacticDiagnostics(file).length + service.getSemanticDiagnostics(file).length === 0;
	};
}
