import { crc32c } from '../../../src/buffer/crc32c/crc32c.ts';
import { BufferPtr } from '../../../src/buffer/ptr.ts';
import { BufferRaw } from '../../../src/buffer/raw.ts';
import { NO_MEMORY, ModelPtr, bytesOf, write } from './memory.ts';
import { count, dataWithin, range } from './operation.ts';
import type { Operation, Operations } from './operation.ts';
import { both, same } from './world.ts';
import type { PtrPair, Step, World } from './world.ts';

type OnPtr = (ptr: PtrPair, step: Step, world: World) => void;

/** Does nothing while there is no ptr. */
const on = (run: OnPtr): Operation => (world, step) => {
  const ptr = world.ptr(step);
  if (ptr !== undefined) run(ptr, step, world);
};

const onOwn = (run: OnPtr): Operation => (world, step) => {
  const ptr = world.ownPtr(step);
  if (ptr !== undefined) run(ptr, step, world);
};

export const PTR_OPERATIONS: Operations = {
  new: (world, step) => {
    const own = world.ownPtr(step);
    if (own === undefined) return world.keepOwnPtr({ real: new BufferPtr(), model: new ModelPtr() });
    const [offset, length] = range(own.model.rawLength, step);
    world.keepOwnPtr(both(() => new BufferPtr(own.real.raw, offset, length), () => new ModelPtr(own.model.memory, offset, length)));
  },
  create: (world, step) => {
    const length = count(40, step);
    world.keepOwnPtr(both(() => BufferPtr.create(length), () => ModelPtr.create(length)));
  },
  copy: (world, { data }) => {
    const from = Uint8Array.from(data);
    world.keepOwnPtr(both(() => BufferPtr.copy(from), () => ModelPtr.of(data)));
    from.fill(0xee);
  },
  claim: (world, { data }) => {
    const claimed = Uint8Array.from(data);
    world.keepOwnPtr(both(() => BufferPtr.claim(claimed), () => ModelPtr.of(data)));
  },
  raw: onOwn(({ real, model }) => same(() => real.raw.data, () => bytesOf(model.memory.cells))),
  length: on(({ real, model }) => same(() => real.length, () => model.length)),
  offset: on(({ real, model }) => same(() => real.offset, () => model.offset)),
  start: on(({ real, model }) => same(() => real.start, () => model.offset)),
  end: on(({ real, model }) => same(() => real.end, () => model.end)),
  rawLength: on(({ real, model }) => same(() => real.rawLength, () => model.rawLength)),
  haveRaw: on(({ real, model }) => same(() => real.haveRaw(), () => model.memory !== NO_MEMORY)),
  isPartial: on(({ real, model }) => same(() => real.isPartial(), () => model.length < model.rawLength)),
  wasted: on(({ real, model }) => same(() => real.wasted(), () => model.rawLength - model.length)),
  unusedTailLength: on(({ real, model }) => same(() => real.unusedTailLength(), () => model.rawLength - model.end)),
  atBufferHead: on(({ real, model }) => same(() => real.atBufferHead(), () => model.offset === 0)),
  atBufferTail: on(({ real, model }) => same(() => real.atBufferTail(), () => model.end === model.rawLength)),
  isZero: on(({ real, model }) => same(() => real.isZero(), () => model.bytes.every((byte) => byte === 0))),
  at: on(({ real, model }, step) => {
    const index = count(model.length, step);
    same(() => real.at(index), () => model.at(index));
  }),
  cStr: on(({ real, model }, { data }) => {
    same(() => real.cStr(), () => model.bytes);
    const written = Uint8Array.from(model.bytes, (byte, i) => data[i] ?? byte);
    real.cStr().set(written);
    real.raw.invalidateCrc(real.offset, real.end);
    write(model.cells, written);
  }),
  cmp: on(({ real, model }, step, world) => {
    const other = world.otherPtr(step) as PtrPair;
    same(() => real.cmp(other.real), () => model.cmp(other.model));
  }),
  crc32c: on(({ real, model }, { word }) => same(() => real.crc32c(word), () => model.crc32c(word))),
  substr: on(({ real, model }, step, world) => {
    const [offset, length] = range(model.length, step);
    const part = both(() => real.substr(offset, length), () => model.substr(offset, length));
    if (part !== undefined) world.keepPtr(part.real, part.model.cells);
  }),
  clone: on(({ real, model }, _, world) => world.keepOwnPtr(both(() => real.clone(), () => ModelPtr.of(model.bytes)))),
  copyOut: on(({ real, model }, step) => {
    const [offset, data] = dataWithin(model.length, step);
    const dest = new Uint8Array(data.length);
    same(() => (real.copyOut(offset, dest), dest), () => model.copyOut(offset, data.length));
  }),
  copyIn: on(({ real, model }, step) => {
    const [offset, data] = dataWithin(model.length, step);
    same(() => real.copyIn(offset, data), () => model.copyIn(offset, data));
  }),
  zero: on(({ real, model }, step) => {
    const [offset, length] = range(model.length, step);
    if (step.which % 4 === 0) same(() => real.zero(), () => model.zero(0, model.length));
    else same(() => real.zero(offset, length), () => model.zero(offset, length));
  }),
  append: onOwn(({ real, model }, { data }) => same(() => real.append(data), () => model.append(data))),
  appendZeros: onOwn(({ real, model }, step) => {
    const length = count(20, step);
    same(() => real.appendZeros(length), () => model.appendZeros(length));
  }),
  setOffset: onOwn(({ real, model }, step) => {
    const offset = count(model.rawLength, step);
    same(() => real.setOffset(offset), () => model.setOffset(offset));
  }),
  setLength: onOwn(({ real, model }, step) => {
    const length = count(model.rawLength, step);
    same(() => real.setLength(length), () => model.setLength(length));
  }),
  swap: on(({ real, model }, step, world) => {
    const other = world.otherPtr(step) as PtrPair;
    same(() => real.swap(other.real), () => model.swap(other.model));
  }),
  toString: on(({ real, model }) => same(() => real.toString(), () => model.toString())),
};

/** On the raw of a ptr. */
export const RAW_OPERATIONS: Operations = {
  new: (world, { data }) => {
    const raw = new BufferRaw(Uint8Array.from(data));
    world.keepOwnPtr({ real: new BufferPtr(raw), model: ModelPtr.of(data) });
  },
  length: onOwn(({ real, model }) => same(() => real.raw.length, () => model.rawLength)),
  crc32c: onOwn(({ real, model }, step) => {
    const { word } = step;
    const [begin, length] = range(model.rawLength, { ...step, odd: null });
    const end = begin + length;
    same(() => real.raw.crc32c(begin, end, word), () => crc32c(word, bytesOf(model.memory.cells.slice(begin, end))));
  }),
  invalidateCrc: onOwn(({ real, model }, { at, word }) => {
    const index = Math.floor(at * model.rawLength);
    const cell = model.memory.cells[index];
    if (cell === undefined) return;
    real.raw.data[index] = cell.value = word & 0xff;
    real.raw.invalidateCrc(index, index + 1);
  }),
  toString: onOwn(({ real, model }) => same(() => real.raw.toString(), () => `buffer::raw(len ${model.rawLength})`)),
};
