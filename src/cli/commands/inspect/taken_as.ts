import { identify, isClose } from '../../../inspect/identify/identify.ts';
import type { Confidence, Identification } from '../../../inspect/identify/identify.ts';
import { candidateText } from '../../../inspect/identify/text.ts';
import type { ReaderName } from '../../../features/codec_release.ts';
import { TYPES } from '../../../types/registry.ts';
import type { AnyCephType } from '../../../types/registry.ts';
import { InputError, UsageError } from '../../shell/errors.ts';
import { isLengthPrefixed, readObject } from '../../shell/input.ts';
import { checkReads } from '../../shell/lookup.ts';
import { TYPE, optional } from '../../shell/options.ts';
import { nameOf } from '../../shell/text_input.ts';
import type { Terminal } from '../../shell/terminal.ts';

/** The TYPE of a command that finds it out if it is left out. */
export const OPTIONAL_TYPE = optional(TYPE, 'if it is left out, the bytes show it, as in "cephwire identify"');

/** Bytes with the type as which they are read. */
export interface Taken {
  readonly type: AnyCephType;
  /** The bytes of the value, without what lies before it. */
  readonly bytes: Uint8Array;
  /** What lies before the value, such as a u32 length: usually nothing. */
  readonly head: Uint8Array;
}

export interface TakeOptions {
  /** Whether a damaged value will do. */
  readonly takesDamaged: boolean;
  /** Whether of a front that is one object after its length, the object is taken. */
  readonly takesInner?: boolean;
  /** The type if the bytes show none, and are no other kind of file. They may begin with their length. */
  readonly byDefault?: AnyCephType | undefined;
  /** Who reads it, if not this library. */
  readonly release?: ReaderName | undefined;
}

/** Reads a file as `type`, or as the type that its bytes show: see `takeBytes`. */
export async function take(terminal: Terminal, type: AnyCephType | undefined, file: string, options: TakeOptions): Promise<Taken> {
  checkIsFile(type, file);
  if (type !== undefined) checkReads(type, options.release);
  const taken = takeBytes(terminal, type, await readObject(terminal, file, type), file, options);
  if (type === undefined) checkReads(taken.type, options.release);
  return taken;
}

/** `decode MonMap` has no FILE, rather than a file of this name. */
export function checkIsFile(type: AnyCephType | undefined, file: string): void {
  if (type === undefined && TYPES.has(file)) throw new UsageError(`FILE is missing: "${file}" is a TYPE; a file of this name is "./${file}"`);
}

/** Takes bytes as `type`, or as the type that they show. In that case a note on standard error says which, and how sure it is. */
export function takeBytes(terminal: Terminal, type: AnyCephType | undefined, bytes: Uint8Array, file: string, options: TakeOptions): Taken {
  return type === undefined ? identified(terminal, bytes, file, options) : split(0, type, bytes);
}

const HOW_SURE: Readonly<Record<Confidence, string>> = { sure: 'sure', likely: 'likely', weak: 'a guess', none: 'nothing speaks for it' };

function identified(terminal: Terminal, bytes: Uint8Array, file: string, { takesDamaged, takesInner = false, byDefault }: TakeOptions): Taken {
  const identification = identify(bytes);
  const { candidates: [best, ...others], confidence } = identification;
  const isGuess = confidence === 'weak' || confidence === 'none';
  if (identification.file !== null && isGuess) throw new InputError(whatElse(identification, file));
  if (best === undefined || confidence === 'none') {
    if (byDefault === undefined) throw new InputError(whatElse(identification, file));
    terminal.err(`note: read as ${byDefault.name} by default; the bytes show no type`);
    return split(isLengthPrefixed(bytes) ? LENGTH : 0, byDefault, bytes);
  }
  if (best.state !== 'whole' && !takesDamaged) throw new InputError(whatElse(identification, file));
  const inner = takesInner && !best.isStored ? others.find(({ offset, state }) => offset === LENGTH && state === best.state) : undefined;
  const taken = inner ?? best;
  const close = others.filter((other) => isClose(other, best)).map(({ type }) => type);
  const alternatives = close.length === 0 ? '' : `; it can as well be ${close.join(' or ')}`;
  terminal.err(`note: read as ${candidateText(taken)}: ${HOW_SURE[confidence]}${alternatives}`);
  return split(taken.offset, TYPES.get(taken.type) as AnyCephType, bytes);
}

/** The value begins at `offset`. */
function split(offset: number, type: AnyCephType, bytes: Uint8Array): Taken {
  return { type, bytes: bytes.subarray(offset), head: bytes.subarray(0, offset) };
}

/** Of the u32 before an object in the front of a message. */
const LENGTH = 4;

/** What bytes are that show no type that can be read. */
function whatElse({ file: known, candidates: [best], confidence }: Identification, file: string): string {
  const name = nameOf(file);
  if (known !== null) return `${name} is ${known.what}${known.advice === '' ? '' : `: ${known.advice.replace('FILE', file)}`}`;
  if (best === undefined) return `${name} is none of the types that "cephwire types" lists`;
  if (best.state === 'whole') return `${name} shows no type; it would be a whole ${candidateText(best)}: name the TYPE if it is one`;
  const nearest = `${name} is no whole value; it looks most like ${candidateText(best)} (${HOW_SURE[confidence]})`;
  return `${nearest}; "cephwire explain ${best.type} ${file}" shows how far it can be read`;
}
