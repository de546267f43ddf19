/** A map that holds so many entries at the most: beyond that, what was set longest ago is forgotten. */
export interface Memory<V> {
	get(key: string): V | undefined;
	/** Sets an entry anew, also as to when it is forgotten. */
	set(key: string, value: V): void;
	delete(key: string): void;
}

/** An empty memory for at most so many entries. */
export function createMemory<V>(most: number): Memory<V> {
	const entries = new Map<string, V>();
	return {
		get: (key) => entries.get(key),
		set(key, value) {
			entries.delete(key);
			entries.set(key, value);
			if (entries.size > most) entries.delete(entries.keys().next().value!);
		},
		delete: (key) => void entries.delete(key),
	};
}
