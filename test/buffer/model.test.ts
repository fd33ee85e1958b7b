import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../../src/buffer/crc32c/crc32c.ts';
import { BufferList } from '../../src/buffer/list.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';

/** A list, and the bytes it should hold. */
interface Pair {
  readonly list: BufferList;
  model: Uint8Array;
}

/** One thing to do to a pair. Offsets and lengths are fractions of the list, so that most are in range. */
interface Step {
  readonly run: keyof typeof operations;
  readonly at: number;
  readonly share: number;
  readonly data: Uint8Array;
}

const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

/** A list of `data` in pieces, so that there are seams. */
function pieces(data: Uint8Array): BufferList {
  const list = new BufferList();
  for (let at = 0; at < data.length; at += 3) list.pushBack(BufferPtr.copy(data.subarray(at, at + 3)));
  return list;
}

const operations = {
  append: (pair: Pair, { data }: Step) => {
    pair.list.append(data);
    pair.model = join(pair.model, data);
  },
  appendByte: (pair: Pair, { data }: Step) => {
    for (const byte of data) pair.list.appendByte(byte);
    pair.model = join(pair.model, data);
  },
  appendList: (pair: Pair, { data }: Step) => {
    pair.list.append(pieces(data));
    pair.model = join(pair.model, data);
  },
  appendCopy: (pair: Pair) => {
    if (pair.model.length > 200) return;
    // Not the list itself: what is shared twice is written twice, which a plain array cannot model.
    pair.list.append(pair.list.toBytes());
    pair.model = join(pair.model, pair.model);
  },
  appendZero: (pair: Pair, { data }: Step) => {
    pair.list.appendZero(data.length);
    pair.model = join(pair.model, new Uint8Array(data.length));
  },
  appendHole: (pair: Pair, { data }: Step) => {
    const filler = pair.list.appendHole(data.length);
    pair.list.append('x');
    pair.list.crc32c(0);
    filler.copyIn(data);
    pair.model = join(pair.model, data, Uint8Array.of(0x78));
  },
  pushFront: (pair: Pair, { data }: Step) => {
    pair.list.pushFront(BufferPtr.copy(data));
    pair.model = join(data, pair.model);
  },
  claimAppend: (pair: Pair, { data }: Step) => {
    pair.list.claimAppend(pieces(data));
    pair.model = join(pair.model, data);
  },
  claimPrepend: (pair: Pair, { data }: Step) => {
    pair.list.claimPrepend(BufferList.from(data));
    pair.model = join(data, pair.model);
  },
  copyIn: (pair: Pair, step: Step) => {
    const { at, length } = range(pair, step);
    const data = join(step.data, new Uint8Array(length)).subarray(0, length);
    pair.list.copyIn(at, step.share < 0.5 ? data : pieces(data));
    pair.model.set(data, at);
  },
  zero: (pair: Pair, step: Step) => {
    const { at, length } = range(pair, step);
    pair.list.zero(at, length);
    pair.model.fill(0, at, at + length);
  },
  splice: (pair: Pair, step: Step) => {
    const { at, length } = range(pair, step);
    const cut = new BufferList();
    pair.list.splice(at, length, cut);
    expect(cut.toBytes()).toEqual(pair.model.slice(at, at + length));
    pair.model = join(pair.model.subarray(0, at), pair.model.subarray(at + length));
  },
  substrOf: (pair: Pair, step: Step) => {
    const { at, length } = range(pair, step);
    pair.list.substrOf(pair.list, at, length);
    pair.model = pair.model.slice(at, at + length);
  },
  getContiguous: (pair: Pair, step: Step) => {
    const { at, length } = range(pair, step);
    expect(pair.list.getContiguous(at, length)).toEqual(pair.model.slice(at, at + length));
  },
  rebuild: (pair: Pair) => {
    pair.list.rebuild();
    expect(pair.list.isContiguous()).toBe(true);
  },
} satisfies Record<string, (pair: Pair, step: Step) => void>;

function range({ model }: Pair, { at, share }: Step): { at: number; length: number } {
  const from = Math.floor(at * model.length);
  return { at: from, length: Math.ceil(share * (model.length - from)) };
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const steps = fc.array(
  fc.record<Step>({
    run: fc.constantFrom(...(Object.keys(operations) as (keyof typeof operations)[])),
    at: share,
    share,
    data: fc.uint8Array({ maxLength: 40 }),
  }),
  { maxLength: 30 },
);

/** A pair after `sequence`; with a small `prealloc`, it crosses from one append buffer to the next. */
function pairAfter(sequence: readonly Step[], prealloc: number): Pair {
  const pair: Pair = { list: new BufferList(prealloc), model: new Uint8Array(0) };
  for (const step of sequence) operations[step.run](pair, step);
  return pair;
}

describe('BufferList, against a plain array', () => {
  it('agrees in contents, length, ptrs and checksum after every step', () => {
    fc.assert(
      fc.property(steps, fc.nat(60), fc.nat(), (sequence, prealloc, start) => {
        const pair = pairAfter([], prealloc);
        for (const step of sequence) {
          operations[step.run](pair, step);
          const { list, model } = pair;
          expect(list.length).toBe(model.length);
          expect(list.toBytes()).toEqual(Uint8Array.from(model));
          expect(list.contentsEqual(model)).toBe(true);
          expect(list.crc32c(start)).toBe(crc32c(start, model));
          expect(list.buffers.every((ptr) => ptr.length > 0)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is read alike by an iterator that goes back and forth', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.tuple(share, share), { maxLength: 20 }), (sequence, moves) => {
        const { list, model } = pairAfter(sequence, 0);
        const i = list.begin();
        for (const [to, part] of moves) {
          const target = Math.floor(to * model.length);
          i.advance(target - i.getOff());
          const length = Math.floor(part * (model.length - target));
          expect(i.copy(length)).toEqual(model.slice(target, target + length));
          expect([i.getOff(), i.getRemaining()]).toEqual([target + length, model.length - target - length]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is the same, with its iterator, after an operation that fails', () => {
    const other = pieces(Uint8Array.of(1, 2, 3, 4, 5));
    const failing: readonly ((list: BufferList, past: number) => unknown)[] = [
      (list, past) => list.begin(past),
      (list, past) => list.at(past - 1),
      (list, past) => list.copyOut(past - 1, new Uint8Array(1)),
      (list, past) => list.copyIn(past - 3, other),
      (list, past) => list.copyIn(past - 3, Uint8Array.of(1, 2, 3)),
      (list, past) => list.zero(0, past),
      (list, past) => list.splice(0, past, other),
      (list, past) => list.splice(past - 1, 1, other),
      (list, past) => other.substrOf(list, 0, past),
      (list, past) => list.substrOf(list, past - 1, 1),
      (list, past) => list.getContiguous(0, past),
      (list) => list.decodeBase64(pieces(Uint8Array.of(0x51))),
      (list) => list.append('\udc00'),
      (list) => list.appendZero(2 ** 53 - 1),
      (list) => list.appendHole(2 ** 53 - 1),
      (list) => list.claimAppend(list),
    ];
    fc.assert(
      fc.property(steps, fc.constantFrom(...failing), (sequence, fail) => {
        fc.pre(sequence.length > 0);
        const { list, model } = pairAfter(sequence, 0);
        fc.pre(model.length > 2);
        const before = list.buffers.map((ptr) => `${ptr}`);
        expect(() => fail(list, model.length + 1)).toThrow();
        expect(list.buffers.map((ptr) => `${ptr}`)).toEqual(before);
        expect(list.toBytes()).toEqual(Uint8Array.from(model));
        expect([...other.toBytes()]).toEqual([1, 2, 3, 4, 5]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('BufferListIterator, against a plain array', () => {
  it('stays where it is, and leaves the list as it is, when it fails', () => {
    const failing: readonly ((list: BufferList, at: number, need: number) => unknown)[] = [
      (list, at, need) => list.begin(at).copyIn(new Uint8Array(need).fill(7)),
      (list, at, need) => list.begin(at).copyIn(pieces(new Uint8Array(need).fill(7))),
      (list, at, need) => list.begin(at).copyToList(need, list),
      (list, at, need) => list.begin(at).copyDeep(need),
      (list, at, need) => list.begin(at).copyShallow(need),
      (list, at, need) => list.begin(at).crc32c(need, 0),
      (list, at, need) => list.begin(at).advance(need),
      (list, at) => list.begin(at).advance(-at - 1),
    ];
    fc.assert(
      fc.property(steps, share, fc.constantFrom(...failing), (sequence, at, fail) => {
        const { list, model } = pairAfter(sequence, 0);
        const offset = Math.floor(at * model.length);
        expect(() => fail(list, offset, model.length - offset + 1)).toThrow(
          expect.objectContaining({ code: 'end_of_buffer', offset }),
        );
        expect(list.toBytes()).toEqual(Uint8Array.from(model));
      }),
      { numRuns: 200 },
    );
  });
});
