/**
 * The house: which room may import which, how many files a folder holds and how long they are, and that nothing is exported
 * without use. docs/ARCHITECTURE.md says why.
 */
import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/** Rooms of nodes/Hamsa from top to bottom. A room imports from floors below its own; the node files import anything. */
const FLOORS = [
	['resources', 'triggers', 'methods'],
	['execution'],
	['recipients'],
	['fields'],
	['sending', 'time'],
	['phoneNumbers', 'hamsa', 'expressions'],
	['libraries', 'shared'],
];
/** Rooms whose folders are neighbours that do not import each other. */
const NEIGHBOURS = ['resources', 'triggers'];

const MOST_FILES = 12;
const MOST_LINES = 300;

const root = process.cwd();
const house = join(root, 'nodes/Hamsa');

function filesBelow(directory: string): string[] {
	return readdirSync(directory).flatMap((name) => {
		const path = join(directory, name);
		return statSync(path).isDirectory() ? filesBelow(path) : [path];
	});
}

const isCode = (file: string) => /\.(?:ts|mts|mjs|js)$/.test(file);
const inProject = (file: string) => relative(root, file).split(sep).join('/');

const code = ['nodes', 'credentials', 'test', 'tools']
	.flatMap((name) => filesBelow(join(root, name)))
	.filter(isCode);
const houseFiles = code.filter((file) => file.startsWith(house));

const parse = (file: string) =>
	ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);

/** What a file imports from files of this project: their paths and the names. */
function importsOf(file: string): Array<{ path: string; names: string[] }> {
	return parse(file).statements.flatMap((statement) => {
		if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
		const { moduleSpecifier } = statement;
		if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
		if (!moduleSpecifier.text.startsWith('.')) return [];
		const bindings = ts.isImportDeclaration(statement)
			? statement.importClause?.namedBindings
			: statement.exportClause;
		const isNamed = bindings !== undefined && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings));
		const names = isNamed
			? bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
			: ['*'];
		return [{ path: join(dirname(file), moduleSpecifier.text), names }];
	});
}

/** The names that a statement exports. */
function namesOf(statement: ts.Statement): string[] {
	const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
	if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
	if (ts.isVariableStatement(statement)) {
		return statement.declarationList.declarations.flatMap(({ name }) =>
			ts.isIdentifier(name) ? [name.text] : name.elements.map((element) => element.getText()),
		);
	}
	return 'name' in statement && statement.name !== undefined ? [(statement.name as ts.Node).getText()] : [];
}

/** The names that a file exports. */
const exportsOf = (file: string): string[] => parse(file).statements.flatMap(namesOf);

const roomOf = (path: string) => relative(house, path).split(sep);
const floorOf = (room: string) => FLOORS.findIndex((rooms) => rooms.includes(room));

/** Why a file of a room must not import another file; undefined when it may. */
function trespass(file: string, target: string): string | undefined {
	const [room = '', part] = roomOf(file);
	const [otherRoom = '', otherPart] = roomOf(target);
	const way = `${inProject(file)} imports ${inProject(target)}`;
	if (floorOf(otherRoom) < 0) return `${way}, which stands in no room`;
	if (room === otherRoom) {
		return NEIGHBOURS.includes(room) && part !== otherPart ? `${way}, its neighbour` : undefined;
	}
	if (floorOf(otherRoom) < floorOf(room)) return `${way}, upward`;
	return floorOf(otherRoom) === floorOf(room) ? `${way}, sideways` : undefined;
}

/** What n8n and Node provide; only the libraries' room takes more from other packages. */
const PROVIDED = ['n8n-workflow', 'luxon', 'crypto'];

/** The packages from which a file imports more than types. */
function packagesOf(file: string): string[] {
	return parse(file).statements.flatMap((statement) => {
		if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
		const { moduleSpecifier } = statement;
		const isType = ts.isImportDeclaration(statement)
			? statement.importClause?.isTypeOnly
			: statement.isTypeOnly;
		if (isType || moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
		return moduleSpecifier.text.startsWith('.') ? [] : [moduleSpecifier.text];
	});
}

describe('the house', () => {
	const rooms = readdirSync(house, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== '__schema__')
		.map(({ name }) => name);

	it('has the rooms of the plan and no others', () => {
		expect(rooms.sort()).toEqual(FLOORS.flat().sort());
	});

	it('imports nothing upward or sideways', () => {
		const inRooms = houseFiles.filter((file) => dirname(file) !== house);
		const wrong = inRooms.flatMap((file) => importsOf(file).map(({ path }) => trespass(file, path)));

		expect(inRooms.length).toBeGreaterThan(0);
		expect(wrong.filter((way) => way !== undefined)).toEqual([]);
	});

	it('takes from other packages only in the room of libraries, which load when they are used', () => {
		const outside = houseFiles.filter((file) => roomOf(file)[0] !== 'libraries');
		const wrong = outside.flatMap((file) =>
			packagesOf(file)
				.filter((name) => !PROVIDED.includes(name))
				.map((name) => `${inProject(file)} imports ${name}`),
		);

		expect(wrong).toEqual([]);
	});

	it(`has no folder of more than ${MOST_FILES} files`, () => {
		const counts = new Map<string, number>();
		for (const file of code) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);

		const full = [...counts].filter(([, count]) => count > MOST_FILES);

		expect(full.map(([folder, count]) => `${inProject(folder)}: ${count}`)).toEqual([]);
	});

	it(`has no file of more than ${MOST_LINES} lines`, () => {
		const lines = code.map((file) => [
			inProject(file),
			readFileSync(file, 'utf8').trimEnd().split('\n').length,
		]);

		expect(lines.filter(([, count]) => Number(count) > MOST_LINES)).toEqual([]);
	});

	it('exports nothing that nobody imports', () => {
		const used = new Set(
			code.flatMap((file) =>
				importsOf(file).flatMap(({ path, names }) =>
					names.map((name) => `${path.replace(/\.m?ts$/, '').replace(/\/index$/, '')} ${name}`),
				),
			),
		);
		const inRooms = houseFiles.filter((file) => dirname(file) !== house);
		const unused = inRooms.flatMap((file) => {
			const path = file.replace(/\.ts$/, '').replace(/\/index$/, '');
			return exportsOf(file)
				.filter((name) => !used.has(`${path} ${name}`))
				.map((name) => `${inProject(file)}: ${name}`);
		});

		expect(unused).toEqual([]);
	});

	it('says of everything that it exports what it is', () => {
		const silent = houseFiles.flatMap((file) =>
			parse(file)
				.statements.filter((statement) => namesOf(statement).length > 0)
				.filter((statement) => ts.getJSDocCommentsAndTags(statement).length === 0)
				.map((statement) => `${inProject(file)}: ${namesOf(statement).join(', ')}`),
		);

		expect(silent).toEqual([]);
	});

	it('keeps helpers of tests apart from tests', () => {
		const tests = code.filter((file) => inProject(file).startsWith('test/'));
		const wrong = tests.filter((file) => /\.test\.mts$/.test(file) && /\/support\//.test(file));

		expect(wrong.map(inProject)).toEqual([]);
	});
});
