/**
 * A map that forgets: it holds `most` entries, and for one more it drops the entry that was set longest ago. Setting a key
 * again makes it the newest.
 */
export class BoundedMap<K, V> {
	private readonly entries = new Map<K, V>();

	constructor(private readonly most: number) {}

	has(key: K): boolean {
		return this.entries.has(key);
	}

	get(key: K): V | undefined {
		return this.entries.get(key);
	}

	set(key: K, value: V): void {
		this.entries.delete(key);
		this.entries.set(key, value);
		if (this.entries.size > this.most) this.entries.delete(this.entries.keys().next().value!);
	}

	delete(key: K): void {
		this.entries.delete(key);
	}
}
