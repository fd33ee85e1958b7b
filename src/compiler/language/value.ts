import type { FunctionNode, Module } from './program.ts';
import type { Shape } from './values.ts';

/** Names of a function that is being compiled, and of those around it. */
export class Env {
  private readonly values = new Map<string, Value>();
  private readonly outer: Env | null;

  constructor(outer: Env | null) {
    this.outer = outer;
  }

  get(name: string): Value | undefined {
    return this.values.get(name) ?? this.outer?.get(name);
  }

  set(name: string, value: Value): void {
    this.values.set(name, value);
  }
}

/** What is known of a value that shows at run time. */
export interface Known {
  /** The lowest and the highest number that it can be. */
  readonly range?: readonly [lowest: number, highest: number];
  /** It is neither null nor undefined. */
  readonly isThere?: boolean;
  /** It depends on the peer alone. */
  readonly isPeer?: boolean;
}

export type Primitive = string | number | boolean | null | undefined;

/** What the compiler knows of a value while it writes the code that makes it. */
export type Value =
  /** Known now. */
  | { readonly kind: 'const'; readonly value: Primitive }
  /** Its members are known, each in its way; it becomes an object only where something needs one, of the class of its shape if it has one. */
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Value>; readonly shape?: Shape; isMade?: boolean }
  /** The text of an expression without effect; `isName` where it is a name of a value that does not change. */
  | { readonly kind: 'code'; readonly text: string; readonly isName: boolean; readonly known: Known }
  /** A function whose body can be written in the place of a call. */
  | { readonly kind: 'function'; readonly node: FunctionNode; readonly module: Module; readonly env: Env | null }
  /** The decoder. */
  | { readonly kind: 'decoder' }
  /** The encoder. */
  | { readonly kind: 'encoder' }
  /** The release whose rules apply: ours. */
  | { readonly kind: 'release' }
  /** There is none: the code before fails, always. */
  | { readonly kind: 'never' };

export const UNDEFINED: Value = { kind: 'const', value: undefined };
export const NEVER: Value = { kind: 'never' };

export function constant(value: Primitive): Value {
  return { kind: 'const', value };
}

export function code(text: string, isName = false, known: Known = {}): Value {
  return { kind: 'code', text, isName, known };
}

/** Where a piece of source stands: its module, and what its names mean there. */
export interface Place {
  readonly module: Module;
  readonly env: Env;
}
