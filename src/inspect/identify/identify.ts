import { bytesOf } from '../../arguments/bytes.ts';
import type { BytesLike } from '../../arguments/bytes.ts';
import { plainBytes } from '../../encoding/cursor.ts';
import { TYPES } from '../../types/registry.ts';
import { candidateOf } from './candidate.ts';
import type { Candidate } from './candidate.ts';
import { isMessage, knownFile, unknownStruct } from './known_file.ts';
import type { KnownFile } from './known_kind.ts';
import { wrappingsOf } from './wrapping.ts';

/** How sure it is that the first candidate is right. */
export type Confidence =
  /** No other struct of Ceph, and no random bytes, were seen to look like this. */
  | 'sure'
  /** Other bytes hardly ever look like this. */
  | 'likely'
  /** Many other bytes look like this: a guess. */
  | 'weak'
  /** Nothing speaks for any type. */
  | 'none';

/** What bytes are. */
export interface Identification {
  readonly length: number;
  /** What the file is if it is not one encoded value: a capture, text, a compressed file. Null for anything else. */
  readonly file: KnownFile | null;
  /** How sure the first candidate is. */
  readonly confidence: Confidence;
  /** The types that the bytes can be, the most probable first. Damaged values come after whole ones. */
  readonly candidates: readonly Candidate[];
}

/** The bits from which a candidate is a weak, a likely and a sure one. No evidence makes a damaged value sure. */
const WHOLE = [1, 20, 40] as const;
const DAMAGED = [32, 40, Infinity] as const;
const LEVELS = ['none', 'weak', 'likely', 'sure'] as const;

/** With fewer bits, a damaged value is not even the nearest where nothing fits: any envelope has as many. */
const LEAST_DAMAGED = 11;

/** With fewer bits more than the next, a candidate is not sure. */
const CLOSE = 6;

/**
 * Says which types the bytes can be, the most probable first, and why; or which other kind of file they are.
 *
 * Each type reads the bytes as a front, a whole stored message or a value, alone or behind its length. What it reads is
 * evidence for the type, or against it: envelopes and lengths that fit, addresses, names and times as Ceph has them. Bytes that
 * several types read are told apart by it: any 16 bytes are a UUID, but few bytes are a map of three monitors.
 *
 * Each type reads the bytes once, and a value that is cut a second time, so the work grows with the input alone.
 *
 * Errors  TypeError for an input that is not bytes
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { identify } from 'cephwire/inspect';
 *
 * const { candidates: [best], confidence } = identify(readFileSync('monmap.bin').subarray(0, 150));
 * console.log(best?.type, best?.state, best?.promised, confidence); // → MonMap cut 186 likely
 * console.log(identify(readFileSync('mon.pcapng')).file?.what); // → a capture of network traffic (pcapng)
 * ```
 */
export function identify(input: BytesLike): Identification {
  const bytes = plainBytes(bytesOf(input));
  const candidates = candidatesFor(bytes);
  const confidence = confidenceIn(candidates);
  const file = knownFile(bytes) ?? (confidence === 'none' ? unknownStruct(bytes) : null);
  return { length: bytes.length, file, confidence, candidates };
}

/** Candidates with the same evidence are in the order of the registry: an address comes before a vector of one address. */
function candidatesFor(bytes: Uint8Array): Candidate[] {
  const wrappings = wrappingsOf(bytes);
  const all = [...TYPES.values()].flatMap((type) => {
    const possible = isMessage(type) ? wrappings.slice(0, 1) : wrappings; // no length lies before a message
    return possible.flatMap((wrapping) => candidateOf(type, bytes, wrapping) ?? []);
  });
  const least = all.some((candidate) => levelOf(candidate) > 0) ? DAMAGED[0] : LEAST_DAMAGED;
  return all.filter(({ state, bits }) => state === 'whole' || bits >= least).sort(byProbability);
}

/** A damaged value comes before a whole one only if it is likely and the whole one is not. */
function byProbability(a: Candidate, b: Candidate): number {
  return levelOf(b) - levelOf(a) || Number(b.state === 'whole') - Number(a.state === 'whole') || b.bits - a.bits || a.offset - b.offset;
}

/** The index in LEVELS. */
function levelOf({ state, bits }: Candidate): number {
  return (state === 'whole' ? WHOLE : DAMAGED).filter((least) => bits >= least).length;
}

function confidenceIn([best, ...others]: readonly Candidate[]): Confidence {
  if (best === undefined) return 'none';
  const confidence = LEVELS[levelOf(best)] as Confidence;
  return confidence === 'sure' && others.some((other) => isClose(other, best)) ? 'likely' : confidence;
}

/** Whether another candidate is about as probable as the best. The value inside a message is no other reading of the bytes. */
export function isClose(other: Candidate, best: Candidate): boolean {
  return other.offset === best.offset && other.state === best.state && other.bits > best.bits - CLOSE;
}
