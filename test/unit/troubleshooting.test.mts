/** docs/troubleshooting.md holds every error text of the code: `WRITE_DOCS=yes` renews it. */
import { describe, expect, it } from '@jest/globals';
import { describeAnswer, describeNoAnswer } from '../../nodes/Hamsa/hamsa/http/answer.ts';
import { expectInDocs, tableOf } from './support/docsTable.mts';
import { errorTexts, numberReasons } from './support/errorTexts.mts';

const PAGE = 'troubleshooting.md';
const markers = (what: string) =>
	[`<!-- made by test/unit/troubleshooting.test.mts: ${what} -->`, `<!-- end of ${what} -->`] as const;

/** As a piece of code in a cell of a table. */
const asCode = (text: string) => `\`${text.replaceAll('|', '\\|')}\``;
const asText = (text: string) => text.replace(/[|<*]/g, '\\$&');

/** The actions of all answers that are no success, each with its statuses. */
function answers(): string[][] {
	const statuses = new Map<string, number[]>();
	for (let status = 300; status < 600; status++) {
		const { action } = describeAnswer(status, {});
		statuses.set(action, [...(statuses.get(action) ?? []), status]);
	}
	// Most statuses share the words of all others.
	const named = (all: number[]) => {
		if (all.length < 5) return all.join(', ');
		return all[0] === 300 ? '300 to 399' : 'any other, such as 500, 502, 503, 504';
	};
	const byWidth = [...statuses].sort(
		([, one], [, other]) => Number(one.length > 100) - Number(other.length > 100),
	);
	return byWidth.map(([action, all]) => [named(all), asText(action)]);
}

const CODES = [
	['ECONNREFUSED', 'A wrong Base URL, or a firewall'],
	['ENOTFOUND', 'A typing error in Base URL, or no DNS where n8n runs'],
	['EAI_AGAIN', 'No DNS where n8n runs, often only for a moment'],
	['EHOSTUNREACH', 'No route: firewall, VPN, or a container without network'],
	['ECONNRESET', 'Hamsa, a proxy or a firewall closed the connection'],
	['ETIMEDOUT', 'Hamsa is slow, or something drops the packets; Timeout is under Settings > Request Options'],
	['ERR_BAD_RESPONSE', 'The connection ended in the middle of an answer'],
	['EPROTO', 'https to a port that speaks http, or a proxy in between'],
	['CERT_HAS_EXPIRED', 'A proxy with an old certificate, or the clock of the machine is wrong'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'A wrong host in Base URL, or a proxy that shows its own certificate'],
	[
		'SELF_SIGNED_CERT_IN_CHAIN',
		'A proxy that opens TLS; give n8n its certificate with `NODE_EXTRA_CA_CERTS`',
	],
] as const;

const noAnswer = (code: string) =>
	describeNoAnswer(Object.assign(new Error('failed'), { code }), '…').message;

describe('docs/troubleshooting.md', () => {
	it('has every error text of the code', () => {
		const rows = errorTexts().map(({ message, action }) => [
			asCode(message),
			action === '' ? 'The error itself says it' : asText(action),
		]);

		expect(rows.length).toBeGreaterThan(50);
		expectInDocs(PAGE, ...markers('errors'), tableOf(['The error says', 'What to do'], rows));
	});

	it('has every reason why a number is rejected', () => {
		const reasons = numberReasons();

		expect(reasons.length).toBeGreaterThan(20);
		expectInDocs(
			PAGE,
			...markers('numbers'),
			reasons.map((reason) => `- ${asCode(`Phone Number … ${reason}`)}`).join('\n'),
		);
	});

	it("has what to do about each of Hamsa's answers", () => {
		expectInDocs(PAGE, ...markers('answers'), tableOf(['HTTP', 'What to do'], answers()));
	});

	it('has the ways in which no answer comes', () => {
		const rows = CODES.map(([code, cause]) => [asCode(noAnswer(code)), cause]);

		// Each of the codes has words of its own.
		expect(new Set(rows.map(([words]) => words)).size).toBe(CODES.length);
		expectInDocs(PAGE, ...markers('connections'), tableOf(['The error says', 'Likely cause'], rows));
	});
});
