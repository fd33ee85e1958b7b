import type { CodecReleaseName, ReaderName } from '../../features/codec_release.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { LONGEST_TIMEOUT } from '../../net/limits.ts';
import type { AnyCephType } from '../../types/registry.ts';
import type { Operand, Option } from './args.ts';
import { UsageError } from './errors.ts';
import { featuresNamed, readerNamed, releaseNamed, releaseNames, typeNamed } from './lookup.ts';

/* The operands and options that several commands have: the same name means the same everywhere. */

export const TYPE: Operand<AnyCephType> = { name: 'TYPE', help: 'what the bytes are: a name that "cephwire types" lists', read: typeNamed };

export const FILE: Operand<string> = file('the encoded bytes, also as text: a hex dump, hex digits, base64');

/** A file to read. */
export function file(what: string): Operand<string> {
  return { name: 'FILE', help: `${what}; - is standard input`, read: (path) => path };
}

/** An operand that may be left out. */
export function optional<T>(operand: Operand<T>, help: string): Operand<T | undefined> {
  return { ...operand, help: `${operand.help}; ${help}`, isOptional: true };
}

/** How features are given, in help. */
export const FEATURES = 'RELEASE|MASK';
export const FEATURES_HELP = 'a release or version (hammer, 12.2.5, linux-5.15) or a mask as Ceph prints it (hex, decimal, JSON)';

/** One side's features. */
export function side(name: string, whose: string): Operand<Mask64> {
  return { name, help: `${whose}: ${FEATURES_HELP}`, read: featuresNamed };
}

export function flag(help: string): Option<boolean> {
  return { takes: null, help, read: (text) => text !== undefined };
}

/** An option with a value. */
export function option<T>(takes: string, help: string, read: (text: string, name: string) => T): Option<T | undefined> {
  return { takes, help, read: (text, name) => (text === undefined ? undefined : read(text, name)) };
}

export function required<T>(optional: Option<T | undefined>): Option<T> {
  const read = (text: string | undefined, name: string): T => {
    const value = optional.read(text, name);
    if (value === undefined) throw new UsageError(`${name} is missing`);
    return value;
  };
  return { ...optional, isRequired: true, read };
}

/** @param byDefault what is read if the option is not given */
export function withDefault<T>(optional: Option<T | undefined>, byDefault: string): Option<T> {
  const { read } = required(optional);
  return { ...optional, help: `${optional.help}; ${byDefault} by default`, read: (text, name) => read(text ?? byDefault, name) };
}

/** What the peer or the client offers. */
export function features(whose: string): Option<Mask64 | undefined> {
  return option(FEATURES, `${whose}: ${FEATURES_HELP}`, featuresNamed);
}

/** The release whose code writes. */
export function writer(byDefault: string): Option<CodecReleaseName | undefined> {
  return option('RELEASE', `the release whose encoding rules apply, ${range()}; ${byDefault} by default`, releaseNamed);
}

/** The release or the kernel client whose code reads. */
export function reader(byDefault: string, whose = 'the release whose decoding rules apply'): Option<ReaderName | undefined> {
  return option('RELEASE', `${whose}, ${range()}, or a kernel client (linux-5.15; linux-5.15,ms_mode=crc); ${byDefault} by default`, readerNamed);
}

function range(): string {
  const names = releaseNames();
  return `${names[0]} to ${names.at(-1)}`;
}

/** How the result is printed; where JSON is among the forms, `--json` is short for it. */
export function format<const F extends string>(formats: readonly F[], byDefault: F, note?: string): Option<F> {
  const help = [`${byDefault} by default`, ...(note === undefined ? [] : [note]), '--json is short for --format json'].join('; ');
  return {
    takes: formats.join('|'),
    help,
    flags: ['json'],
    read: (text, name) => (text === undefined ? byDefault : choice(name, text, formats)),
  };
}

/** The release whose JSON is printed. */
export function jsonForm(): Option<CodecReleaseName | undefined> {
  return option('RELEASE', 'the release as whose "ceph mon dump -f json" a MonMap is printed', releaseNamed);
}

/** The file that the result is written to. */
export function output(what: string): Option<string | undefined> {
  return { ...option('FILE', what, (path) => path), short: 'o' };
}

/** A file beside what is printed, so that it cannot be standard output. */
export function outputBeside(what: string): Option<string | undefined> {
  const read = (path: string, name: string): string => {
    if (path === '-') throw new UsageError(`${name} takes a file: standard output has the findings`);
    return path;
  };
  return { ...option('FILE', what, read), short: 'o' };
}

/** A fork that a peer is known to be. */
export function vendor(whose: string): Option<string | undefined> {
  return option('PROFILE', whose, (name) => name);
}

/** A time that a timer can wait. */
export function milliseconds(what: string, byDefault: number): Option<number> {
  return withDefault(option('MS', `${what}, in milliseconds`, readMilliseconds), String(byDefault));
}

function readMilliseconds(text: string, name: string): number {
  const ms = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(ms <= LONGEST_TIMEOUT)) throw new UsageError(`${name} takes milliseconds, not "${text}"`);
  return ms;
}

/** One of `choices`. */
export function choice<const C extends string>(name: string, given: string, choices: readonly C[]): C {
  const found = choices.find((c) => c === given);
  if (found === undefined) throw new UsageError(`${name} takes ${choices.join(' or ')}, not "${given}"`);
  return found;
}
