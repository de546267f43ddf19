/**
 * Times of the week in minutes from Monday 00:00, on some clock.
 */

/** Minutes of a day. */
export const MINUTES_OF_DAY = 24 * 60;
/** Minutes of a week. */
export const MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

/** A time of the week, from a minute on up to another one. */
export type Span = readonly [start: number, end: number];

/** `HH:mm` in minutes after midnight. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Minutes after midnight as `HH:mm`; a day later is the same. */
export function timeOf(minutes: number): string {
	const ofDay = minutes % MINUTES_OF_DAY;
	const twoDigits = (number: number) => String(number).padStart(2, '0');
	return `${twoDigits(Math.floor(ofDay / 60))}:${twoDigits(ofDay % 60)}`;
}

/** A span that may begin before the week or end after it, within the week: in two parts where it goes round. */
export function spansWithinWeek(start: number, length: number): Span[] {
	const from = ((start % MINUTES_OF_WEEK) + MINUTES_OF_WEEK) % MINUTES_OF_WEEK;
	const to = from + length;
	return to <= MINUTES_OF_WEEK
		? [[from, to]]
		: [
				[from, MINUTES_OF_WEEK],
				[0, to - MINUTES_OF_WEEK],
			];
}

/** The times that are in any of the spans, in order and each once. */
export function joined(spans: readonly Span[]): Span[] {
	const all: Span[] = [];
	for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
		const last = all.at(-1);
		if (last === undefined || last[1] < start) all.push([start, end]);
		else all[all.length - 1] = [last[0], Math.max(last[1], end)];
	}
	return all;
}

/** The times that are in both. */
export function intersect(some: readonly Span[], others: readonly Span[]): Span[] {
	return some.flatMap(([start, end]) =>
		others
			.map(([from, to]): Span => [Math.max(start, from), Math.min(end, to)])
			.filter(([from, to]) => from < to),
	);
}

/** The times of the week that are in none of the spans, which are as `joined` gives them. */
export function othersOfWeek(spans: readonly Span[]): Span[] {
	const edges = [0, ...spans.flat(), MINUTES_OF_WEEK];
	return Array.from({ length: edges.length / 2 }, (_, gap): Span => [
		edges[2 * gap]!,
		edges[2 * gap + 1]!,
	]).filter(([start, end]) => start < end);
}
