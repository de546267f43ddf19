/** Rooms of nodes/Hamsa that are mutated, and the folders of test/engine whose tests can notice. Unit tests are found by their imports. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
	sending: ['campaign/protect', 'campaign/create', 'call'],
	recipients: ['campaign/protect', 'campaign/create'],
	phoneNumbers: ['campaign/create', 'call'],
	time: ['campaign/create', 'call'],
	triggers: ['triggers'],
};
