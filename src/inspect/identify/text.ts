import { entry } from '../../text/columns.ts';
import { counted } from '../../text/numbers.ts';
import { visible } from '../../text/visible.ts';
import type { Candidate } from './candidate.ts';
import type { Confidence, Identification } from './identify.ts';

/** So many candidates besides the best are shown. */
const OTHERS = 3;

const CONFIDENCE: Readonly<Record<Confidence, string>> = {
  sure: 'sure',
  likely: 'likely',
  weak: 'a guess: many other bytes look like this',
  none: 'nothing speaks for it',
};

/**
 * An identification as text for a terminal: lines of at most 100 columns, without a newline at the end.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { identificationText, identify } from 'cephwire/inspect';
 *
 * console.log(identificationText(identify(readFileSync('MMonMap.bin'))).split('\n').slice(0, 3).join('\n'));
 * // → file            190 bytes
 * // → type            MMonMap
 * // → confidence      sure (151 bits)
 * ```
 */
export function identificationText({ length, file, confidence, candidates }: Identification): string {
  const [best, ...others] = candidates;
  return [
    ...entry('file', [counted(length, 'byte'), file?.what ?? ''].filter((part) => part !== '').join(': ')),
    ...entry('advice', file?.advice ?? ''),
    ...(best === undefined ? entry('type', file === null ? 'none of those that "cephwire types" lists' : '') : bestLines(best, confidence)),
    ...others.slice(0, OTHERS).flatMap((other) => entry('or', `${candidateText(other)} (${bitsText(other.bits)})`)),
  ].join('\n');
}

function bestLines(best: Candidate, confidence: Confidence): string[] {
  return [
    ...entry(confidence === 'none' ? 'nearest' : 'type', candidateText(best)),
    ...entry('confidence', `${CONFIDENCE[confidence]} (${bitsText(best.bits)})`),
    ...best.evidence.flatMap(({ bits, text }, i) => entry(i === 0 ? 'evidence' : '', `${signed(bits).padStart(4)}  ${text}`)),
  ];
}

/** A candidate on one line: `MonMap, cut at offset 150 of its 190`. */
export function candidateText({ type, state, isStored, wrapping, offset, promised, error }: Candidate): string {
  const where = wrapping === '' ? '' : `, after ${wrapping}, at offset ${offset}`;
  const name = `${isStored ? `a stored ${type}` : type}${where}`;
  if (state === 'whole' || error === undefined) return name;
  if (state === 'followed') return `${name}, ${counted(error.offset, 'byte')}, and then ${counted(error.available ?? 0, 'byte')} more`;
  if (state === 'broken') return `${name}, damaged: ${visible(error.message)}`;
  const cut = promised === null ? `cut: ${visible(error.message)}` : `cut after ${promised - (error.needed ?? 0) + (error.available ?? 0)} of its ${counted(promised, 'byte')}`;
  return `${name}, ${cut}`;
}

function signed(bits: number): string {
  return bits < 0 ? String(bits) : `+${bits}`;
}

function bitsText(bits: number): string {
  return `${bits} bits`;
}
