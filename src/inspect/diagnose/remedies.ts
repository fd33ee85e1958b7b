import type { ReaderName } from '../../features/codec_release.ts';
import type { Negotiation } from '../../features/judge/negotiate/negotiate.ts';
import { numbered } from '../../text/numbers.ts';
import type { Blame } from './blame.ts';
import type { Remedy } from './cause.ts';
import type { Cure } from './cure.ts';
import { monsText } from './mon_map.ts';
import type { Mon } from './mon_map.ts';
import { readerText } from './reader.ts';

/** The remedy for bits that are to blame; none if no bit is. */
export function bitRemedies(blame: readonly Blame[], release: ReaderName, { untrusted }: Negotiation): Remedy[] {
  if (blame.length === 0) return [];
  const bits = numbered('bit', blame.map(({ bit }) => bit));
  if (blame.some(({ isOffered }) => !isOffered)) {
    return [{
      actor: 'program', cost: null,
      text: `these bytes were written for another peer: find out who advertises ${bits} on behalf of this client, or encode for the features that the client itself advertises`,
    }];
  }
  const isUntrusted = blame.some(({ bit }) => untrusted.some((u) => u.bit === bit));
  const features = [...new Set(blame.flatMap((b) => b.features))].join(', ');
  const text = isUntrusted
    ? `patch the client so that it does not advertise ${bits}, or so that it supports ${features}`
    : `upgrade the client: ${readerText(release)} advertises ${bits}, but does not support this form`;
  return [{ actor: 'client', text, cost: null }];
}

/**
 * The remedy for these bytes only.
 *
 * @param isNegotiated whether what is negotiated with the peer leads to the cure
 * @param unreached the monitors that do not speak the messenger of the peer
 */
export function curedRemedies(type: string, cure: Cure | null, isNegotiated: boolean, unreached: readonly Mon[]): Remedy[] {
  if (cure === null) return [];
  const call = isNegotiated && !cure.isRepaired ? 'negotiate(local, peer)' : `{ release: '${cure.writer}', features: '${cure.features.toString()}' }`;
  const value = !cure.isRepaired ? 'value' : type === 'MonMap' ? '{ ...value, monAddr: null }' : '{ ...value, monmap: { ...value.monmap, monAddr: null } }';
  return [{
    actor: 'program',
    text: `for this object only: write it again for the peer with -o FILE, or in a program with encode(${codecName(type)}, ${value}, ${call})`,
    cost: unreached.length === 0 ? null : `the peer reads it, but still does not reach ${monsText(unreached)}`,
  }];
}

/** The name under which this library exports a type of Ceph: `MonInfo` for mon_info_t. */
export function codecName(type: string): string {
  return type.replace(/_[td]$/, '').replace(/(?:^|_)[a-z]/g, (start) => start.slice(-1).toUpperCase());
}
