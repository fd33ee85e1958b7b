import { entry } from '../../text/columns.ts';
import { counted } from '../../text/numbers.ts';
import { visible } from '../../text/visible.ts';
import { readerText } from '../diagnose/reader.ts';
import { formText, peerText, verdictLines } from '../diagnose/text.ts';
import type { Loss } from './losses.ts';
import type { Seen } from './seen_by.ts';

/** So many lines are listed; the rest is counted. */
const LISTED = 12;

/**
 * What a client sees as text for a terminal: lines of at most 100 columns, without a newline at the end.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { decode, MonMap } from 'cephwire';
 * import { seenBy, seenText } from 'cephwire/inspect';
 *
 * const map = decode(MonMap, readFileSync('monmap.bin'));
 * console.log(seenText(seenBy(MonMap, map, { server: 'pacific', client: 'luminous' })));
 * // → server          pacific, 0x3f01cfbdfffdffff
 * // → client          0x3ffddff8eeacfffb, luminous 12.2.11 to 12.2.13; it decodes as luminous
 * // → sends           MonMap, 186 bytes, struct_v 5, ADDR2 addresses
 * // → verdict         luminous reads them
 * // →                 it sees the whole value
 * ```
 */
export function seenText<T>({ server, own, client, bytes, verdict, notSent, notRead, seenOtherwise, instead }: Seen<T>): string {
  return [
    ...entry('server', `${server.release}, ${server.features}`),
    ...entry('client', peerText(client)),
    ...entry('sends', `${own.type}, ${formText(own.rows, bytes.length)}`),
    ...verdictLines(client),
    ...entry('', verdict === 'right' ? 'it sees the whole value' : verdict === 'loses' ? 'it does not see all of the value' : ''),
    ...listed('not sent', notSent.map((loss) => lossText(loss, 'in its place'))),
    ...listed('skipped', notRead),
    ...listed('seen otherwise', seenOtherwise.map((loss) => lossText(loss, 'it sees'))),
    ...entry('cephwire sends', instead === null ? '' : `without the untrusted bits: ${counted(instead.bytes.length, 'byte')}; ${insteadText(instead)}`),
  ].join('\n');
}

function insteadText({ reading: { release, verdict, error } }: NonNullable<Seen<unknown>['instead']>): string {
  return `${readerText(release)} ${verdict}${verdict === 'reads' ? ' them' : ''}${error === undefined ? '' : `: ${visible(error.message)}`}`;
}

function lossText({ path, value, inPlace }: Loss, but: string): string {
  return `${path}: ${shortened(value)}, ${but} ${shortened(inPlace)}`;
}

/** A value that is shown beside others. */
const LONGEST = 60;

function shortened(text: string): string {
  if (text === '') return 'nothing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function listed(label: string, texts: readonly string[]): string[] {
  const shown = texts.slice(0, LISTED).flatMap((text, i) => entry(i === 0 ? label : '', visible(text)));
  return texts.length > LISTED ? [...shown, ...entry('', `and ${texts.length - LISTED} more`)] : shown;
}
