/** An ID in the one way of writing by which IDs are compared: Hamsa's are UUIDs, whose letter case means nothing. */
export const idKey = (id: string): string => id.trim().toLowerCase();

/** Whether two values are the same ID. What is no text is the ID of nothing. */
export const sameId = (a: unknown, b: unknown): boolean =>
	typeof a === 'string' && typeof b === 'string' && idKey(a) === idKey(b);
