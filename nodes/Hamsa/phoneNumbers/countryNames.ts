import { alpha2ByAlpha3, countryNames } from '../libraries/data/countries';
import { metadata } from '../libraries/data/phoneMetadata';

/** Languages whose names of countries are read, as Unicode has them. */
const LANGUAGES = ['en', 'ar', 'fr', 'es', 'de', 'tr', 'ur', 'hi'];

/**
 * Names that Unicode and the ISO list lack: official names of the UN and ISO that do not follow the pattern of
 * {@link FORMAL_BEGINNING}, and what people write.
 */
const OTHER_NAMES: Readonly<Record<string, string>> = {
	AC: 'Ascension',
	AE: 'Emirates|U.A.E.|الإمارات|دولة الإمارات',
	AR: 'Argentine Republic|Argentine',
	BA: 'Bosnia',
	BL: 'Saint Barts|St Barths',
	BN: 'Nation of Brunei, Abode of Peace|Brunei Darussalam',
	BQ: 'Bonaire|Saba|Sint Eustatius',
	BS: 'The Bahamas',
	CC: 'Keeling Islands|Cocos Islands',
	CD: 'DRC|DR Congo|D.R. Congo|Congo DR|Congo DRC|Congo, Dem. Rep.|Congo Democratic Republic|Democratic Republic of Congo|Democratic Republic Congo|Congo Kinshasa|Zaire',
	CF: 'CAR',
	CG: 'Congo Republic|Republic of Congo|Republic Congo|Congo, Rep.|Congo Brazzaville',
	CH: 'Swiss Confederation',
	CN: "Mainland China|PRC|People's Republic of China",
	CV: 'Cabo Verde',
	CZ: 'Czech Rep.',
	DE: 'Deutschland|BRD',
	DM: 'Commonwealth of Dominica',
	DO: 'Dominican Rep.',
	DZ: "People's Democratic Republic of Algeria",
	EG: 'A.R.E.|جمهورية مصر العربية',
	ES: 'España',
	FK: 'Falklands|Malvinas',
	FM: 'Federated States of Micronesia',
	FR: 'French Republic',
	GA: 'Gabonese Republic',
	GB: 'U.K.|Britain|England|Scotland|Wales|Northern Ireland|United Kingdom of Great Britain and Northern Ireland|بريطانيا|إنجلترا|انگلینڈ|İngiltere|Großbritannien|Grande-Bretagne|Gran Bretaña|Angleterre|Inglaterra',
	GN: 'Republic of Guinea|Guinea Conakry|Guinée Conakry',
	GR: 'Hellenic Republic',
	GY: 'Co-operative Republic of Guyana',
	HK: 'Hong Kong SAR|Hong Kong, China|Hong Kong Special Administrative Region of China|HKSAR',
	HR: 'Hrvatska',
	IE: 'Eire|Éire',
	IR: 'Persia',
	IT: 'Italian Republic',
	JO: 'المملكة الأردنية الهاشمية',
	KG: 'Kyrgyz Republic|Kirghizia',
	KN: 'St Kitts',
	KP: "Democratic People's Republic of Korea|DPRK|DPR Korea|N. Korea|Korea North|Korea, Dem. People's Rep.|Korea DPR",
	KR: 'Republic of Korea|Korea South|Korea, Rep.|ROK|S. Korea|Korea (the Republic of)',
	LA: "Lao|Lao PDR|Lao People's Democratic Republic",
	LB: 'Lebanese Republic',
	LY: 'Libyan Arab Jamahiriya',
	MF: 'Saint Martin',
	MK: 'Macedonia|FYROM|The former Yugoslav Republic of Macedonia',
	MM: 'Burma',
	MO: 'Macau|Macau SAR|Macao SAR|Macau SAR China|Macao Special Administrative Region of China|Macau, China|Macao, China',
	MX: 'United Mexican States',
	NL: 'Holland',
	PN: 'Pitcairn',
	PS: 'Palestinian Territory, Occupied|Occupied Palestinian Territory|Palestinian Territory|West Bank and Gaza|Gaza|West Bank|Palestinian Authority',
	PT: 'Portuguese Republic',
	RU: 'Russian Fed.',
	SA: 'KSA|K.S.A.|Saudi|Arabia Saudita|السعودية|سعودي عرب',
	SH: 'Saint Helena, Ascension and Tristan da Cunha',
	SK: 'Slovak Republic',
	ST: 'São Tomé',
	SX: 'St. Maarten|Sint Maarten (Dutch part)',
	SY: 'Syrian Arab Republic|سورية',
	SZ: 'Swaziland',
	TA: 'Tristan da Cunha',
	TC: 'Turks and Caicos',
	TG: 'Togolese Republic',
	TL: 'East Timor|Timor Leste',
	TT: 'Trinidad',
	TW: 'Republic of China|ROC|Chinese Taipei|Taiwan, Province of China|Taiwan ROC',
	US: 'America|U.S.A.|U.S.|United States America|أمريكا|الولايات المتحدة الأمريكية|الولايات المتحدة الامريكية|ABD|Amerika|Estados Unidos de América|EE. UU.|EEUU|USA (United States)|États-Unis d’Amérique|Vereinigte Staaten von Amerika|Amerika Birleşik Devletleri|امریکہ',
	UY: 'Eastern Republic of Uruguay',
	VA: 'Vatican|Holy See|Vatican City State',
	VC: 'St Vincent',
	VG: 'BVI',
	VI: 'USVI|US Virgin Islands|Virgin Islands of the United States',
	VN: 'Viet Nam',
	YE: 'Republic of Yemen',
	ZA: 'RSA',
};

/** Names that several countries are called by: nobody can tell which is meant. */
const AMBIGUOUS: ReadonlyArray<readonly [names: string, isoCodes: readonly string[]]> = [
	['Korea|Corea|Corée|Kore|كوريا|کوریا|कोरिया', ['KR', 'KP']],
	['Congo|Kongo|الكونغو|کانگو|कांगो', ['CG', 'CD']],
	['Guinea|Guinée|Gine|غينيا|گنی|गिनी', ['GN', 'GW', 'GQ', 'PG']],
	['Virgin Islands', ['VG', 'VI']],
	['State of Georgia', ['GE', 'US']],
];

/** How official names begin: `Sultanate of Oman`, `Federal Democratic Republic of Ethiopia`, `دولة قطر`. */
const FORMAL_BEGINNING =
	/^(?:(?:(?:federal|federative|democratic|peoples|socialist|islamic|arab|oriental|plurinational|bolivarian|united|co|operative|cooperative|independent|hashemite|grand) )*(?:republic|kingdom|state|sultanate|emirate|principality|duchy|commonwealth|union|federation) of |(?:سلطنه|مملكه|دوله|جمهوريه) )/;

/** Cells that say that there is no country. */
const FILLER =
	/^(?:[\p{P}\p{S}\s]*|n[./\\ ]+a\.?|#n\/a!?|#ref!|none|nil|null|undefined|nan|unknown|unspecified|not (?:specified|available|set|applicable|known|provided)|no country|\(?blank\)?|empty|tbd|tba|false|other|keine?|unbekannt|aucun|inconnu|ninguno|desconocido|yok|bilinmiyor|لا يوجد|غير معروف|نامعلوم|अज्ञात)$/iu;

/** Whether a cell holds nothing but a sign that there is no country: `N/A`, `-`, `Unknown`. */
export function isFiller(text: string): boolean {
	return FILLER.test(text);
}

/** One form for all spellings: `The Côte d'Ivoire` and `cote divoire`, `الإمارات` and `الامارات`. */
function nameKey(name: string): string {
	return name
		.normalize('NFD')
		.replace(/[\u0300-\u036f\u064b-\u065f\u0670]/g, '')
		.toLowerCase()
		.replace(/\u0307/g, '')
		.replace(/ı/g, 'i')
		.replace(/ß/g, 'ss')
		.replace(/ة|ۃ|ہ|ۂ/g, 'ه')
		.replace(/[ىی]/g, 'ي')
		.replace(/ک/g, 'ك')
		.replace(/['’.]/g, '')
		.replace(/[^\p{L}\p{M}\d]+/gu, ' ')
		.replace(/(?<![\p{L}\p{M}])(?:the|and)(?![\p{L}\p{M}])/gu, ' ')
		.replace(/(?<![\p{L}\p{M}])st(?![\p{L}\p{M}])/gu, 'saint')
		.replace(/ +/g, ' ')
		.trim();
}

/** All ISO countries, and those that only libphonenumber knows. */
function allIsoCodes(): string[] {
	return [...new Set([...Object.keys(countryNames), ...Object.keys(metadata.countries)])];
}

/** Every name and the countries that bear it. */
function buildIsoCodesByName(): Map<string, Set<string>> {
	const byName = new Map<string, Set<string>>();
	const add = (name: string, iso: string) => {
		const key = nameKey(name);
		byName.set(key, (byName.get(key) ?? new Set<string>()).add(iso));
	};
	const isoCodes = allIsoCodes();
	for (const language of LANGUAGES) {
		for (const style of ['long', 'short'] as const) {
			const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none', style });
			for (const iso of isoCodes) {
				const name = names.of(iso);
				if (name !== undefined) add(name, iso);
			}
		}
	}
	for (const [iso, names] of Object.entries(countryNames)) {
		for (const name of names) add(name, iso);
	}
	for (const [iso, names] of Object.entries(OTHER_NAMES)) {
		for (const name of names.split('|')) byName.set(nameKey(name), new Set([iso]));
	}
	for (const [names, isoCodesOfName] of AMBIGUOUS) {
		for (const name of names.split('|')) byName.set(nameKey(name), new Set(isoCodesOfName));
	}
	return byName;
}

let isoCodesByName: Map<string, Set<string>> | undefined;

/** ISO codes of a name without what stands around it: official beginnings, `Islands`, the Arabic article. */
function isoCodesOfKey(key: string): readonly string[] {
	isoCodesByName ??= buildIsoCodesByName();
	const short = key.replace(FORMAL_BEGINNING, '');
	const forms = [key, `${key} islands`, key.replace(/ islands?$/, ''), `ال${key}`, key.replace(/^ال/, '')];
	for (const form of forms) {
		const found = isoCodesByName.get(form);
		if (found !== undefined) return [...found];
	}
	return short === key || short === '' ? [] : isoCodesOfKey(short);
}

/** The country of a code of two or three letters. */
function isoOfCode(code: string): string | undefined {
	if (Object.hasOwn(metadata.countries, code)) return code;
	return /^[A-Z]{3}$/.test(code) ? alpha2ByAlpha3[code] : undefined;
}

const isoCodesOfPart = (part: string): readonly string[] => {
	// Small letters are a word here: `no`, `in`.
	const iso = isoOfCode(part.trim());
	return iso === undefined ? isoCodesOfKey(nameKey(part)) : [iso];
};

/**
 * ISO codes that a code or a name can mean: none when it is unknown, several when it is ambiguous. Reads `SA`, `SAU`,
 * `Saudi Arabia`, `Kingdom of Saudi Arabia`, `Iran, Islamic Republic of`, `Saudi Arabia (KSA)`, `SA - Saudi Arabia`.
 */
export function isoCodesOf(text: string): readonly string[] {
	const iso = isoOfCode(text.toUpperCase());
	if (iso !== undefined) return [iso];
	const whole = isoCodesOfKey(nameKey(text));
	if (whole.length > 0) return whole;
	const undotted = isoOfCode(text.replace(/\./g, '').toUpperCase());
	if (undotted !== undefined) return [undotted];
	const [, name = '', addition = ''] = /^([^,(]+)[,(]([^)]*)\)?$/.exec(text) ?? [];
	const turned = addition === '' ? [] : isoCodesOfKey(nameKey(`${addition} ${name}`));
	if (turned.length > 0) return turned;
	const parts = text
		.split(/[(),;/|]|\s-\s/)
		.map(isoCodesOfPart)
		.filter((isoCodes) => isoCodes.length > 0);
	const common = parts.reduce((left, right) => left.filter((code) => right.includes(code)), parts[0] ?? []);
	return common.length > 0 ? common : [...new Set(parts.flat())];
}

/** A country's English name for messages, by its ISO code; the code itself when it has none. */
export function countryName(iso: string): string {
	if (iso === 'AC') return 'Ascension Island';
	if (iso === 'TA') return 'Tristan da Cunha';
	// The plain name is shared by four countries.
	if (iso === 'GN') return 'Republic of Guinea';
	return countryNames[iso]?.[0] ?? iso;
}
