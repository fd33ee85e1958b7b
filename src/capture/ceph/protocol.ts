import type { End, TcpConnection } from '../tcp/event.ts';

/** What the first bytes of a stream say. */
export type Guess = 1 | 2 | 'neither' | 'too short';

const BANNER = 'ceph v';

/** Which messenger a stream begins with: their banners differ in the seventh byte, `ceph v0` and `ceph v2`. */
export function guessVersion(start: Uint8Array): Guess {
  for (let i = 0; i < BANNER.length; i++) {
    if (i === start.length) return 'too short';
    if (start[i] !== BANNER.charCodeAt(i)) return 'neither';
  }
  switch (start[BANNER.length]) {
    case 0x30:
      return 1;
    case 0x32:
      return 2;
    case undefined:
      return 'too short';
    default:
      return 'neither';
  }
}

/** The ports of monitors, of both messengers, and those that the other daemons bind. Source  ceph v16.0.0 src/common/options.cc ms_bind_port_min, ms_bind_port_max */
export function isCephPort(port: number): boolean {
  return port === 3300 || port === 6789 || (port >= 6800 && port <= 7568);
}

/** Which end is the client, where there was no SYN to tell: the one whose port is no daemon's, else the one with the higher port. */
export function guessClient({ endpoints: [first, second] }: TcpConnection): End {
  const [isFirst, isSecond] = [isCephPort(first.port), isCephPort(second.port)];
  if (isFirst !== isSecond) return isFirst ? 1 : 0;
  return first.port >= second.port ? 0 : 1;
}
