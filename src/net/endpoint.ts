/** An address to listen on, or to connect to. */
export interface Endpoint {
  /** A host name or an IP address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

const MAPPED_IPV4 = '::ffff:';

/**
 * Formats as `10.0.0.1:6789` or `[::1]:6789`. An IPv4 address that an IPv6 socket reports is formatted as IPv4.
 *
 * @example
 * ```ts
 * import { formatEndpoint } from 'cephwire/node';
 *
 * console.log(formatEndpoint({ host: 'fd00::1', port: 6789 })); // → [fd00::1]:6789
 * ```
 */
export function formatEndpoint({ host, port }: Endpoint): string {
  const address = host.startsWith(MAPPED_IPV4) && host.includes('.') ? host.slice(MAPPED_IPV4.length) : host;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/**
 * Parses `HOST:PORT`, with IPv6 in brackets.
 *
 * Errors  TypeError for anything else
 *
 * @example
 * ```ts
 * import { parseEndpoint } from 'cephwire/node';
 *
 * console.log(parseEndpoint('[fd00::1]:6789')); // → { host: 'fd00::1', port: 6789 }
 * ```
 */
export function parseEndpoint(text: string): Endpoint {
  const [, inBrackets, plain, digits = ''] = /^(?:\[([^[\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = inBrackets ?? plain;
  const port = Number(digits);
  if (host === undefined || port > 0xffff) throw new TypeError(`an endpoint is HOST:PORT, with IPv6 in brackets, got "${text}"`);
  return { host, port };
}
