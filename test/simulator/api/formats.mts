const DATE_TIME =
	/^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** An instant with an offset (RFC 3339) on a day that exists. */
function isDateTime(text: string): boolean {
	const [, year, month, day] = DATE_TIME.exec(text) ?? [];
	// Day 0 of the next month is the last day of this one.
	return day !== undefined && Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

/** The formats that the OpenAPI document names; the enforcing library brings none of these. */
export const formats = {
	uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
	'date-time': isDateTime,
};
