/**
 * The server that everything posts to, in a process of its own: reads, counts, answers. What was sent is looked at only
 * when the parent process asks, after the time has been taken.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { campaign, campaignsPath, digestOf } from '../subjects/campaign.mts';

/** What arrived since the last question. */
export interface Arrived {
	requests: number;
	bytes: number;
	recipients: number;
	/** Of all recipients, whatever their order. */
	digest: string;
}

interface Body {
	recipients: Array<{ phoneNumber: string; name?: string }>;
}

let bodies: Buffer[][] = [];

function takeStock(): Arrived {
	const recipients = bodies.flatMap(
		(chunks) => (JSON.parse(Buffer.concat(chunks).toString()) as Body).recipients,
	);
	const arrived = {
		requests: bodies.length,
		bytes: bodies.flat().reduce((sum, { length }) => sum + length, 0),
		recipients: recipients.length,
		digest: digestOf(recipients),
	};
	bodies = [];
	return arrived;
}

let campaigns = 0;

/** What a busy voice agent has already: a page of campaigns of the last hours, none with as many recipients. */
const earlierCampaigns = Array.from({ length: 99 }, (_, index) => ({
	...campaign,
	id: `earlier-${index}`,
	recipientsCount: index + 1,
	createdAt: new Date(Date.now() - (index + 1) * 60_000).toISOString(),
}));

const latestId = () => `campaign-${campaigns}`;

/** The body that arrived last, read when Hamsa would show it. */
const latest = () => JSON.parse(Buffer.concat(bodies.at(-1)!).toString()) as Body;

/** The campaign of that body as the list shows it. */
function stored() {
	return {
		...campaign,
		id: latestId(),
		recipientsCount: latest().recipients.length,
		createdAt: new Date().toISOString(),
	};
}

const server = createServer((request, response) => {
	const answer = (data: object) => {
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({ success: true, data }));
	};
	const path = request.url?.split('?')[0] ?? '';
	// A request of a subject that was given up comes when its stock was taken.
	const isThere = bodies.length > 0 && path === `${campaignsPath}/${latestId()}`;
	if (request.method === 'GET' && isThere) {
		answer({ ...stored(), recipients: { pending: latest().recipients } });
	} else if (path !== campaignsPath) {
		response.statusCode = 404;
		response.end();
	} else if (request.method === 'GET') {
		const created = bodies.length === 0 ? [] : [stored()];
		answer({ campaigns: [...created, ...earlierCampaigns], totalCount: created.length + 99 });
	} else {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			bodies.push(chunks);
			campaigns += 1;
			answer({ id: latestId(), name: 'Benchmark', status: 'PENDING' });
		});
	}
});

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', () => process.send?.({ arrived: takeStock() }));
process.on('disconnect', () => process.exit());
