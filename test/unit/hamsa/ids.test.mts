import { describe, expect, it } from '@jest/globals';
import { phoneNumberList } from '../../../nodes/Hamsa/hamsa/account.ts';
import { callList } from '../../../nodes/Hamsa/hamsa/calls.ts';
import { campaignList } from '../../../nodes/Hamsa/hamsa/campaigns.ts';
import { sameId } from '../../../nodes/Hamsa/hamsa/ids.ts';

describe('IDs', () => {
	it.each([
		['A0B', ' a0b ', true],
		['a0b', 'a0c', false],
		[undefined, undefined, false],
		[7, 7, false],
	])('%j and %j are the same: %s', (a, b, expected) => {
		expect(sameId(a, b)).toBe(expected);
	});

	it.each([
		['campaigns', campaignList],
		['calls', callList],
		['phone numbers', phoneNumberList],
	])('of a voice agent are in small letters in the request for a list of %s', (_, list) => {
		expect(list({ voiceAgentId: 'A0B' }).query).toMatchObject({ voiceAgentId: 'a0b' });
		expect(list({}).query).not.toHaveProperty('voiceAgentId');
	});
});
