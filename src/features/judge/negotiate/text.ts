import { whoOrNearest } from '../who/text.ts';
import { missingLines } from '../missing/text.ts';
import type { NegotiatingSide, Negotiation } from './negotiate.ts';
import { entry } from '../../../text/columns.ts';

/**
 * A negotiation as text for a terminal: lines of at most 100 columns, without colour and without a newline at the end.
 *
 * @example
 * ```ts
 * import { negotiate, negotiationText } from 'cephwire/features';
 *
 * console.log(negotiationText(negotiate('pacific', 'hammer')).split('\n').slice(0, 2).join('\n'));
 * // → local           0x3f01cfbdfffdffff, pacific 16.2.11 to 16.2.15
 * // → peer            0x00c3ffffffffffff, hammer 0.94.7 to 0.94.10
 * ```
 */
export function negotiationText(negotiation: Negotiation): string {
  const { local, peer, trusted, untrusted, features, missing } = negotiation;
  return [
    ...entry('local', sideText(local)),
    ...entry('peer', sideText(peer)),
    ...untrusted.flatMap((bit) => entry('untrusted', bit.text)),
    ...entry('trusted', trusted.equals(peer.sanitized) ? '' : trusted.toString()),
    ...entry('negotiated', features.toString()),
    ...missing.peer.flatMap((m) => missingLines('peer lacks', m)),
    ...missing.local.flatMap((m) => missingLines('local lacks', m)),
  ].join('\n');
}

function sideText({ given, sanitized, who, nearest }: NegotiatingSide): string {
  const features = given.equals(sanitized) ? given.toString() : `${given}, sanitized ${sanitized}`;
  return `${features}, ${whoOrNearest(who, nearest)}`;
}
