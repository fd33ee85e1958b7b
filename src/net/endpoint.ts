/** Where to listen, or to connect to. */
export interface Endpoint {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

const MAPPED_IPV4 = '::ffff:';

/** `10.0.0.1:6789`, `[::1]:6789`; IPv4 that came over a socket of IPv6 as IPv4. */
export function formatEndpoint({ host, port }: Endpoint): string {
  const address = host.startsWith(MAPPED_IPV4) && host.includes('.') ? host.slice(MAPPED_IPV4.length) : host;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/**
 * Reads `HOST:PORT`, IPv6 in brackets.
 *
 * Errors  TypeError for anything else
 */
export function parseEndpoint(text: string): Endpoint {
  const [, inBrackets, plain, digits = ''] = /^(?:\[([^[\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = inBrackets ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 0xffff) throw new TypeError(`an endpoint is HOST:PORT, with IPv6 in brackets, got "${text}"`);
  return { host, port };
}
