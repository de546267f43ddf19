/** An ID in the one way of writing by which IDs are compared: Hamsa's are UUIDs, whose letter case means nothing. */
export const idKey = (id: string): string => id.trim().toLowerCase();

/** Whether two values are the same ID. What is no text is the ID of nothing. */
export const sameId = (a: unknown, b: unknown): boolean =>
	typeof a === 'string' && typeof b === 'string' && idKey(a) === idKey(b);

/** Filters of a list with the voice agent as `idKey` writes it: a list may compare IDs letter by letter. */
export const withAgentKey = <T extends { voiceAgentId?: string }>(filters: T): T =>
	filters.voiceAgentId === undefined ? filters : { ...filters, voiceAgentId: idKey(filters.voiceAgentId) };
