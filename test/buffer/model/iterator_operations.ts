import { ModelIterator } from './list.ts';
import { ModelPtr, bytesOf } from './memory.ts';
import { count, range } from './operation.ts';
import type { Operation, Operations } from './operation.ts';
import { areInOnePtr, both, same } from './world.ts';
import type { FillerPair, IteratorPair, Step, World } from './world.ts';

type OnIterator = (iterator: IteratorPair, step: Step, world: World) => void;

/** Does nothing while there is no iterator. */
const on = (run: OnIterator): Operation => (world, step) => {
  const iterator = world.iterator(step);
  if (iterator !== undefined) run(iterator, step, world);
};

const onFiller = (run: (filler: FillerPair, step: Step) => void): Operation => (world, step) => {
  const filler = world.filler(step);
  if (filler !== undefined) run(filler, step);
};

/** How many bytes to take: as a rule no more than there are. */
const length = ({ model }: IteratorPair, step: Step): number => range(model.remaining, { ...step, other: 0 })[1];

export const ITERATOR_OPERATIONS: Operations = {
  clone: on(({ real, model, list }, _, world) => world.keepIterator(list, both(() => real.clone(), () => new ModelIterator(model.list, model.off)))),
  getOff: on(({ real, model }) => same(() => real.getOff(), () => model.off)),
  getRemaining: on(({ real, model }) => same(() => real.getRemaining(), () => model.remaining)),
  end: on(({ real, model }) => same(() => real.end(), () => model.remaining === 0)),
  equals: on(({ real, model }, step, world) => {
    const other = world.otherIterator(step) as IteratorPair;
    same(() => real.equals(other.real), () => model.list === other.model.list && model.off === other.model.off);
  }),
  seek: on(({ real, model }, step) => {
    const off = count(model.list.length, step);
    same(() => real.seek(off), () => model.seek(off));
  }),
  advance: on(({ real, model }, step) => {
    const distance = count(model.off + model.remaining, step) - (step.odd === null ? model.off : 0);
    same(() => real.advance(distance), () => model.advance(distance));
  }),
  peekByte: on(({ real, model }) => same(() => real.peekByte(), () => model.peek().value)),
  nextByte: on(({ real, model }) => same(() => real.nextByte(), () => model.take(1)[0]?.value)),
  getCurrentPtr: on(({ real, model }, _, world) => {
    const { off } = model;
    const ptr = both(() => real.getCurrentPtr(), (came) => (model.peek(), model.takeRun(model.remaining, came?.length)));
    model.off = off;
    if (ptr !== undefined) world.keepPtr(ptr.real, ptr.model);
  }),
  getPtrAndAdvance: on((iterator, step) => {
    const want = length(iterator, step);
    same(() => iterator.real.getPtrAndAdvance(want), (came) => bytesOf(iterator.model.takeRun(want, came?.length)));
  }),
  copy: on((iterator, step) => {
    const want = length(iterator, step);
    same(() => iterator.real.copy(want), () => bytesOf(iterator.model.take(want)));
  }),
  copyInto: on((iterator, step) => {
    const dest = new Uint8Array(Math.ceil(step.share * (iterator.model.remaining + (step.odd === null ? 0 : 1))));
    same(() => (iterator.real.copyInto(dest), dest), () => bytesOf(iterator.model.take(dest.length)));
  }),
  copyDeep: on((iterator, step, world) => {
    const want = length(iterator, step);
    world.keepOwnPtr(both(() => iterator.real.copyDeep(want), () => ModelPtr.of(bytesOf(iterator.model.take(want)))));
  }),
  copyShallow: on((iterator, step, world) => {
    const want = length(iterator, step);
    const { off } = iterator.model;
    const ptr = both(() => iterator.real.copyShallow(want), () => iterator.model.take(want));
    if (ptr === undefined) return;
    if (want === 0 || areInOnePtr(iterator.list.real, off, want)) world.keepPtr(ptr.real, ptr.model);
    else world.keepOwnPtr({ real: ptr.real, model: ModelPtr.of(bytesOf(ptr.model)) });
  }),
  copyToList: on((iterator, step, world) => {
    const [want, dest] = [length(iterator, step), world.otherList(step)];
    same(() => iterator.real.copyToList(want, dest.real), () => dest.model.append(iterator.model.take(want)));
  }),
  copyAll: on(({ real, model }, step, world) => {
    const dest = world.otherList(step);
    same(() => real.copyAll(dest.real), () => dest.model.append(bytesOf(model.take(model.remaining))));
  }),
  takePtrs: on((iterator, step, world) => {
    const want = length(iterator, step);
    const taken = both(() => iterator.real.takePtrs(want), () => iterator.model.take(want));
    let at = 0;
    for (const ptr of taken?.real ?? []) world.keepPtr(ptr, taken?.model.slice(at, (at += ptr.length)) ?? []);
    same(() => at, () => taken?.model.length ?? 0);
  }),
  copyIn: on(({ real, model }, { data, odd }) => {
    const fitting = odd === null ? data.subarray(0, model.remaining) : data;
    same(() => real.copyIn(fitting), () => model.copyIn(fitting));
  }),
  crc32c: on((iterator, step) => {
    const want = length(iterator, step);
    same(() => iterator.real.crc32c(want, step.word), () => iterator.model.crc32c(want, step.word));
  }),
};

export const FILLER_OPERATIONS: Operations = {
  remaining: onFiller(({ real, model }) => same(() => real.remaining, () => model.remaining)),
  advance: onFiller(({ real, model }, step) => {
    const length = count(model.remaining, step);
    same(() => real.advance(length), () => model.advance(length));
  }),
  copyIn: onFiller(({ real, model }, { data, odd }) => {
    const fitting = odd === null ? data.subarray(0, model.remaining) : data;
    same(() => real.copyIn(fitting), () => model.copyIn(fitting));
  }),
};
