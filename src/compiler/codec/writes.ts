import ts from 'typescript';
import { Unsupported } from '../language/unsupported.ts';
import { UNDEFINED, code } from '../language/value.ts';
import type { Place, Value } from '../language/value.ts';
import type { Compiler, FunctionValue, Method } from '../function/context.ts';
import { argument, functionArgument } from './arguments.ts';
import { conditional } from '../function/branches.ts';
import { plus } from '../function/lines/writer.ts';

const ENCODER: Value = { kind: 'encoder' };

/** The argument under a name, so that it is evaluated once. */
function known(c: Compiler, node: ts.CallExpression, place: Place, index: number): Value {
  const given = node.arguments[index];
  return c.named(argument(c, node, place, index), given !== undefined && ts.isPropertyAccessExpression(given) ? given.name.text : 'value');
}

function named(c: Compiler, node: ts.CallExpression, place: Place, index: number): string {
  return c.text(known(c, node, place, index), node);
}

/** The encoder of an item, a key or a value. */
function encoder(c: Compiler, node: ts.CallExpression, place: Place, index: number): FunctionValue {
  return functionArgument(c, node, place, index, 'what writes an item, a key or a value');
}

interface Fixed {
  readonly length: number;
  /** Whether a value does not fit; null if every value does. */
  readonly excludes: ((value: string) => string) | null;
  readonly write: (at: string, value: string) => string;
}

const notU8 = (x: string): string => `(${x} & 0xff) !== ${x}`;
const notU16 = (x: string): string => `(${x} & 0xffff) !== ${x}`;
const notU32 = (x: string): string => `${x} >>> 0 !== ${x}`;
const notS32 = (x: string): string => `(${x} | 0) !== ${x}`;
const byte = (at: string, x: string): string => `view.setUint8(${at}, ${x});`;
const word = (at: string, x: string): string => `view.setInt32(${at}, ${x}, true);`;

const FIXED = {
  u8: { length: 1, excludes: notU8, write: byte },
  s8: { length: 1, excludes: (x) => `(${x} << 24) >> 24 !== ${x}`, write: byte },
  bool: { length: 1, excludes: null, write: (at, x) => byte(at, `${x} ? 1 : 0`) },
  u16: { length: 2, excludes: notU16, write: (at, x) => `view.setUint16(${at}, ${x}, true);` },
  s16: { length: 2, excludes: (x) => `(${x} << 16) >> 16 !== ${x}`, write: (at, x) => `view.setInt16(${at}, ${x}, true);` },
  u16be: { length: 2, excludes: notU16, write: (at, x) => `view.setUint16(${at}, ${x});` },
  u32: { length: 4, excludes: notU32, write: word },
  s32: { length: 4, excludes: notS32, write: word },
  s32be: { length: 4, excludes: notS32, write: (at, x) => `view.setInt32(${at}, ${x});` },
  u64: { length: 8, excludes: (x) => `BigInt.asUintN(64, ${x}) !== ${x}`, write: (at, x) => `view.setBigUint64(${at}, ${x}, true);` },
  s64: { length: 8, excludes: (x) => `BigInt.asIntN(64, ${x}) !== ${x}`, write: (at, x) => `view.setBigInt64(${at}, ${x}, true);` },
  double: { length: 8, excludes: null, write: (at, x) => `view.setFloat64(${at}, ${x}, true);` },
} satisfies Record<string, Fixed>;

function fixed({ length, excludes, write }: Fixed): Method {
  return (c, node, place) => {
    const value = known(c, node, place, 0);
    const text = c.text(value, node);
    if (excludes !== null && value.kind !== 'const') c.writer.line(`if (${excludes(text)}) fail();`);
    c.writer.line(write(plus(c.writer.claim(length)), text));
    return UNDEFINED;
  };
}

const mask64: Method = (c, node, place) => {
  const mask = named(c, node, place, 0);
  const lo = c.named(code(`${mask}.lo`), 'lo');
  const hi = c.named(code(`${mask}.hi`), 'hi');
  // Anything but halves, such as hex, would be written as 0.
  c.writer.line(`if ((${c.text(lo, node)} | 0) !== ${c.text(lo, node)} || (${c.text(hi, node)} | 0) !== ${c.text(hi, node)}) fail();`);
  const offset = c.writer.claim(8);
  c.writer.line(word(plus(offset), c.text(lo, node)));
  c.writer.line(word(plus(offset + 4), c.text(hi, node)));
  return UNDEFINED;
};

/** A write by a function that says where it ends. */
function put(helper: string): Method {
  return (c, node, place) => {
    const value = named(c, node, place, 0);
    c.writer.endRun();
    c.writer.line(`at = ${c.imports.helper(helper)}(t, view, at, ${value});`);
    return UNDEFINED;
  };
}

/** A u32 that says how many items follow. */
function count(c: Compiler, text: string): void {
  c.writer.line(word(plus(c.writer.claim(4)), text));
}

function each(c: Compiler, items: string, item: string, write: () => void): void {
  c.writer.block(`for (const ${item} of ${items})`, write);
}

const list: Method = (c, node, place) => {
  const items = named(c, node, place, 0);
  const encode = encoder(c, node, place, 1);
  count(c, `${items}.length`);
  const item = c.writer.fresh('item');
  each(c, items, item, () => void c.call(encode, [ENCODER, code(item, true)], node));
  return UNDEFINED;
};

const stringSet: Method = (c, node, place) => {
  const items = named(c, node, place, 0);
  count(c, `${items}.length`);
  const before = noKey(c);
  const item = c.writer.fresh('item');
  each(c, items, item, () => ordered(c, before, item));
  return UNDEFINED;
};

/** The variable for where the key before begins, of which there is none yet. */
function noKey(c: Compiler): string {
  const before = c.writer.fresh('before');
  c.writer.endRun();
  c.writer.line(`let ${before} = -1;`);
  return before;
}

/** A key of a set or a map that is sorted by its bytes. */
function ordered(c: Compiler, before: string, key: string): void {
  const here = c.writer.fresh('keyAt');
  c.writer.line(`const ${here} = at;`);
  c.writer.line(`at = ${c.imports.helper('putKey')}(t, view, at, ${key}, ${before});`);
  c.writer.line(`${before} = ${here};`);
}

const stringMap: Method = (c, node, place) => {
  const entries = named(c, node, place, 0);
  const encode = encoder(c, node, place, 1);
  count(c, `${entries}.size`);
  const before = noKey(c);
  eachEntry(c, entries, (key, value) => {
    ordered(c, before, key);
    c.call(encode, [ENCODER, code(value, true)], node);
  });
  return UNDEFINED;
};

const map: Method = (c, node, place) => {
  const entries = named(c, node, place, 0);
  const [encodeKey, encodeValue] = [encoder(c, node, place, 1), encoder(c, node, place, 2)];
  count(c, `${entries}.size`);
  eachEntry(c, entries, (key, value) => {
    c.call(encodeKey, [ENCODER, code(key, true)], node);
    c.call(encodeValue, [ENCODER, code(value, true)], node);
  });
  return UNDEFINED;
};

/** V8 gives up its code for an iteration of a Map again and again, once it has seen many of them; lists of its keys and values it has for less. */
function eachEntry(c: Compiler, entries: string, write: (key: string, value: string) => void): void {
  const [keys, values, i, key, value] = [c.writer.fresh('keys'), c.writer.fresh('values'), c.writer.fresh('i'), c.writer.fresh('key'), c.writer.fresh('value')];
  c.writer.endRun();
  c.writer.line(`const ${keys} = [...${entries}.keys()];`);
  c.writer.line(`const ${values} = [...${entries}.values()];`);
  c.writer.block(`for (let ${i} = 0; ${i} < ${keys}.length; ${i}++)`, () => {
    c.writer.line(`const ${key} = ${keys}[${i}]!;`);
    c.writer.line(`const ${value} = ${values}[${i}]!;`);
    write(key, value);
  });
}

const pair: Method = (c, node, place) => {
  const both = named(c, node, place, 0);
  for (const index of [0, 1]) c.call(encoder(c, node, place, index + 1), [ENCODER, code(`${both}[${index}]`)], node);
  return UNDEFINED;
};

const optional: Method = (c, node, place) => {
  const value = named(c, node, place, 0);
  c.writer.line(FIXED.bool.write(plus(c.writer.claim(1)), `${value} !== undefined`));
  conditional(c, code(`${value} !== undefined`), () => {
    c.call(encoder(c, node, place, 1), [ENCODER, code(value, true)], node);
    return UNDEFINED;
  }, () => UNDEFINED, node);
  return UNDEFINED;
};

/** struct_v, struct_compat, and room for struct_len. */
const start: Method = (c, node, place) => {
  const values = [0, 1].map((index) => c.named(argument(c, node, place, index), 'version'));
  const { writer } = c;
  const texts = values.map((value) => c.text(value, node));
  for (const [i, value] of values.entries()) if (value.kind !== 'const') writer.line(`if (${notU8(texts[i] ?? '')}) fail();`);
  const offset = writer.claim(6);
  for (const [i, text] of texts.entries()) writer.line(byte(plus(offset + i), text));
  opened(c, offset + 2);
  return UNDEFINED;
};

/** Remembers where a length is to be written, `offset` behind `at`. */
function opened(c: Compiler, offset: number): void {
  const { writer } = c;
  const name = writer.fresh('length');
  writer.line(`const ${name} = ${plus(offset)};`);
  writer.open = [...writer.open, { outerLimit: writer.limit, end: name, mayBeEndless: false, run: writer.current, offset }];
}

/** Fills in the length: known, if all since its place was of known length. */
function closed(c: Compiler, node: ts.Node): void {
  const { writer } = c;
  const struct = writer.open.at(-1);
  if (struct?.offset === undefined) throw new Unsupported(node, 'finish without start');
  writer.open = writer.open.slice(0, -1);
  if (writer.current !== null && writer.current === struct.run) {
    writer.line(word(plus(struct.offset), `${writer.ahead - struct.offset - 4}`));
    return;
  }
  writer.endRun();
  writer.line(word(struct.end, `at - ${struct.end} - 4`));
}

const finish: Method = (c, node) => {
  closed(c, node);
  return UNDEFINED;
};

const embedded: Method = (c, node, place) => {
  const value = named(c, node, place, 0);
  opened(c, c.writer.claim(4));
  c.call(encoder(c, node, place, 1), [ENCODER, code(value, true)], node);
  closed(c, node);
  return UNDEFINED;
};

const has: Method = (c, node, place) => code(`t.features.has(${c.text(argument(c, node, place, 0), node)})`);

/** The writes of an Encoder that are compiled; any other stops the build. */
export const WRITES: ReadonlyMap<string, Method> = new Map<string, Method>([
  ...Object.entries(FIXED).map(([name, kind]): [string, Method] => [name, fixed(kind)]),
  ['mask64', mask64], ['string', put('putString')], ['blob', put('putBlob')], ['raw', put('putRaw')], ['zeros', put('putZeros')],
  ['list', list], ['stringSet', stringSet], ['stringMap', stringMap], ['map', map], ['pair', pair], ['optional', optional],
  ['start', start], ['finish', finish], ['embedded', embedded], ['has', has],
]);
