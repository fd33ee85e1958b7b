import { describe, expect, it } from 'vitest';
import { BufferList } from '../../../src/buffer/list.ts';
import { CaptureDissector } from '../../../src/capture/dissect.ts';
import type { MessageEvent } from '../../../src/capture/ceph/event.ts';
import { MapDiagnoses } from '../../../src/capture/maps/map_diagnoses.ts';
import { ONE_MON } from '../support/fixture.ts';

const MESSAGES = new CaptureDissector().receive(ONE_MON).filter((event): event is MessageEvent => event.kind === 'message');
const MAPS = MESSAGES.filter(({ typeName }) => typeName === 'MMonMap');

describe('MapDiagnoses', () => {
  it('diagnoses the same map for the same receiver once', () => {
    const diagnoses = new MapDiagnoses();
    const found = MAPS.map((event) => diagnoses.of(event)?.peer);
    expect(found.length).toBe(21);
    expect(new Set(found).size).toBe(new Set(MAPS.map(({ message, offered }) => `${offered} ${message.front.toBytes()}`)).size);
  });

  it('reads the map as its receiver does, where that is known', () => {
    const [event] = MAPS.filter(({ connection }) => connection.id === 3) as [MessageEvent];
    expect(new MapDiagnoses().of(event)?.peer).toMatchObject({ release: 'hammer', reading: { verdict: 'fails' }, blame: [{ bit: 59 }] });
    expect(new MapDiagnoses().of({ ...event, offered: null })?.peer).toBeNull();
  });

  it('does not diagnose a map longer than any cluster has', () => {
    const [event] = MAPS as [MessageEvent];
    const long = new Uint8Array(4 + 8193);
    new DataView(long.buffer).setUint32(0, 8193, true);
    expect(new MapDiagnoses().of({ ...event, message: { ...event.message, front: BufferList.from(long) } })).toMatchObject({ form: '8193 bytes, too long to be diagnosed', peer: null });
  });

  it('has no answer for other messages', () => {
    expect(MESSAGES.filter((event) => new MapDiagnoses().of(event) !== null)).toEqual(MAPS);
  });
});
