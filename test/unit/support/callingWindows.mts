/** What the tests of the calling window share. */
export const OFFICE = {
	callingDays: 'mondayToFriday',
	days: [],
	startCallingTime: '09:00',
	endCallingTime: '17:00',
};

/** The instant of a wall time, with its offset written out. */
export const at = (iso: string) => Date.parse(iso);

const EVERY_DAY = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** A clock on which it is noon. */
function zoneWhereItIsNoon(): string {
	const ahead = 12 - new Date().getUTCHours();
	if (ahead === 0) return 'Etc/UTC';
	// IANA counts these from the other side.
	return ahead > 0 ? `Etc/GMT-${ahead}` : `Etc/GMT+${-ahead}`;
}

/** The hours of a campaign: from one midnight to the next but for a minute, far from which it is now. */
export const openHours = () => ({
	timeRange: { days: EVERY_DAY, startCallingTime: '00:00', endCallingTime: '23:59' },
	scheduledTimezone: zoneWhereItIsNoon(),
});
