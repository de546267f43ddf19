/** Whether an address of a socket is this machine's own (IPv4, IPv6, or IPv4 within IPv6). */
export const isLoopback = (address: string | undefined): boolean =>
	address !== undefined && /^(?:::1|(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.test(address);
