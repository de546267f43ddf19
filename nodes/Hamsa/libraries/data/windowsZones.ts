import { WINDOWS_TO_IANA_MAP } from 'windows-iana';

const ENTRIES: ReadonlyArray<{ windowsName: string; iana: readonly string[] }> = WINDOWS_TO_IANA_MAP;

function zonesByName(): Record<string, string[]> {
	const byName: Record<string, string[]> = {};
	for (const { windowsName, iana } of ENTRIES) {
		byName[windowsName] = [...new Set([...(byName[windowsName] ?? []), ...iana])];
	}
	return byName;
}

/** The IANA zones of each name that Windows has for a zone, the one that Windows itself means first. */
export const windowsZones: Readonly<Record<string, readonly string[]>> = zonesByName();
