import type { End, TcpConnection } from '../tcp/event.ts';

/** What the first bytes of a stream show: the version of the messenger, or none. */
export type Guess = 1 | 2 | 'neither' | 'too short';

const BANNER = 'ceph v';

/** The version of the messenger that a stream begins with. The banners differ in the seventh byte, `ceph v0` and `ceph v2`. */
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

/**
 * Whether a port is a monitor's, of either messenger, or one that other daemons bind.
 *
 * Source  ceph v16.0.0 src/common/options.cc ms_bind_port_min, ms_bind_port_max
 */
export function isCephPort(port: number): boolean {
  return port === 3300 || port === 6789 || (port >= 6800 && port <= 7568);
}

/** Which end is the client if the capture has no SYN: the one whose port is not a daemon's, else the one with the higher port. */
export function guessClient({ endpoints: [first, second] }: TcpConnection): End {
  const [isFirst, isSecond] = [isCephPort(first.port), isCephPort(second.port)];
  if (isFirst !== isSecond) return isFirst ? 1 : 0;
  return first.port >= second.port ? 0 : 1;
}
