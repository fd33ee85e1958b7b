import { toHex } from '../buffer/bytes/hex.ts';
import { INSPECT } from '../text/inspect.ts';
import type { Json } from '../text/json.ts';
import type { CephType } from './ceph_type.ts';

/*
 * What values are besides their fields. A decoded or loaded value has the prototype of its type, so that it prints, becomes JSON
 * and shows in a console as a person expects. The codec alone gives values the plain forms of this file; the whole type replaces
 * them by Ceph's own JSON and text, which a program that only decodes does not carry.
 *
 * Values have no Symbol.toStringTag: test runners take objects with different tags for different.
 */

/** Makes the values of one type. The interface of the type says the fields; src/compiler makes a class of them. */
export interface MakeValue<T> {
  (fields: T): T;
  /** Ceph's name of the type. */
  readonly typeName: string;
  /** What the values inherit. */
  readonly prototype: object;
}

/** What the whole type knows of its values. */
export interface ValueForms<T> {
  readonly dump: (value: T, exact: boolean) => Json;
  readonly print: (value: T) => string;
  readonly summary?: (value: T) => string;
}

/**
 * Returns the function that makes the values of a type. A plain object with the same fields is as good a value everywhere; it only
 * lacks the forms.
 *
 * @param Value the class that src/compiler has written from the interface; absent in the source
 * @param make makes one of that class
 * @param sized for a class that is constructed empty: a function that assigns all fields. It is never called, but V8 sizes an object
 *        by what its constructor assigns, and whatever that inherits from
 */
export function valuesOf<T extends object>(typeName: string, Value?: new (...fields: never[]) => T, make?: (fields: T) => T, sized?: object): MakeValue<T> {
  const prototype: object = Object.defineProperties(Value?.prototype ?? {}, plainForms(typeName));
  if (Value !== undefined && sized !== undefined) Object.setPrototypeOf(Value, sized);
  return Object.assign(make ?? ((fields: T): T => Object.assign(Object.create(prototype), fields)), { typeName, prototype });
}

/** Gives the values of a type Ceph's JSON and text. */
export function giveForms<T>({ prototype }: Pick<MakeValue<T>, 'prototype'>, { dump, print, summary }: ValueForms<T>): void {
  Object.defineProperties(prototype, {
    toJSON: hidden(function (this: T) { return numbersOf(dump(this, true)); }),
    toString: hidden(function (this: T) { return (summary ?? print)(this); }),
  });
}

/**
 * Returns a type whose values are objects, and gives its values their JSON and text.
 *
 * @param parts the forms of what is in the values, if no form of the values themselves needs them: so a bundler keeps them too
 */
export function cephType<T>(make: MakeValue<T>, described: Omit<CephType<T>, 'name'>, ..._parts: readonly void[]): CephType<T> {
  const type = { name: make.typeName, ...described };
  giveForms(make, type);
  return type;
}

type Inspect = (value: unknown, options: object) => string;

function plainForms(typeName: string): PropertyDescriptorMap {
  return {
    toJSON: hidden(function (this: object) { return fieldsToPlain(this); }),
    toString: hidden(function (this: object) { return `${typeName} ${JSON.stringify(this)}`; }),
    [INSPECT]: hidden(function (this: object, depth: number | null, options: object, inspect?: Inspect) {
      if (inspect === undefined) return String(this);
      return depth !== null && depth < 0 ? `[${typeName}]` : `${typeName} ${inspect({ ...this }, { ...options, depth })}`;
    }),
  };
}

/** Not in `Object.keys`, and as changeable as a method of a class. */
function hidden(value: unknown): PropertyDescriptor {
  return { value, writable: true, configurable: true };
}

/** Ceph's JSON with an integer that a double may round as a string. `load` reads it as an integer again, as `parseJson` does. */
function numbersOf(json: Json): unknown {
  if (typeof json === 'bigint') return Number.isSafeInteger(Number(json)) ? Number(json) : String(json);
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(numbersOf);
  return Object.fromEntries(Object.entries(json).map(([key, member]) => [key, numbersOf(member)]));
}

/** Returns a value as `JSON.stringify` takes it, without loss: a Map as its pairs, bytes in hex, a bigint as its digits. */
function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return toHex(value);
  if (value instanceof Map) return [...value].map(toPlain);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>, toPlain);
  return 'toJSON' in value && typeof value.toJSON === 'function' ? toPlain(value.toJSON()) : fieldsToPlain(value);
}

function fieldsToPlain(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toPlain(member)]));
}
