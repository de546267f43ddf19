/** Slots of the smallest table; always a power of two. */
const FIRST_SLOTS = 1024;

/** FNV-1a over the characters' codes, 32 bits. */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	}
	return hash ^ (hash >>> 15);
}

/**
 * Tells of each text whether it comes for the first time. An open hash table over typed arrays, because for a hundred
 * thousand fresh texts a Set takes several times as long: more than cleaning the numbers does.
 */
export function createFirstTimeTest(): (text: string) => boolean {
	const texts: string[] = [];
	/** Position in `texts` plus 1 by slot; 0 is a free slot. */
	let slots = new Int32Array(FIRST_SLOTS);
	/** Hash by position in `texts`. */
	let hashes = new Int32Array(FIRST_SLOTS / 2);

	const grow = (): void => {
		const size = slots.length * 2;
		slots = new Int32Array(size);
		const larger = new Int32Array(size / 2);
		larger.set(hashes);
		hashes = larger;
		for (let position = 0; position < texts.length; position++) {
			let slot = hashes[position]! & (size - 1);
			while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
			slots[slot] = position + 1;
		}
	};

	return (text) => {
		const hash = hashOf(text);
		const last = slots.length - 1;
		let slot = hash & last;
		for (let taken = slots[slot]!; taken !== 0; taken = slots[slot]!) {
			if (hashes[taken - 1] === hash && texts[taken - 1] === text) return false;
			slot = (slot + 1) & last;
		}
		hashes[texts.length] = hash;
		slots[slot] = texts.push(text);
		if (texts.length === hashes.length) grow();
		return true;
	};
}
