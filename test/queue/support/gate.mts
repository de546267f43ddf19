import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be closed. */
export interface Gate {
	port: number;
	/** Cuts all connections and refuses new ones, as the end of the server behind it would. */
	close(): void;
	/** Lets connections through again, at the same port. */
	open(): Promise<void>;
}

/** Opens a gate on 127.0.0.1 to a port of 127.0.0.1, at a free port. */
export async function openGate(target: number): Promise<Gate> {
	const sockets = new Set<Socket>();
	let server: Server | undefined;
	let port = 0;

	function keep(socket: Socket, other: Socket): void {
		sockets.add(socket);
		// A broken connection is what a gate is for; "close" follows in any case.
		socket.on('error', () => undefined);
		socket.on('close', () => {
			sockets.delete(socket);
			other.destroy();
		});
	}

	function passOn(client: Socket): void {
		const behind = connect(target, '127.0.0.1');
		keep(client, behind);
		keep(behind, client);
		client.pipe(behind).pipe(client);
	}

	async function open(): Promise<void> {
		const opened = createServer(passOn);
		await new Promise<void>((resolve, reject) => {
			opened.once('error', reject);
			opened.listen(port, '127.0.0.1', resolve);
		});
		({ port } = opened.address() as AddressInfo);
		server = opened;
	}

	await open();
	return {
		port,
		open,
		close() {
			server?.close();
			server = undefined;
			for (const socket of sockets) socket.destroy();
		},
	};
}
