import { missingLines } from '../missing/text.ts';
import { featuresAndWho } from '../who/text.ts';
import type { MismatchExplanation } from './explain.ts';
import { entry } from '../../../text/columns.ts';

/**
 * An explained log line as text for a terminal: lines of at most 100 columns, without colour and without a newline at the end.
 *
 * @example
 * ```ts
 * import { explainMismatch, mismatchText } from 'cephwire/features';
 *
 * const text = mismatchText(explainMismatch('libceph: mon0 10.0.0.1:6789 feature set mismatch, my 4a042a42 < server\'s 2104a042a42, missing 21000000000'));
 * console.log(text.split('\n')[0]); // → peer            mon0 10.0.0.1:6789
 * ```
 */
export function mismatchText(explanation: MismatchExplanation): string {
  const { who, address, my, theirs, required, missing, lacking, features, remarks, space, logger, of } = explanation;
  const whose = (mask: typeof my, isFull: boolean): string => (mask === null ? '' : space === 'rados' && isFull ? featuresAndWho(mask) : mask.toString());
  return [
    ...entry('logged by', logger ?? ''),
    ...entry('peer', [who, address].filter((part) => part !== null).join(' ')),
    ...entry('my', whose(my, true)),
    // A server that requires more states only what both have, and what it requires.
    ...entry('theirs', whose(theirs, lacking === 'peer')),
    ...entry('required', required === null ? '' : `${lacking === null ? featuresAndWho(required) : required}${of === null ? '' : `; of ${OF[of] ?? of}`}`),
    ...entry('missing', lacking === null ? '' : `${missing}, on ${sideText(explanation)}`),
    ...remarks.flatMap((r) => entry('remark', r.text)),
    ...features.flatMap((m) => missingLines(lacking === null ? 'requires' : 'lacks', m)),
  ].join('\n');
}

const OF: Readonly<Record<string, string>> = { clients: 'clients', mons: 'monitors', osds: 'OSDs' };

function sideText({ lacking, actor, who }: MismatchExplanation): string {
  if (lacking === 'local') return { kernel: 'this kernel client', monitor: 'this monitor' }[actor as string] ?? 'the side that logged the line';
  return { server: 'the server', monitor: 'that monitor', client: 'connected clients', daemon: who ?? 'the daemon' }[actor as string] ?? 'the peer';
}
