import type ts from 'typescript';
import type { Program } from '../language/program.ts';
import type { Place, Value } from '../language/value.ts';
import type { Parts } from './parts.ts';
import type { Imports } from './imports.ts';
import type { Writer } from './lines/writer.ts';

export type FunctionValue = Value & { kind: 'function' };

/** Writes one read of a Decoder, or one write of an Encoder, by its name there. */
export type Method = (c: Compiler, node: ts.CallExpression, place: Place) => Value;

/** What a decoder and an encoder are asked for; anything else stops the build. */
export interface Methods {
  readonly reads: ReadonlyMap<string, Method>;
  readonly writes: ReadonlyMap<string, Method>;
}

/** What the parts of the compiler ask of one another while one function is written. */
export interface Compiler {
  readonly writer: Writer;
  readonly program: Program;
  readonly imports: Imports;
  readonly methods: Methods;
  /** What else the written module has; of an encoder. */
  readonly parts: Parts;
  /** What the value that is being evaluated is for: a name, if it needs one. */
  readonly hint: string;
  /** Evaluates an expression: writes the statements that it needs, and says what it comes to. */
  value(node: ts.Expression, place: Place, hint?: string): Value;
  /** What a name means at a place. */
  lookup(node: ts.Identifier, place: Place): Value;
  /** The first versions of the ranges that the decoder which is being written reads apart, the newest range first; empty for one that reads all of them alike. */
  readonly splits: readonly number[];
  /** Whether the decoder, or something known only to the compiler, is named in a node. */
  reads(node: ts.Node, place: Place): boolean;
  /** The text of a value; an object is made where the text stands, and only once. */
  text(value: Value, node: ts.Node): string;
  /** The value under a name, if it is an expression: to be evaluated once, here. */
  named(value: Value, wanted: string): Value;
  /** A function in the place of its call; that of a long type is called. */
  call(fn: FunctionValue, args: readonly Value[], node: ts.Node): Value;
  /** Gives the bytes up to the labelled decoder. */
  fail(): Value;
  /** The type of what a decoder reads, as it says itself. */
  typeOf(fn: FunctionValue, at: ts.Node): string;
  /** An argument that is an object written there, or at the top of a module. */
  objectArgument(node: ts.Expression, place: Place): Value;
}
