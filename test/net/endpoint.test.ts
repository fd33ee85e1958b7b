import { describe, expect, it } from 'vitest';
import { formatEndpoint, parseEndpoint } from '../../src/net/endpoint.ts';

describe('parseEndpoint', () => {
  it.each([
    ['10.0.0.1:6789', { host: '10.0.0.1', port: 6789 }],
    ['mon.example.org:0', { host: 'mon.example.org', port: 0 }],
    ['[2001:db8::1]:65535', { host: '2001:db8::1', port: 65535 }],
    ['[fe80::1%eth0]:3300', { host: 'fe80::1%eth0', port: 3300 }],
  ])('parses %s, which is formatted as it was', (text, endpoint) => {
    expect(parseEndpoint(text)).toEqual(endpoint);
    expect(formatEndpoint(endpoint)).toBe(text);
  });

  it.each(['', '6789', ':6789', '10.0.0.1', '10.0.0.1:', '10.0.0.1:65536', '10.0.0.1:-1', '::1:6789', '[::1]', '[]:6789', '10.0.0.1:6789 ', 'v1:10.0.0.1:6789'])(
    'refuses "%s"',
    (text) => expect(() => parseEndpoint(text)).toThrow(new TypeError(`an endpoint is HOST:PORT, with IPv6 in brackets, got "${text}"`)),
  );
});

describe('formatEndpoint', () => {
  it('formats an IPv4 address from an IPv6 socket as IPv4', () => {
    expect(formatEndpoint({ host: '::ffff:10.0.0.1', port: 1 })).toBe('10.0.0.1:1');
    expect(formatEndpoint({ host: '::ffff:0:1', port: 1 })).toBe('[::ffff:0:1]:1');
  });
});
