/** What the tests of the calling window share. */
export const OFFICE = {
	callingDays: 'mondayToFriday',
	days: [],
	startCallingTime: '09:00',
	endCallingTime: '17:00',
};

/** The instant of a wall time, with its offset written out. */
export const at = (iso: string) => Date.parse(iso);
