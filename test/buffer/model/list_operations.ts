import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { hexdump } from '../../../src/buffer/bytes/hexdump.ts';
import { decodeUtf8 } from '../../../src/buffer/bytes/utf8.ts';
import { crc32c } from '../../../src/buffer/crc32c/crc32c.ts';
import { BufferList } from '../../../src/buffer/list.ts';
import { BufferPtr } from '../../../src/buffer/ptr.ts';
import { ModelFiller, ModelIterator, ModelList } from './list.ts';
import { copyOf } from './memory.ts';
import type { ModelPtr } from './memory.ts';
import { count, dataWithin, range } from './operation.ts';
import type { Operation, Operations } from './operation.ts';
import { both, same } from './world.ts';
import type { ListPair, Step, World } from './world.ts';

type OnList = (list: ListPair, step: Step, world: World) => void;

const on = (run: OnList): Operation => (world, step) => run(world.list(step), step, world);

/** A new list of `data`, in ptrs of a few bytes. */
function inPieces(data: Uint8Array): ListPair {
  const pair = { real: new BufferList(), model: new ModelList() };
  for (let at = 0; at < data.length; at += 3) pair.real.pushBack(BufferPtr.copy(data.subarray(at, at + 3)));
  pair.model.append(data);
  return pair;
}

/** Data to write that shares no memory with the list that it is written to. */
function source({ data, which }: Step): { real: Uint8Array | BufferList; bytes: Uint8Array } {
  return { real: which % 2 === 0 ? data : inPieces(data).real, bytes: data };
}

/** Text of all that there is in UTF-8; now and then such that has no bytes. */
const text = ({ data, odd, word }: Step): string => decodeUtf8(data, 0, data.length) + String.fromCodePoint(word % 0xd800) + (odd === null ? '' : '\ud800');

/** What is appended in any of the forms that a list takes. */
const appended: OnList = (list, step, world) => {
  const { real, model } = list;
  const [other, ptr] = [world.otherList(step), world.ptr(step)];
  const forms = [
    () => same(() => real.append(step.data), () => model.append(step.data)),
    () => same(() => real.append(text(step)), () => model.append(text(step))),
    () => same(() => real.append(other.real), () => model.append([...other.model.cells])),
    () => ptr !== undefined && same(() => real.append(ptr.real), () => model.append(ptr.model.cells)),
  ];
  forms[Math.floor(step.share * forms.length) % forms.length]?.();
};

const claims = (member: 'claim' | 'claimAppend' | 'claimPrepend'): Operation => on(({ real, model }, step, world) => {
  const other = world.otherList(step);
  same(() => real[member](other.real), () => model[member](other.model));
});

const pushes = (member: 'pushBack' | 'pushFront', add: (model: ModelList, ptr: ModelPtr) => void): Operation => on(({ real, model }, step, world) => {
  const ptr = world.ptr(step);
  if (ptr !== undefined) same(() => real[member](ptr.real), () => add(model, ptr.model));
});

/** How much a list may be asked to reserve: more than is left, too. */
const reserved = (step: Step): number => (step.which % 2 === 0 ? count(60, step) : count(9000, step));

export const LIST_OPERATIONS: Operations = {
  new: (world, step) => {
    const prealloc = reserved(step);
    world.replaceList(step, both(() => new BufferList(prealloc), () => ModelList.withRoom(prealloc)));
  },
  from: (world, step) => {
    const other = world.otherList(step);
    if (step.which % 2 === 0) world.replaceList(step, both(() => BufferList.from(step.data), () => ModelList.of(step.data)));
    else world.replaceList(step, both(() => BufferList.from(other.real), () => ModelList.of([...other.model.cells])));
  },
  length: on(({ real, model }) => same(() => real.length, () => model.length)),
  buffers: on(({ real, model }, _, world) => {
    let at = 0;
    for (const ptr of real.buffers) world.modelOf(ptr, model.cells.slice(at, (at += ptr.length)));
    same(() => at, () => model.length);
  }),
  getNumBuffers: on(({ real }) => same(() => real.getNumBuffers(), () => real.buffers.length)),
  begin: on((list, step, world) => {
    const offset = count(list.model.length, step);
    world.keepIterator(list, both(() => list.real.begin(offset), () => new ModelIterator(list.model, offset)));
  }),
  end: on((list, _, world) => {
    world.keepIterator(list, both(() => list.real.end(), () => new ModelIterator(list.model, list.model.length)));
  }),
  append: on(appended),
  appendByte: on(({ real, model }, { word, odd }) => same(() => real.appendByte(odd ?? word & 0xff), () => model.appendByte(odd ?? word & 0xff))),
  appendPtr: on(({ real, model }, step, world) => {
    const ptr = world.ptr(step);
    if (ptr === undefined) return;
    const [offset, length] = range(ptr.model.length, step);
    same(() => real.appendPtr(ptr.real, offset, length), () => model.appendPtr(ptr.model, offset, length));
  }),
  appendU32: on(({ real, model }, { word, odd, other }) => {
    for (let i = 0; i <= other % 4; i++) same(() => real.appendU32(odd ?? word), () => model.appendU32(odd ?? word));
  }),
  appendZero: on(({ real, model }, step) => {
    const length = count(40, step);
    same(() => real.appendZero(length), () => void model.appendZero(length));
  }),
  appendHole: on(({ real, model }, step, world) => {
    const length = count(40, step);
    world.keepFiller(both(() => real.appendHole(length), () => new ModelFiller(model.appendZero(length))));
  }),
  reserve: on(({ real, model }, step) => same(() => real.reserve(reserved(step)), () => model.reserve(reserved(step)))),
  pushBack: pushes('pushBack', (model, ptr) => model.append(ptr.cells)),
  pushFront: pushes('pushFront', (model, ptr) => model.prepend(ptr.cells)),
  clear: on(({ real, model }) => same(() => real.clear(), () => void (model.cells = []))),
  swap: on(({ real, model }, step, world) => {
    const other = world.otherList(step);
    same(() => real.swap(other.real), () => model.swap(other.model));
  }),
  claim: claims('claim'),
  claimAppend: claims('claimAppend'),
  claimPrepend: claims('claimPrepend'),
  substrOf: on(({ real, model }, step, world) => {
    const other = world.otherList(step);
    const [offset, length] = range(other.model.length, step);
    same(() => real.substrOf(other.real, offset, length), () => model.substrOf(other.model, offset, length));
  }),
  splice: on(({ real, model }, step, world) => {
    const [offset, length] = range(model.length, step);
    const other = step.word % 3 === 0 ? undefined : world.otherList(step);
    same(() => real.splice(offset, length, other?.real), () => model.splice(offset, length, other?.model));
  }),
  isContiguous: on(({ real }) => same(() => real.isContiguous(), () => real.buffers.length <= 1)),
  rebuild: on(({ real, model }) => {
    same(() => real.rebuild(), () => void (model.cells = copyOf(model.cells)));
    same(() => real.isContiguous(), () => true);
  }),
  cStr: on((list, _, world) => {
    const isInOnePtr = world.isInOnePtr(list, 0, list.model.length);
    same(() => list.real.cStr(), () => list.model.getContiguous(0, list.model.length, isInOnePtr));
  }),
  getContiguous: on((list, step, world) => {
    const [offset, length] = range(list.model.length, step);
    const isInOnePtr = world.isInOnePtr(list, offset, length);
    same(() => list.real.getContiguous(offset, length), () => list.model.getContiguous(offset, length, isInOnePtr));
  }),
  toBytes: on(({ real, model }) => same(() => real.toBytes(), () => model.bytes)),
  toJSON: on(({ real, model }) => same(() => real.toJSON(), () => toHex(Uint8Array.from(model.bytes)))),
  toStr: on(({ real, model }) => same(() => real.toStr(), () => decodeUtf8(model.bytes, 0, model.length))),
  at: on(({ real, model }, step) => {
    const index = count(model.length, step);
    same(() => real.at(index), () => model.at(index));
  }),
  copyOut: on(({ real, model }, step) => {
    const [offset, { length }] = dataWithin(model.length, step);
    const dest = new Uint8Array(length);
    same(() => (real.copyOut(offset, dest), dest), () => model.copyOut(offset, length));
  }),
  copyIn: on(({ real, model }, step) => {
    const [offset, data] = dataWithin(model.length, step);
    const from = source({ ...step, data });
    same(() => real.copyIn(offset, from.real), () => model.copyIn(offset, from.bytes));
  }),
  zero: on(({ real, model }, step) => {
    const [offset, length] = range(model.length, step);
    if (step.word % 4 === 0) same(() => real.zero(), () => model.zero(0, model.length));
    else same(() => real.zero(offset, length), () => model.zero(offset, length));
  }),
  isZero: on(({ real, model }) => same(() => real.isZero(), () => model.bytes.every((byte) => byte === 0))),
  isNAlignSized: on(({ real }, step) => {
    const align = count(4, { ...step, odd: null }) + 1;
    same(() => real.isNAlignSized(align), () => real.buffers.every((ptr) => ptr.length % align === 0));
  }),
  compare: on(({ real, model }, step, world) => {
    const other = world.otherList(step);
    same(() => real.compare(other.real), () => Buffer.compare(model.bytes, other.model.bytes));
  }),
  contentsEqual: on(({ real, model }, step, world) => {
    const other = world.otherList(step);
    same(() => real.contentsEqual(other.real), () => Buffer.compare(model.bytes, other.model.bytes) === 0);
    same(() => real.contentsEqual(model.bytes), () => true);
  }),
  crc32c: on(({ real, model }, { word }) => same(() => real.crc32c(word), () => crc32c(word, model.bytes))),
  invalidateCrc: on((list, { data }, world) => {
    const isInOnePtr = world.isInOnePtr(list, 0, list.model.length);
    list.real.cStr().set(data.subarray(0, list.model.length));
    list.real.invalidateCrc();
    list.model.getContiguous(0, list.model.length, isInOnePtr);
    list.model.copyIn(0, data.subarray(0, list.model.length));
  }),
  hexdump: on(({ real, model }) => same(() => real.hexdump(), () => hexdump(model.bytes))),
  encodeBase64: on(({ real, model }, step, world) => {
    const other = world.otherList(step);
    same(() => real.encodeBase64(other.real), () => model.encodeBase64(other.model));
  }),
  decodeBase64: on(({ real, model }, step, world) => {
    const base64 = inPieces(new TextEncoder().encode(Buffer.from(step.data).toString('base64')));
    const from = step.odd === null ? base64 : world.otherList(step);
    same(() => real.decodeBase64(from.real), () => model.decodeBase64(from.model));
  }),
  toString: on(({ real, model }) => same(() => real.toString().split('\n')[0], () => `buffer::list(len=${model.length},`)),
};
