import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContiguousFiller } from '../../src/buffer/contiguous_filler.ts';
import { BufferListIterator } from '../../src/buffer/iterator.ts';
import { BufferList } from '../../src/buffer/list.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { BufferRaw } from '../../src/buffer/raw.ts';
import { FILLER_OPERATIONS, ITERATOR_OPERATIONS } from './model/iterator_operations.ts';
import { LIST_OPERATIONS } from './model/list_operations.ts';
import type { Operation, Operations } from './model/operation.ts';
import { PTR_OPERATIONS, RAW_OPERATIONS } from './model/ptr_operations.ts';
import { World } from './model/world.ts';
import type { ListPair, Step } from './model/world.ts';

interface Class {
  readonly name: string;
  readonly prototype: object;
}

/** All that is public in bufferlists, and what is done with each member here. */
const CLASSES: readonly (readonly [Class, Operations])[] = [
  [BufferList, LIST_OPERATIONS],
  [BufferListIterator, ITERATOR_OPERATIONS],
  [BufferPtr, PTR_OPERATIONS],
  [BufferRaw, RAW_OPERATIONS],
  [ContiguousFiller, FILLER_OPERATIONS],
];
/** Members that are called by others: an iterator comes from `begin`, a filler from `appendHole`. */
const OTHERWISE = ['BufferListIterator.new', 'ContiguousFiller.new'];

const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  CLASSES.flatMap(([{ name }, operations]) => Object.entries(operations).map(([member, run]) => [`${name}.${member}`, run] as const)),
);

function membersOf(made: Class): string[] {
  const own = Object.getOwnPropertyNames(made).filter((member) => !['length', 'name', 'prototype'].includes(member));
  const members = [...Object.getOwnPropertyNames(made.prototype), ...own];
  return members.map((member) => `${made.name}.${member === 'constructor' ? 'new' : member}`);
}

/** A list that is longer is cleared. */
const LONG = 300;

function worldAfter(steps: readonly Step[]): World {
  const world = new World();
  for (const step of steps) {
    OPERATIONS.get(step.operation)?.(world, step);
    for (const { real, model } of world.lists) if (model.length > LONG) (real.clear(), (model.cells = []));
    if (step.looks) world.look(step.word);
  }
  world.look(0);
  return world;
}

/** Of fractions; `fc.double` gives most of its numbers close to 0. */
const share = fc.nat(1000).map((n) => n / 1000);
/** What changes a list comes twice as often: to ask a list for anything settles it, and would hide what a change forgets. */
const changes = [...OPERATIONS.keys()].filter((name) => /^BufferList\.(?:append|reserve|push|claim|swap|splice|substr|rebuild)/.test(name));
const operation = fc.oneof(fc.constantFrom(...OPERATIONS.keys()), { weight: 2, arbitrary: fc.constantFrom(...changes) });
const step: fc.Arbitrary<Step> = fc.record({
  operation,
  which: fc.nat(11),
  other: fc.nat(11),
  at: share,
  share,
  data: fc.uint8Array({ maxLength: 40, size: 'max' }),
  word: fc.nat(0xffff_ffff),
  odd: fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, fc.constantFrom(-1, 0.5, Number.NaN, 1000, 2 ** 53 - 1)),
  looks: fc.nat(9).map((n) => n === 0),
});
const steps = (maxLength: number): fc.Arbitrary<Step[]> => fc.array(step, { maxLength, size: 'max' });

/** Each leaves the list by at least a byte, or cannot be done for another reason. */
const failing: readonly ((list: BufferList, past: number, other: BufferList) => unknown)[] = [
  (list, past) => list.begin(past),
  (list, past) => list.at(past - 1),
  (list, past) => list.copyOut(past - 1, new Uint8Array(1)),
  (list, past, other) => list.copyIn(past - 3, other),
  (list, past) => list.copyIn(past - 3, Uint8Array.of(1, 2, 3)),
  (list, past) => list.zero(0, past),
  (list, past, other) => list.splice(0, past, other),
  (list, past, other) => list.splice(past - 1, 1, other),
  (list, past, other) => other.substrOf(list, 0, past),
  (list, past) => list.substrOf(list, past - 1, 1),
  (list, past) => list.getContiguous(0, past),
  (list) => list.decodeBase64(BufferList.from('Q')),
  (list) => list.append('\udc00'),
  (list) => list.appendZero(2 ** 53 - 1),
  (list) => list.appendHole(2 ** 53 - 1),
  (list) => list.reserve(2 ** 53 - 1),
  (list) => list.claimAppend(list),
];

/** As `failing`, from an offset on. */
const failingAt: readonly ((list: BufferList, at: number, need: number, other: BufferList) => unknown)[] = [
  (list, at, need) => list.begin(at).copyIn(new Uint8Array(need).fill(7)),
  (list, at, need) => list.begin(at).copyIn(BufferList.from(new Uint8Array(need).fill(7))),
  (list, at, need) => list.begin(at).copyToList(need, list),
  (list, at, need, other) => list.begin(at).copyToList(need, other),
  (list, at, need) => list.begin(at).copyDeep(need),
  (list, at, need) => list.begin(at).copyShallow(need),
  (list, at, need) => list.begin(at).takePtrs(need),
  (list, at, need) => list.begin(at).crc32c(need, 0),
  (list, at, need) => list.begin(at).advance(need),
  (list, at) => list.begin(at).advance(-at - 1),
];

/** Runs what must fail on a list with at least three bytes, which must then have the ptrs it had. */
function failsWithout(change: readonly Step[], fail: (list: BufferList, other: BufferList) => void): void {
  const world = worldAfter(change);
  const [{ real: list, model }] = world.lists as [ListPair];
  const other = BufferList.from(Uint8Array.of(1, 2, 3, 4, 5));
  list.append('abc');
  model.append('abc');
  const before = list.buffers.map((ptr) => `${ptr}`);
  fail(list, other);
  expect(list.buffers.map((ptr) => `${ptr}`)).toEqual(before);
  world.look(0);
  expect([...other.toBytes()]).toEqual([1, 2, 3, 4, 5]);
}

describe('bufferlists, with their ptrs, raws, iterators and fillers', () => {
  it('behave like plain bytes in shared memory, whatever is done to them in whatever order', () => {
    fc.assert(fc.property(steps(100), (change) => void worldAfter(change)), { numRuns: 800 });
  });

  it('have no public member that is not tried', () => {
    const members = CLASSES.flatMap(([made]) => membersOf(made));
    expect([...OPERATIONS.keys(), ...OTHERWISE].sort()).toEqual(members.sort());
  });

  it('have the same ptrs after an operation that fails', () => {
    fc.assert(
      fc.property(steps(30), fc.constantFrom(...failing), (change, fail) => {
        failsWithout(change, (list, other) => expect(() => fail(list, list.length + 1, other)).toThrow());
      }),
      { numRuns: 300 },
    );
  });

  it('have the same ptrs after an iterator fails, which says where', () => {
    fc.assert(
      fc.property(steps(30), share, fc.constantFrom(...failingAt), (change, at, fail) => {
        failsWithout(change, (list, other) => {
          const offset = Math.floor(at * list.length);
          const error = expect.objectContaining({ code: 'end_of_buffer', offset });
          expect(() => fail(list, offset, list.length - offset + 1, other)).toThrow(error);
        });
      }),
      { numRuns: 200 },
    );
  });
});
