/** Lists of several countries, and the campaigns that become of them. */
import type { IDataObject } from 'n8n-workflow';
import type { CampaignBody } from '../../../support/campaign.mts';
import { locator } from '../../../support/operations.mts';

/** Calling Hours as they are when the node is added. */
export const WORKING = { callingHours: 'working' };

/** Hours that are chosen, on each recipient's own clock, on the working days of his country. */
export const OWN_CLOCK = {
	callingHours: 'custom',
	callingDays: 'workingDays',
	scheduledTimezone: locator('recipient'),
};

/** The limits of local hours, as they are when nobody changes them. */
export const GUARD = { limits: { earliestLocalTime: '08:00', latestLocalTime: '21:00' } };

/** Numbers that tell their time zone. */
export const SAUDI = '+966501000000';
export const EMIRATI = '+971501234567';
export const NEW_YORK = '+12125550123';
export const LONDON = '+442071234567';
export const SYDNEY = '+61291234567';

/** A mobile of a country with so many time zones that none of its hours is working time in all. */
export const RUSSIAN_MOBILE = '+79161234567';

/** A mobile of a country with a few time zones. */
export const AUSTRALIAN_MOBILE = '+61412345678';

/** Rows with these numbers. */
export const rowsWith = (...numbers: string[]): IDataObject[] => numbers.map((phone) => ({ phone }));

/** Campaigns as they were sent, each in a line, with the numbers in it. */
export const told = (posts: CampaignBody[]): Array<[campaign: string, ...numbers: string[]]> =>
	posts.map(({ name, timeRange, scheduledTimezone, recipients }) => {
		const days = timeRange.days.map((day) => day.charAt(0) + day.charAt(1).toLowerCase()).join(' ');
		return [
			`${name}: ${days} ${timeRange.startCallingTime}-${timeRange.endCallingTime} ${scheduledTimezone}`,
			...recipients.map(({ phoneNumber }) => phoneNumber),
		];
	});
