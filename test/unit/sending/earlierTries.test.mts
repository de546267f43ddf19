/** What a try that fails says when earlier tries of the run have sent something. */
import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '../../../nodes/Hamsa/sending/attempts.ts';
import { afterEarlierTries } from '../../../nodes/Hamsa/sending/earlierTries.ts';
import { InputError, SendError } from '../../../nodes/Hamsa/shared/errors.ts';

const words = {
	wasMade: 'the thing was made',
	mayExist: 'Look for it.',
	name: ({ id }: { id?: unknown }) => `thing ${String(id)}`,
};
const attempt = (more: Partial<Attempt>): Attempt => ({
	outcome: 'open',
	startedAt: 0,
	trace: {},
	seen: [],
	...more,
});
const after = (error: unknown, ...attempts: Attempt[]) => afterEarlierTries(error, attempts, words);

describe('an error after earlier tries', () => {
	const early = new InputError('The date is past, so nothing was sent', 'Choose another.');

	it('that has looked and found out nothing is told as it is', () => {
		const looked = SendError.unknown('Hamsa does not list it yet', 'Look for it.');

		expect(after(looked, attempt({}))).toBe(looked);
	});

	it('that came before a look says that the thing may exist, and no more that nothing was sent', () => {
		expect(after(early, attempt({ reason: 'HTTP 500' }))).toMatchObject({
			mayExist: true,
			message:
				'An earlier try of this run did not learn whether the thing was made (HTTP 500), and this try stopped before it could look: The date is past',
			action: 'Look for it. Choose another.',
		});
	});

	it('that Hamsa could not be asked says so too, since what was sent before may exist', () => {
		const refused = SendError.refused('Hamsa is away', 'Try later. Nothing was sent.');

		expect(after(refused, attempt({}))).toMatchObject({
			mayExist: true,
			message: expect.stringMatching(/^An earlier try of this run did not learn .*: Hamsa is away$/),
			action: 'Look for it. Try later.',
		});
	});

	it('names what was made', () => {
		expect(after(early, attempt({ outcome: 'created', created: { id: 7 } }))).toMatchObject({
			message: 'The date is past',
			action: 'Choose another. An earlier try of this run made thing 7.',
		});
	});

	it('is told as it is when nothing was sent', () => {
		expect(after(early)).toBe(early);
	});
});
