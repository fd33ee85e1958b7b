import { expect } from 'vitest';
import type { ContiguousFiller } from '../../../src/buffer/contiguous_filler.ts';
import { crc32c } from '../../../src/buffer/crc32c/crc32c.ts';
import type { BufferListIterator } from '../../../src/buffer/iterator.ts';
import { BufferList } from '../../../src/buffer/list.ts';
import type { BufferPtr, LinkedPtr } from '../../../src/buffer/ptr.ts';
import type { BufferRaw } from '../../../src/buffer/raw.ts';
import { ModelList } from './list.ts';
import type { ModelFiller, ModelIterator } from './list.ts';
import { ModelPtr, NO_MEMORY, bytesOf } from './memory.ts';
import type { Cell, Memory } from './memory.ts';

/** Something of the library, and the model that must behave like it. */
export interface Pair<R, M> {
  readonly real: R;
  readonly model: M;
}

export type ListPair = Pair<BufferList, ModelList>;
export type PtrPair = Pair<BufferPtr, ModelPtr>;
export interface IteratorPair extends Pair<BufferListIterator, ModelIterator> {
  readonly list: ListPair;
}
export type FillerPair = Pair<ContiguousFiller, ModelFiller>;

/** What one operation is done to, and with. */
export interface Step {
  readonly operation: string;
  /** Which of the things there are. */
  readonly which: number;
  readonly other: number;
  /** Where a range begins, and how much of the rest it takes. */
  readonly at: number;
  readonly share: number;
  readonly data: Uint8Array;
  readonly word: number;
  /** Takes the place of an offset or a length, and is none as a rule. */
  readonly odd: number | null;
  /** Whether to look at everything afterwards. */
  readonly looks: boolean;
}

/** More of a kind are not kept. */
const MANY = 4;

/** All things of one run of operations. They share memory with one another. */
export class World {
  readonly lists: ListPair[];
  readonly ptrs: PtrPair[] = [];
  readonly iterators: IteratorPair[] = [];
  readonly fillers: FillerPair[] = [];
  readonly #memories = new WeakMap<BufferRaw, Memory>();
  /** What lies in them. */
  readonly #remembered = new WeakSet<Cell>();

  constructor() {
    this.lists = Array.from({ length: 2 }, () => ({ real: new BufferList(), model: new ModelList() }));
  }

  list({ which }: Step): ListPair {
    return this.lists[which % this.lists.length] as ListPair;
  }

  /** May be the same list. */
  otherList({ other }: Step): ListPair {
    return this.lists[other % this.lists.length] as ListPair;
  }

  ptr({ which }: Step): PtrPair | undefined {
    return this.ptrs[which % this.ptrs.length];
  }

  otherPtr({ other }: Step): PtrPair | undefined {
    return this.ptrs[other % this.ptrs.length];
  }

  /** One whose raw a test made: past its end lies nothing that a list may use. */
  ownPtr({ which }: Step): PtrPair | undefined {
    const own = this.ptrs.filter(({ model }) => model.memory.isOwn);
    return own[which % own.length];
  }

  iterator({ which }: Step): IteratorPair | undefined {
    return this.iterators[which % this.iterators.length];
  }

  otherIterator({ other }: Step): IteratorPair | undefined {
    return this.iterators[other % this.iterators.length];
  }

  filler({ which }: Step): FillerPair | undefined {
    return this.fillers[which % this.fillers.length];
  }

  /** Iterators of the list that was there go on. */
  replaceList({ which }: Step, made: ListPair | undefined): void {
    if (made !== undefined) this.lists[which % this.lists.length] = made;
  }

  keepOwnPtr(made: PtrPair | undefined): void {
    if (made === undefined) return;
    if (made.real.haveRaw()) this.#memories.set(made.real.raw, made.model.memory);
    for (const cell of made.model.memory.cells) this.#remembered.add(cell);
    keep(this.ptrs, made);
  }

  /** A ptr that the library made, which must lie in the memory of `cells`: a byte is written through it, for all to see. */
  keepPtr(real: BufferPtr, cells: readonly Cell[]): void {
    const made = { real, model: this.modelOf(real, cells) };
    if (real.length > 0) real.copyIn(0, Uint8Array.of(real.at(0) ^ 0xff));
    if (real.length > 0) made.model.copyIn(0, Uint8Array.of(made.model.at(0) ^ 0xff));
    keep(this.ptrs, made);
  }

  keepIterator(list: ListPair, made: Pair<BufferListIterator, ModelIterator> | undefined): void {
    if (made !== undefined) keep(this.iterators, { ...made, list });
  }

  keepFiller(made: FillerPair | undefined): void {
    if (made !== undefined) keep(this.fillers, made);
  }

  modelOf(real: LinkedPtr, cells: readonly Cell[]): ModelPtr {
    expect(real.length).toBe(cells.length);
    const memory = real.haveRaw() ? (this.#memories.get(real.raw) ?? memoryAround(real, cells)) : NO_MEMORY;
    const model = new ModelPtr(memory, real.offset, real.length);
    expect(model.cells.every((cell, i) => cell === cells[i])).toBe(true);
    return model;
  }

  /** Whether a byte of the list stands twice in it, or also elsewhere: then it matters which bytes are moved. */
  isShared({ model }: ListPair): boolean {
    const own = new Set(model.cells);
    const lists = [...this.lists, ...this.iterators.map(({ list }) => list)].filter((list) => list.model !== model);
    const others = [
      ...lists.map((list) => list.model.cells),
      ...this.ptrs.map((ptr) => ptr.model.memory.cells),
      ...this.fillers.map((filler) => filler.model.hole),
    ];
    return own.size < model.length || model.cells.some((cell) => this.#remembered.has(cell)) || others.some((cells) => cells.some((cell) => own.has(cell)));
  }

  /** Whether one ptr has all of a range; where nobody shares the bytes, the answer does not matter, and the list is not asked. */
  isInOnePtr(list: ListPair, offset: number, length: number): boolean {
    return this.isShared(list) && areInOnePtr(list.real, offset, length);
  }

  /** Fails unless everything holds what its model holds. */
  look(start: number): void {
    for (const { real, model } of this.lists) {
      const { bytes } = model;
      expect(real.length).toBe(bytes.length);
      sameBytes(real.toBytes(), bytes);
      expect(real.crc32c(start)).toBe(crc32c(start, bytes));
      expect(real.buffers.every((ptr) => ptr.length > 0)).toBe(true);
    }
    for (const { real, model } of this.ptrs) {
      expect(real.toString()).toBe(model.toString());
      sameBytes(real.cStr(), model.bytes);
      expect(real.crc32c(start)).toBe(crc32c(start, model.bytes));
      if (model.memory.isOwn) expect(real.raw.crc32c(0, model.rawLength, start)).toBe(crc32c(start, bytesOf(model.memory.cells)));
    }
    for (const { real, model } of this.iterators) expect([real.getOff(), real.getRemaining()]).toEqual([model.off, model.remaining]);
    for (const { real, model } of this.fillers) expect(real.remaining).toBe(model.remaining);
  }
}

/** Does the same to both, which must give the same value or fail alike. What both gave, or undefined where they failed. */
export function both<R, M>(real: () => R, model: (came: R | undefined) => M): Pair<R, M> | undefined {
  const came = outcome(real);
  const due = outcome(() => model(came.value));
  expect(came.fault).toEqual(due.fault);
  return came.fault === null ? ({ real: came.value, model: due.value } as Pair<R, M>) : undefined;
}

/** As `both`, for values that can be compared. */
export function same<T>(real: () => T, model: (came: T | undefined) => T): void {
  const given = both(real, model);
  if (given === undefined) return;
  if (given.real instanceof Uint8Array) sameBytes(given.real, given.model as Uint8Array);
  else expect(given.real).toEqual(given.model);
}

export function sameBytes(real: Uint8Array, model: Uint8Array): void {
  if (Buffer.compare(real, model) !== 0) expect(real).toEqual(model);
}

export function areInOnePtr(list: BufferList, offset: number, length: number): boolean {
  let end = 0;
  return list.buffers.some((ptr) => {
    end += ptr.length;
    return offset >= end - ptr.length && offset + length <= end;
  });
}

interface Outcome<T> {
  readonly value?: T;
  readonly fault: unknown;
}

function outcome<T>(run: () => T): Outcome<T> {
  try {
    return { value: run(), fault: null };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name } = error;
    if (!['EndOfBuffer', 'MalformedInput', 'RangeError', 'TypeError'].includes(name)) throw error;
    return { fault: { ...error, name } };
  }
}

function keep<T>(things: T[], made: T): void {
  things.push(made);
  if (things.length > MANY) things.shift();
}

function memoryAround({ offset, rawLength }: LinkedPtr, known: readonly Cell[]): Memory {
  const cells = new Array<Cell>(rawLength);
  known.forEach((cell, i) => (cells[offset + i] = cell));
  return { cells, isOwn: false };
}
