/** One thing that was said. */
export interface Utterance {
	/** `agent` or `user`, or the payload's own word in lower case. */
	speaker?: string;
	text: string;
}

const textOf = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

const said = (speaker: unknown, text: string): Utterance => ({
	...(textOf(speaker) === undefined ? {} : { speaker: String(speaker).toLowerCase() }),
	text,
});

/** One entry of a list: `{ Agent: "…" }`, `{ user: "…" }`, or one with fields of its own for speaker and text. */
function readEntry(entry: unknown): Utterance[] {
	if (typeof entry === 'string') return entry === '' ? [] : [said(undefined, entry)];
	if (typeof entry !== 'object' || entry === null) return [];
	const { speaker, role, text, content, message } = entry as Record<string, unknown>;
	const words = textOf(text) ?? textOf(content) ?? textOf(message);
	if (words !== undefined) return [said(speaker ?? role, words)];
	return Object.entries(entry).flatMap(([who, spoken]) => {
		const found = textOf(spoken);
		return found === undefined ? [] : [said(who, found)];
	});
}

/**
 * What was said, as a list. `value` is the payload's transcription; one update of a running call holds a single entry, or
 * text, or nothing, where `fields` tells who spoke. Undefined when nothing was said.
 */
export function readTranscript(
	value: unknown,
	fields: ReadonlyMap<string, unknown>,
): Utterance[] | undefined {
	const words = textOf(value) ?? textOf(fields.get('text'));
	if (words !== undefined) return [said(fields.get('speaker') ?? fields.get('role'), words)];
	const entries = (Array.isArray(value) ? value : [value]).flatMap(readEntry);
	return entries.length === 0 ? undefined : entries;
}
