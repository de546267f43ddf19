import { describe, expect, it } from '@jest/globals';
import { neverReached } from '../../../nodes/Hamsa/hamsa/http/neverReached.ts';

/** As n8n and axios wrap what Node reports. */
const wrapped = (fields: object) =>
	Object.assign(new Error('n8n'), { cause: Object.assign(new Error('axios'), { cause: fields }) });

describe('failures before a request was sent', () => {
	it.each([
		['a refused connection', { code: 'ECONNREFUSED', syscall: 'connect' }],
		['a host that is out of reach', { code: 'EHOSTUNREACH', syscall: 'connect' }],
		['a network that is out of reach', { code: 'ENETUNREACH', syscall: 'connect' }],
		['a connection that was not answered', { code: 'ETIMEDOUT', syscall: 'connect' }],
		['an unknown host', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
		['a name that could not be looked up', { code: 'EAI_AGAIN' }],
		['a certificate of its own', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
		['a certificate of another name', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
		['a certificate of the future', { code: 'CERT_NOT_YET_VALID' }],
		[
			'an end before TLS',
			{
				code: 'ECONNRESET',
				message: 'Client network socket disconnected before secure TLS connection was established',
			},
		],
		[
			'several addresses that all refuse',
			{
				code: 'ECONNREFUSED',
				errors: [
					{ code: 'ECONNREFUSED', syscall: 'connect' },
					{ code: 'ETIMEDOUT', syscall: 'connect' },
				],
			},
		],
	])('%s', (_, fields) => {
		expect(neverReached(wrapped(fields))).toBe(true);
	});
});

describe('failures that may come after a request was sent', () => {
	it.each([
		['a lost connection', { code: 'ECONNRESET', syscall: 'read', message: 'socket hang up' }],
		['a host that became unreachable', { code: 'EHOSTUNREACH', syscall: 'read' }],
		['a connection that died', { code: 'ETIMEDOUT', syscall: 'read' }],
		['a time-out', { code: 'ECONNABORTED', message: 'timeout of 300ms exceeded' }],
		['a TLS failure in the middle', { code: 'EPROTO', syscall: 'write', message: 'bad record mac' }],
		[
			'several addresses of which one may have had it',
			{
				code: 'ECONNRESET',
				errors: [
					{ code: 'ECONNREFUSED', syscall: 'connect' },
					{ code: 'ECONNRESET', syscall: 'read' },
				],
			},
		],
		['half an answer', { code: 'ERR_BAD_RESPONSE' }],
		['anything else', { message: 'who knows' }],
	])('%s', (_, fields) => {
		expect(neverReached(wrapped(fields))).toBe(false);
	});

	it('no error at all', () => {
		expect([undefined, null, 'words', {}].map(neverReached)).toEqual([false, false, false, false]);
	});
});
