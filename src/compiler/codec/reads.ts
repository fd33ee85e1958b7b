import ts from 'typescript';
import { Unsupported } from '../language/unsupported.ts';
import { UNDEFINED, code, constant } from '../language/value.ts';
import type { Known, Place, Value } from '../language/value.ts';
import { argument, functionArgument } from './arguments.ts';
import { conditional } from '../function/branches.ts';
import type { Compiler, FunctionValue, Method } from '../function/context.ts';
import { plus } from '../function/lines/writer.ts';

/** Labels stand first in most reads, and are dropped but for their use as a name. */
function labelOf(node: ts.CallExpression, index = 0): string {
  const label = node.arguments[index];
  return label !== undefined && ts.isStringLiteral(label) ? camelCase(label.text) : '';
}

function camelCase(label: string): string {
  return label.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A name for the value: that of the constant it is assigned to, or its label. */
function wantedName(node: ts.CallExpression, index = 0): string {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  return labelOf(node, index) || 'value';
}

function number(c: Compiler, node: ts.CallExpression, place: Place, index: number): number {
  const value = argument(c, node, place, index);
  if (value.kind !== 'const' || typeof value.value !== 'number') throw new Unsupported(node, 'this argument is a number that is known when it is compiled');
  return value.value;
}

const THERE: Known = { isThere: true };

/** A number, as an expression of where it begins. */
function fixed(length: number, read: (at: string) => string): Method {
  return (c, node) => {
    const at = plus(c.writer.claim(length));
    return ts.isExpressionStatement(node.parent) ? UNDEFINED : c.named(code(read(at), false, THERE), wantedName(node));
  };
}

const byte = (at: string): string => `view.getUint8(${at})`;
const word = (at: string): string => `view.getInt32(${at}, true)`;

/** A u32 that counts bytes or items, read signed: one above 2^31 is more than there is. Where the run ends, `at` is behind it. */
function count(c: Compiler, wanted: string, node: ts.Node, least: number): string {
  const offset = c.writer.claim(4);
  const name = c.text(c.named(code(word(plus(offset))), wanted), node);
  c.writer.endRun();
  const room = least === 1 ? `${c.writer.limit} - at` : `(${c.writer.limit} - at) / ${least}`;
  c.writer.line(`if (${name} < 0 || ${name} > ${room}) fail();`);
  return name;
}

/** Claims bytes whose number may show only at run time, and ends the run; the text of where they begin. */
function claimed(c: Compiler, length: Value, node: ts.Node): string {
  if (length.kind === 'const' && typeof length.value === 'number') {
    c.writer.claim(length.value);
    c.writer.endRun();
    return `at - ${length.value}`;
  }
  c.writer.endRun();
  const text = c.text(c.named(length, 'length'), node);
  c.writer.line(`if (!(${text} >= 0 && ${text} <= ${c.writer.limit} - at)) fail();`);
  c.writer.line(`at += ${text};`);
  return `at - ${text}`;
}

const skip: Method = (c, node, place) => {
  const length = argument(c, node, place, 0);
  if (length.kind === 'const' && typeof length.value === 'number') c.writer.claim(length.value);
  else claimed(c, length, node);
  return UNDEFINED;
};

const string: Method = (c, node) => {
  const length = count(c, 'length', node, 1);
  const value = c.named(code(`${c.imports.helper('stringAt')}(view, at, ${length})`), wantedName(node));
  c.writer.line(`at += ${length};`);
  return value;
};

const blob: Method = (c, node) => {
  const length = count(c, 'length', node, 1);
  c.writer.line(`at += ${length};`);
  return c.named(code(`${c.imports.helper('partOf')}(s, at - ${length}, at)`), wantedName(node));
};

const raw: Method = (c, node, place) => {
  const at = claimed(c, argument(c, node, place, 0), node);
  return c.named(code(`${c.imports.helper('partOf')}(s, ${at}, at)`), wantedName(node, 1));
};

const rest: Method = (c, node) => {
  c.writer.endRun();
  const value = c.named(code(`${c.imports.helper('partOf')}(s, at, ${c.writer.limit})`), wantedName(node));
  c.writer.line(`at = ${c.writer.limit};`);
  return value;
};

const unlessZero: Method = (c, node, place) => {
  const at = claimed(c, argument(c, node, place, 0), node);
  return c.named(code(`${c.imports.helper('unlessZero')}(s, view, ${at}, at)`), wantedName(node, 1));
};

const peek: Method = (c, node, place) => {
  const ahead = node.arguments[0] === undefined ? constant(0) : argument(c, node, place, 0);
  c.writer.endRun();
  const at = ahead.kind === 'const' ? plus(Number(ahead.value)) : `at + ${c.text(ahead, node)}`;
  return c.named(code(`${at} < ${c.writer.limit} ? view.getUint8(${at}) : -1`), 'peeked');
};

const need: Method = (c, node, place) => {
  const length = c.text(argument(c, node, place, 0), node);
  c.writer.endRun();
  c.writer.line(`if (at + ${length} > ${c.writer.limit}) fail();`);
  return UNDEFINED;
};

/** A byte that was read before. */
const byteAt: Method = (c, node, place) => c.named(code(byte(c.text(argument(c, node, place, 0), node))), 'byte');

const same: Method = (c, node, place) => {
  const given = [0, 1, 2].map((i) => c.text(argument(c, node, place, i), node));
  return c.named(code(`${c.imports.helper('isSame')}(view, ${given.join(', ')})`), 'isSame');
};

const fail: Method = (c) => c.fail();

/** The decoder of a field, an item, a key or a value. */
function decoder(c: Compiler, node: ts.CallExpression, place: Place, index: number): FunctionValue {
  return functionArgument(c, node, place, index, 'what reads a field');
}

const field: Method = (c, node, place) => c.call(decoder(c, node, place, 1), [{ kind: 'decoder' }], node);

const list: Method = (c, node, place) => {
  const item = decoder(c, node, place, 1);
  const { writer } = c;
  const items = writer.fresh(wantedName(node));
  const number = count(c, 'count', node, 1);
  writer.line(`const ${items} = ${c.imports.helper('arrayFor')}<${c.typeOf(item, node)}>(${number});`);
  const i = writer.fresh('i');
  writer.block(`for (let ${i} = 0; ${i} < ${number}; ${i}++)`, () => {
    const value = c.call(item, [{ kind: 'decoder' }], node);
    if (value.kind !== 'never') writer.line(`${items}[${i}] = ${c.text(value, node)};`);
  });
  return code(items, true, THERE);
};

const map: Method = (c, node, place) => {
  const [key, value] = [decoder(c, node, place, 1), decoder(c, node, place, 2)];
  const { writer } = c;
  const entries = writer.fresh(wantedName(node));
  const number = count(c, 'count', node, 1);
  writer.line(`const ${entries} = new Map<${c.typeOf(key, node)}, ${c.typeOf(value, node)}>();`);
  const i = writer.fresh('i');
  writer.block(`for (let ${i} = 0; ${i} < ${number}; ${i}++)`, () => {
    const k = c.named(c.call(key, [{ kind: 'decoder' }], node), 'key');
    const v = c.call(value, [{ kind: 'decoder' }], node);
    if (k.kind !== 'never' && v.kind !== 'never') writer.line(`${entries}.set(${c.text(k, node)}, ${c.text(v, node)});`);
  });
  return code(entries, true, THERE);
};

/** Items are passed over by their lengths; who asks for them is answered by the labelled decoder. */
const lazyList: Method = (c, node, place) => {
  const endOf = c.text(argument(c, node, place, 2), node);
  const { writer } = c;
  writer.endRun();
  const start = c.named(code('at'), `${wantedName(node)}At`);
  writer.line(`at = ${endOf}(view, at, ${writer.limit});`);
  writer.line('if (at < 0) fail();');
  return { kind: 'object', members: new Map<string, Value>([['at', start], ['get', code(c.imports.helper('fail'), true)]]) };
};

const pair: Method = (c, node, place) => {
  const [first, second] = [decoder(c, node, place, 1), decoder(c, node, place, 2)];
  const a = c.named(c.call(first, [{ kind: 'decoder' }], node), 'first');
  const b = c.named(c.call(second, [{ kind: 'decoder' }], node), 'second');
  return code(`[${c.text(a, node)}, ${c.text(b, node)}] as [${c.typeOf(first, node)}, ${c.typeOf(second, node)}]`);
};

const optional: Method = (c, node, place) => {
  const isThere = FIXED.bool(c, node, place);
  return conditional(c, isThere, () => c.call(decoder(c, node, place, 1), [{ kind: 'decoder' }], node), () => UNDEFINED, node);
};

const embedded: Method = (c, node, place) => {
  const { writer } = c;
  const length = count(c, 'length', node, 1);
  const outer = writer.limit;
  const limit = writer.fresh('limit');
  writer.line(`const ${limit} = at + ${length};`);
  writer.limit = limit;
  const value = c.call(decoder(c, node, place, 1), [{ kind: 'decoder' }], node);
  writer.endRun();
  if (value.kind !== 'never') writer.line(`if (at !== ${limit}) fail();`);
  writer.limit = outer;
  return value;
};

/** struct_v, struct_compat, struct_len; from there on reads stop at the struct's end. */
const start: Method = (c, node, place) => {
  const supports = number(c, node, place, 0);
  const knows = node.arguments[1] === undefined ? supports : number(c, node, place, 1);
  const offset = c.writer.claim(2);
  const structV = c.text(c.named(code(byte(plus(offset))), 'structV'), node);
  const compat = c.text(c.named(code(byte(plus(offset + 1))), 'structCompat'), node);
  const length = count(c, 'structLen', node, 1);
  c.writer.line(`if (${compat} > ${supports}) fail();`);
  opened(c, `at + ${length}`, false);
  return ts.isExpressionStatement(node.parent) ? UNDEFINED : versionUpTo(structV, knows);
};

/** The version of a struct whose fields are read: its own, or the newest that is known. */
function versionUpTo(structV: string, newest: number): Value {
  return code(`(${structV} < ${newest} ? ${structV} : ${newest})`, false, { range: [0, newest], isThere: true });
}

function opened(c: Compiler, end: string, mayBeEndless: boolean): void {
  const { writer } = c;
  const outerLimit = writer.limit;
  const name = writer.fresh('limit');
  writer.line(`const ${name} = ${end};`);
  writer.open = [...writer.open, { outerLimit, end: name, mayBeEndless }];
  writer.limit = name;
}

const startLegacy: Method = (c, node, place) => {
  const { writer } = c;
  const supports = number(c, node, place, 0);
  const given = node.arguments[1];
  const envelope = given === undefined ? UNDEFINED : c.objectArgument(given, place);
  const member = (name: string): number => {
    const value = envelope.kind === 'object' ? envelope.members.get(name) : undefined;
    return value?.kind === 'const' ? Number(value.value ?? 0) : 0;
  };
  const [compatSince, lenSince, padding] = [member('compatSince'), member('lenSince'), member('padding')];
  if (envelope.kind !== 'object' || lenSince < compatSince) throw new Unsupported(node, 'a legacy envelope is an object written here or at the top of its module, its length no older than its compat');
  const structV = c.text(c.named(code(byte(plus(writer.claim(1)))), 'structV'), node);
  writer.endRun();
  const end = writer.fresh('end');
  writer.line(`let ${end} = -1;`);
  writer.block(`if (${structV} >= ${compatSince})`, () => {
    writer.line(`if (at >= ${writer.limit} || view.getUint8(at) > ${supports}) fail();`);
    writer.line('at += 1;');
    const length = (): void => void writer.line(`${end} = at + ${count(c, 'structLen', node, 1)};`);
    if (lenSince === compatSince) length();
    else writer.block(`if (${structV} >= ${lenSince})`, length);
  });
  if (padding > 0) {
    writer.block(`if (${structV} < ${compatSince})`, () => void writer.claim(padding));
  }
  const outerLimit = writer.limit;
  const limit = writer.fresh('limit');
  writer.line(`const ${limit} = ${end} < 0 ? ${outerLimit} : ${end};`);
  writer.open = [...writer.open, { outerLimit, end, mayBeEndless: true }];
  writer.limit = limit;
  return versionUpTo(structV, supports);
};

const finish: Method = (c, node, place) => {
  const { writer } = c;
  const value = c.named(argument(c, node, place, 0), 'value');
  writer.endRun();
  const struct = writer.open.at(-1);
  if (struct === undefined) throw new Unsupported(node, 'finish without start');
  writer.line(struct.mayBeEndless ? `if (${struct.end} >= 0) at = ${struct.end};` : `at = ${struct.end};`);
  writer.open = writer.open.slice(0, -1);
  writer.limit = struct.outerLimit;
  return value;
};

/** u32 count, then so many words, as a typed array. */
function words(type: 'Uint32Array' | 'Int32Array'): Method {
  return (c, node) => {
    const number = count(c, 'count', node, 4);
    const value = c.named(code(`${c.imports.helper(type === 'Uint32Array' ? 'u32sAt' : 's32sAt')}(view, at, ${number})`), wantedName(node));
    c.writer.line(`at += 4 * ${number};`);
    return value;
  };
}

const FIXED = {
  u8: fixed(1, byte),
  s8: fixed(1, (at) => `view.getInt8(${at})`),
  bool: fixed(1, (at) => `${byte(at)} !== 0`),
  u16: fixed(2, (at) => `view.getUint16(${at}, true)`),
  s16: fixed(2, (at) => `view.getInt16(${at}, true)`),
  u16be: fixed(2, (at) => `view.getUint16(${at})`),
  u32: fixed(4, (at) => `view.getUint32(${at}, true)`),
  s32: fixed(4, word),
  u32be: fixed(4, (at) => `view.getUint32(${at})`),
  s32be: fixed(4, (at) => `view.getInt32(${at})`),
  u64: fixed(8, (at) => `view.getBigUint64(${at}, true)`),
  s64: fixed(8, (at) => `view.getBigInt64(${at}, true)`),
  float: fixed(4, (at) => `view.getFloat32(${at}, true)`),
  double: fixed(8, (at) => `view.getFloat64(${at}, true)`),
};

const mask64: Method = (c, node) => {
  const offset = c.writer.claim(8);
  return c.named(code(`${c.imports.mask64()}.ofWords(${word(plus(offset))}, ${word(plus(offset + 4))})`), wantedName(node));
};

/** The reads of a Decoder that are compiled; any other stops the build. */
export const READS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ...Object.entries(FIXED),
  ['mask64', mask64], ['string', string], ['blob', blob], ['raw', raw], ['rest', rest], ['skip', skip], ['unlessZero', unlessZero],
  ['peek', peek], ['need', need], ['byteAt', byteAt], ['isSame', same], ['field', field], ['list', list], ['map', map], ['lazyList', lazyList], ['pair', pair],
  ['optional', optional], ['embedded', embedded], ['start', start], ['startLegacy', startLegacy], ['finish', finish],
  ['u32Array', words('Uint32Array')], ['s32Array', words('Int32Array')],
  ['malformed', fail], ['aborts', fail], ['padded', fail],
]);
