import { kernelText, matchText } from '../match/text.ts';
import { missingLines } from '../missing/text.ts';
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
  const { who, address, my, theirs, missing, lacking, features, remarks, matches, kernel } = explanation;
  const senders = [...matches.map(matchText), ...(kernel === null ? [] : [kernelText(kernel)])].join('; ');
  return [
    ...entry('peer', [who, address].filter((part) => part !== null).join(' ')),
    ...entry('my', my === null ? '' : `${my}${senders === '' ? '' : `, ${senders}`}`),
    ...entry('theirs', theirs === null ? '' : theirs.toString()),
    ...entry('missing', `${missing}, ${lacking === 'local' ? 'on the side that logged the line' : 'on the peer'}`),
    ...remarks.flatMap((r) => entry('remark', r.text)),
    ...features.flatMap((m) => missingLines('lacks', m)),
  ].join('\n');
}
