/** Cells as people's lists hold them, and what becomes of each: the table of docs/phone-numbers.md is made of these. */

/** One cell. `becomes` is the number that is called; `rejected` is the reason of one that is not. */
export type NumberExample = { cell: string | number; country?: string } & (
	{ becomes: string } | { rejected: string }
);

export const NUMBER_EXAMPLES: readonly NumberExample[] = [
	{ cell: '+966 50 123 4567', becomes: '+966501234567' },
	{ cell: '00966501234567', becomes: '+966501234567' },
	{ cell: '٠٥٠١٢٣٤٥٦٧', country: 'SA', becomes: '+966501234567' },
	{ cell: '(050) 123-4567', country: 'Saudi Arabia', becomes: '+966501234567' },
	{ cell: 501234567, country: 'SA', becomes: '+966501234567' },
	{ cell: '+44 (0)20 7946 0958', becomes: '+442079460958' },
	{ cell: '+974055512345', becomes: '+97455512345' },
	{ cell: 'tel:+966-50-123-4567', becomes: '+966501234567' },
	{ cell: 'whatsapp:+966501234567', becomes: '+966501234567' },
	{ cell: '966501234567@c.us', becomes: '+966501234567' },
	{ cell: '4915112345678', country: 'DE', becomes: '+4915112345678' },
	{ cell: '0501234567', rejected: 'has no country code' },
	{ cell: '966501234567', rejected: 'Digits Without + Are International' },
	{ cell: '+971 4 300 8888/889', rejected: 'holds more than one number' },
	{ cell: '+966501234567, +966501234568', rejected: 'holds more than one number' },
	{ cell: '+966 11 400 0000 x123', rejected: 'has an extension' },
	{ cell: '9.66501E+11', rejected: 'is in scientific notation' },
	{ cell: '+61 7 5550 136', rejected: "is in no known range of Australia's numbering plan" },
	{ cell: '+96650123', rejected: 'is too short' },
	{ cell: '+1 900 234 5678', rejected: 'is a premium-rate number' },
	{ cell: '#N/A', rejected: 'is an error of the spreadsheet' },
	{ cell: 'call me', rejected: 'has no digits' },
	{ cell: '', rejected: 'is empty' },
];
