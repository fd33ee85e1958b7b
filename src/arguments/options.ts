import { givenText } from './given.ts';
import { nearest } from './nearest.ts';

/** What an option must be: in words, and as a test. */
export interface OptionKind {
  readonly needs: string;
  readonly is: (value: unknown) => boolean;
  /** The kinds of the options within it, if it is an object of options. */
  readonly inner?: Readonly<Record<string, OptionKind>>;
}

/** An option that must be given. */
export interface RequiredKind extends OptionKind {
  readonly isRequired: true;
}

/**
 * What each option of an interface must be: a table that can neither miss an option nor have one too many, nor take a required
 * option for one that may be left out.
 */
export type OptionKinds<Options> = { readonly [Key in keyof Options]-?: Options extends Record<Key, Options[Key]> ? RequiredKind : OptionKind };

export const A_STRING: OptionKind = { needs: 'a string', is: (value) => typeof value === 'string' };
export const A_NUMBER: OptionKind = { needs: 'a number', is: (value) => typeof value === 'number' };
export const A_BIGINT: OptionKind = { needs: 'a bigint', is: (value) => typeof value === 'bigint' };
export const A_BOOLEAN: OptionKind = { needs: 'true or false', is: (value) => typeof value === 'boolean' };
export const A_FUNCTION: OptionKind = { needs: 'a function', is: (value) => typeof value === 'function' };
export const AN_OBJECT: OptionKind = { needs: 'an object', is: isObject };
export const AN_ARRAY: OptionKind = { needs: 'an array', is: Array.isArray };
/** An AbortSignal of any realm. */
export const A_SIGNAL: OptionKind = { needs: 'an AbortSignal', is: (value) => isObject(value) && 'aborted' in value && 'addEventListener' in value };
/** Whoever uses the option refuses a wrong value, and knows more about it. */
export const CHECKED_LATER: OptionKind = { needs: '', is: () => true };

export function required(kind: OptionKind): RequiredKind {
  return { ...kind, isRequired: true };
}

/** An option that has options of its own. */
export function objectOf<Inner>(inner: OptionKinds<Inner>): OptionKind {
  return { ...AN_OBJECT, inner: inner as Readonly<Record<string, OptionKind>> };
}

/** The kinds of options that are all numbers and may be left out, as their defaults show. */
export function numbersOf<Options>(defaults: { readonly [Key in keyof Options]: number }): OptionKinds<Partial<Options>> {
  return Object.fromEntries(Object.keys(defaults).map((key) => [key, A_NUMBER])) as OptionKinds<Partial<Options>>;
}

/**
 * Refuses options that a function does not have, which it would ignore in silence, options of another type, and missing ones.
 * An option that is undefined counts as left out.
 *
 * Errors  TypeError that names the option, and what it needs or which one was probably meant
 */
export function checkOptions<Options extends object>(of: string, options: Options, kinds: OptionKinds<Options>): void {
  checkAll(of, options, kinds as Readonly<Record<string, OptionKind>>);
}

function checkAll(of: string, options: unknown, kinds: Readonly<Record<string, OptionKind | RequiredKind>>): void {
  if (!isObject(options)) throw new TypeError(`the options of ${of} must be an object, not ${givenText(options)}`);
  const given = options as Readonly<Record<string, unknown>>;
  for (const key in given) if (!Object.hasOwn(kinds, key) && Object.hasOwn(given, key)) throw unknownOption(of, key, Object.keys(kinds));
  for (const [key, kind] of Object.entries(kinds)) {
    const value = given[key];
    if (value === undefined && !('isRequired' in kind)) continue;
    if (!kind.is(value)) throw new TypeError(`the option "${key}" of ${of} must be ${kind.needs}, not ${givenText(value)}`);
    if (kind.inner !== undefined) checkAll(`${of}.${key}`, value, kind.inner);
  }
}

/** Whether options have no other keys than these: a cheap question before `checkOptions`, for what is called a million times a second. */
export function haveOnly(options: object, one: string, other = one): boolean {
  if (!isObject(options)) return false;
  for (const key in options) if (key !== one && key !== other) return false;
  return true;
}

function unknownOption(of: string, key: string, known: readonly string[]): TypeError {
  const meant = nearest(key, known);
  return new TypeError(`${of} has no option "${key}": ${meant === null ? `known are ${known.join(', ')}` : `did you mean "${meant}"?`}`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
