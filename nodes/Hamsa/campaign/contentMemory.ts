import type { IDataObject } from 'n8n-workflow';

/** Campaigns remembered at the most; the oldest are forgotten first. */
const MOST_REMEMBERED = 10_000;

const contents = new Map<string, string>();

/** Who is called does not change after a campaign was created. Its time is part of the key in case an ID comes again. */
const keyOf = (baseUrl: string, { id, createdAt }: IDataObject) =>
	`${baseUrl} ${String(id)} ${String(createdAt)}`;

/**
 * What this process knows of the content of campaigns, so that a busy workflow does not read all recipients of its
 * earlier campaigns before each new one. Gone with the process: Hamsa is the record.
 */
export const contentMemory = {
	/** The content of a campaign as Hamsa lists it, undefined when it is not known. */
	get: (baseUrl: string, campaign: IDataObject): string | undefined => contents.get(keyOf(baseUrl, campaign)),
	set(baseUrl: string, campaign: IDataObject, content: string): void {
		contents.set(keyOf(baseUrl, campaign), content);
		if (contents.size > MOST_REMEMBERED) contents.delete(contents.keys().next().value!);
	},
};
