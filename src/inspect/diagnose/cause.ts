import { CODEC_RELEASES } from '../../features/codec_release.ts';
import { isKernelName, kernelNamed } from '../../features/kernel_reader.ts';
import type { Kernel } from '../../features/kernel_reader.ts';
import { firstText, releasesText } from '../../features/releases_text.ts';
import { monMapByRelease } from '../../types/mon/MonMap/releases.ts';
import type { MonMap } from '../../types/mon/MonMap/MonMap.ts';
import { blankInMonAddr, monMapIn, monsText, oneOfEachType, refusedInKernel, setAddrs, withV1 } from './mon_map.ts';
import type { Mon } from './mon_map.ts';
import { readerText } from './reader.ts';
import type { Reading } from './reading.ts';

/** What someone can do about a verdict. */
export interface Remedy {
  /** Who has to act: whoever runs the client, the operator of the cluster, or a program that encodes the object. */
  readonly actor: 'client' | 'operator' | 'program';
  /** What to do; its first words say who. */
  readonly text: string;
  /** What it costs; null if nothing. */
  readonly cost: string | null;
}

/** Why a peer cannot read the bytes, if no bit of its features is to blame. */
export interface Cause {
  /** `the map: …`, `the sender: …`. */
  readonly text: string;
  /** The best first. */
  readonly remedies: readonly Remedy[];
}

const IN_USER_SPACE: Remedy = {
  actor: 'client',
  text: 'on the client: a client in user space, such as ceph-fuse or rbd-nbd, of nautilus or later',
  cost: 'slower than the kernel',
};
const RESTARTS = 'the monitor restarts';

/**
 * Finds why a reader cannot read a value.
 *
 * @param readings how the others read the same bytes
 * @param lacking the features that the peer has, and that the peer for which the bytes were written lacks
 */
export function causeOf(value: unknown, reading: Reading, readings: readonly Reading[], lacking: readonly string[]): Cause | null {
  if (lacking.length > 0) return forAnother(lacking);
  const map = monMapIn(value);
  const kernel = kernelNamed(reading.release);
  const cause = map === undefined ? null : kernel === undefined ? causeInRelease(map, reading) : causeInKernel(map, kernel, reading, readings);
  const upgrades = kernel === undefined ? upgrade(reading, readings) : [];
  if (cause !== null) return { ...cause, remedies: [...upgrades, ...cause.remedies] };
  return upgrades.length === 0 ? null : { text: `the sender: it writes what ${upgrades[0]?.since ?? ''} and later read`, remedies: upgrades };
}

function forAnother(lacking: readonly string[]): Cause {
  const text = `these bytes were written for another peer, without ${lacking.join(', ')}: encode for the features that the client itself advertises`;
  return { text: `the sender: it wrote for a peer without ${lacking.join(', ')}, which this peer has`, remedies: [{ actor: 'program', text, cost: null }] };
}

/** To the release from which on every release reads the bytes. */
function upgrade({ release }: Reading, readings: readonly Reading[]): (Remedy & { readonly since: string })[] {
  const releases = readings.filter((reading) => !isKernelName(reading.release));
  const at = releases.map(({ verdict }) => verdict !== 'reads').lastIndexOf(true) + 1;
  const reads = releases[at]?.release;
  if (reads === undefined || isKernelName(reads) || at <= releases.findIndex((reading) => reading.release === release)) return [];
  const since = firstText(reads);
  return [{ actor: 'client', text: `on the client: upgrade it to ${since} or later`, cost: null, since }];
}

function causeInKernel(map: MonMap, kernel: Kernel, { error }: Reading, readings: readonly Reading[]): Cause | null {
  const { size } = map.monInfo;
  if (error?.path.endsWith('.count') === true) return size === 0 ? none() : tooMany(size);
  const { several, none: without } = refusedInKernel(map, kernel.isMsgr2);
  const type = kernel.isMsgr2 ? 'v2' : 'v1';
  const other = otherMode(kernel, readings);
  if (several.length > 0) {
    return {
      text: `the map: ${monsText(several)} ${several.length === 1 ? 'has' : 'have'} more than one address of type ${type}; no version of Linux takes such a monitor`,
      remedies: [...other, ...forEach(several, (mon) => ({
        actor: 'operator', text: `in the cluster: one address of each type, for example ${setAddrs(mon, oneOfEachType(mon.addrs))}, then restart the monitor`, cost: `${RESTARTS}, and is not reached at its other addresses`,
      })), IN_USER_SPACE],
    };
  }
  if (without.length === 0) return null;
  const text = `the map: ${monsText(without)} ${without.length === 1 ? 'has' : 'have'} no address of type ${type}, and Linux with ms_mode ${kernel.msMode} needs one of every monitor`;
  if (!kernel.isMsgr2) return { text, remedies: [...other, ...addV1(without), IN_USER_SPACE] };
  return { text, remedies: [{ actor: 'operator', text: 'in the cluster: ceph mon enable-msgr2, once all monitors are of nautilus or later', cost: null }, ...other, IN_USER_SPACE] };
}

function tooMany(size: number): Cause {
  const text = `the map: it has ${size} monitors, and Linux takes ${size === 31 ? '30 before 4.19, and 31 since' : '31 at most'}`;
  const rm: Remedy = { actor: 'operator', text: `in the cluster: remove monitors with ceph mon rm <name>; five or seven are enough for any cluster`, cost: 'fewer may fail at once' };
  const newer: Remedy = { actor: 'client', text: 'on the client: Linux 4.19 or later', cost: null };
  return { text, remedies: [...(size === 31 ? [newer] : []), rm, IN_USER_SPACE] };
}

function none(): Cause {
  const text = 'the map: it has no monitors, which no monitor sends: the bytes are damaged, or the sender is no monitor';
  return { text, remedies: [{ actor: 'client', text: 'on the client: Linux 5.15.216, 6.1.183, 6.6.148, 6.12.101, 6.18.42, 7.1.6 or later refuses the map, and does not crash', cost: null }] };
}

/** The other messenger, if the client reads the map with it. Before 5.11 there is only one. */
function otherMode({ isMsgr2, era }: Kernel, readings: readonly Reading[]): Remedy[] {
  const reads = readings.some(({ release, verdict }) => {
    const other = kernelNamed(release);
    return other?.era === era && other.isMsgr2 !== isMsgr2 && verdict === 'reads';
  });
  if (!reads) return [];
  if (isMsgr2) return [{ actor: 'client', text: 'on the client: mount or map with ms_mode=legacy', cost: 'messenger v1 does not encrypt' }];
  return [{ actor: 'client', text: 'on the client: mount or map with ms_mode=prefer-crc (or crc, secure, prefer-secure), and give the v2 ports of the monitors', cost: null }];
}

function causeInRelease(map: MonMap, reading: Reading): Cause | null {
  const { release, verdict } = reading;
  const blank = blankInMonAddr(map);
  if (verdict !== 'aborts') return null;
  if (blank.length === 0) return contradiction(reading);
  const writers = (how: string): string => releasesText(CODEC_RELEASES.filter((r) => monMapByRelease(r).monAddrWithoutLegacy === how).map(({ name }) => name));
  return {
    text: `the sender: ${monsText(blank)} ${blank.length === 1 ? 'has' : 'have'} no v1 address, so ${writers('blank')} leave mon_addr blank, but write the v2 address as v1 in mon_info; ${readerText(release)} asserts that the two agree. ${writers('relabelled')} write the ip and port of the v2 address in both`,
    remedies: [...addV1(blank), {
      actor: 'operator', text: `in the cluster: upgrade the monitors: to ${writers('relabelled')}`,
      cost: `the client then reads the map, but does not reach ${monsText(blank)}`,
    }],
  };
}

/** Two monitors with one address, or a mon_addr that no monitor writes beside this mon_info. */
function contradiction({ release, error }: Reading): Cause {
  return {
    text: `the map: ${error?.reason.replace(/;.*/, '') ?? 'it contradicts itself'}, and ${readerText(release)} asserts that this is not so`,
    remedies: [{ actor: 'operator', text: 'in the cluster: an address of its own for each monitor, with ceph mon set-addrs', cost: RESTARTS }],
  };
}

function addV1(mons: readonly Mon[]): Remedy[] {
  return forEach(mons, (mon) => ({
    actor: 'operator', text: `in the cluster: a v1 address for each monitor, for example ${setAddrs(mon, withV1(mon.addrs))}, with ms_bind_msgr1 true, then restart the monitor`, cost: `${RESTARTS}; messenger v1 does not encrypt`,
  }));
}

/** The remedy for the first of them, which is an example for all. */
function forEach(mons: readonly Mon[], remedy: (mon: Mon) => Remedy): Remedy[] {
  return mons.slice(0, 1).map(remedy);
}
