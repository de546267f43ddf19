/** Rows to Fix as CSV: the file of the rows that cannot be called. */
import { describe, expect, it } from '@jest/globals';
import type { IBinaryData } from 'n8n-workflow';
import { goodRows, useSimulator } from '../../support/campaign.mts';

const { create } = useSimulator();

const PREVIEW = { runMode: 'preview', recipientName: '={{ $json.name }}' };

describe('Rows to Fix as CSV', () => {
	const rows = [
		{ phone: '+966501234567', name: 'Sara', note: 'fine' },
		{ phone: 'call me', name: 'عمر', note: 'say "hi", please' },
		{ phone: '12', note: 'two\nlines', tags: ['a', 'b'], vip: false, visits: 0, none: null },
		{ phone: '+966501234567', name: 'Sara', note: 'a duplicate' },
	] as Array<Record<string, unknown>> as never[];
	const asCsv = { rowsToFix: true };

	const textOf = (file: IBinaryData | undefined) =>
		Buffer.from(String(file?.data), 'base64').toString('utf8');

	it('is a file for a spreadsheet: row, reason and the own columns of each row that cannot be called', async () => {
		const { outputs } = await create(rows, { ...PREVIEW, options: asCsv });

		const [first, ...others] = outputs[0]!;
		expect(first?.binary?.rowsToFix).toMatchObject({
			fileName: 'rows-to-fix.csv',
			mimeType: 'text/csv',
			fileExtension: 'csv',
		});
		expect(others.every(({ binary }) => binary === undefined)).toBe(true);
		const noCountry =
			'"Phone Number ""12"" has no country code; add + and the country code, or set Country of Local Numbers"';
		expect(textOf(first?.binary?.rowsToFix)).toBe(
			`\ufeff${[
				'row,reason,phone,name,note,tags,vip,visits,none',
				'2,"Phone Number ""call me"" has no digits",call me,عمر,"say ""hi"", please",,,,',
				`3,${noCountry},12,,"two\nlines","[""a"",""b""]",false,0,`,
			].join('\r\n')}\r\n`,
		);
	});

	it('that cannot be made is told of, and costs nobody the call', async () => {
		const loop: Record<string, unknown> = { phone: 'x' };
		loop.self = loop;

		const { status, json, warnings } = await create(
			[{ json: { phone: '+966501234567' } }, { json: loop as never }],
			{
				name: 'Loop',
				options: { ...asCsv, ifRowCannotBeCalled: 'leaveOut' },
			},
		);

		expect(status).toBe('success');
		expect(json).toMatchObject([{ created: true, recipientsCount: 1 }]);
		expect(warnings).toEqual([expect.stringMatching(/^The file with the rows to fix could not be made: /)]);
	});

	it.each([
		['without the option', rows, {}],
		['with the option off', rows, { rowsToFix: false }],
		['without a row to fix', goodRows(2), asCsv],
	])('is not there %s', async (_, items, options) => {
		const { outputs } = await create(items, { ...PREVIEW, options });

		expect(outputs.flat().filter(({ binary }) => binary !== undefined)).toEqual([]);
	});

	it('is there when people are called, too, and never for a model', async () => {
		const leaveOut = { ...asCsv, ifRowCannotBeCalled: 'leaveOut' };

		const sent = await create(rows, { ...PREVIEW, runMode: 'call', options: leaveOut });
		const tool = await create(
			[{}],
			{
				name: 'For a model',
				recipientsSource: 'json',
				recipients: '["+966501234567", "12"]',
				options: leaveOut,
			},
			{ asTool: true },
		);

		expect(sent.json).toMatchObject([{ created: true, rejectedCount: 2 }]);
		expect(textOf(sent.outputs[0]![0]!.binary?.rowsToFix)).toContain('عمر');
		expect(tool.json).toMatchObject([{ created: true, rejectedCount: 1 }]);
		expect(tool.outputs.flat().filter(({ binary }) => binary !== undefined)).toEqual([]);
	});
});
