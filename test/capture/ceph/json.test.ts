import { describe, expect, it } from 'vitest';
import type { CaptureEvent, MessageEvent } from '../../../src/capture/ceph/event.ts';
import { captureEventJson } from '../../../src/capture/ceph/json.ts';
import type { CaptureEventJson, MessageEventJson } from '../../../src/capture/ceph/json.ts';
import { CaptureDissector } from '../../../src/capture/dissect.ts';
import { diagnosedEventJson } from '../../../src/capture/maps/json.ts';
import { MapDiagnoses } from '../../../src/capture/maps/map_diagnoses.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { ONE_MON } from '../support/fixture.ts';

const dissector = new CaptureDissector();
const EVENTS: readonly CaptureEvent[] = [...dissector.receive(ONE_MON), ...dissector.end()];
const MAPS = EVENTS.filter((event): event is MessageEvent => event.kind === 'message' && event.typeName === 'MMonMap');

describe('the JSON of a capture', () => {
  it('is what JSON.stringify makes of each event', () => {
    expect(EVENTS.length).toBeGreaterThan(100);
    for (const event of EVENTS) expect(JSON.parse(JSON.stringify(event))).toEqual(JSON.parse(JSON.stringify(captureEventJson(event))));
  });

  it('says for each kind what the event says, with keys in snake_case', () => {
    const connection = { id: 1, version: 1, client: '10.0.0.2:40000', server: '10.0.0.1:6789' } as const;
    const base = { connection, stamp: { sec: 1_795_318_063, nsec: 976_241_428 } };
    const head = { connection: 1, time: '2026-11-22T03:27:43.976241428Z' };
    const rows: readonly (readonly [CaptureEvent, CaptureEventJson])[] = [
      [{ ...base, kind: 'connection' }, { ...head, kind: 'connection', messenger: 1, client: '10.0.0.2:40000', server: '10.0.0.1:6789' }],
      [{ ...base, kind: 'offered', side: 'client', features: Mask64.bit(59) }, { ...head, kind: 'offered', side: 'client', features: '0x0800000000000000' }],
      [{ ...base, kind: 'negotiated', features: Mask64.bit(0) }, { ...head, kind: 'negotiated', features: '0x0000000000000001' }],
      [{ ...base, kind: 'opaque', side: 'server', why: 'encrypted', length: 9 }, { ...head, kind: 'opaque', side: 'server', why: 'encrypted', length: 9 }],
      [{ ...base, kind: 'lost', side: 'server', at: 7, length: 9, why: 'not captured' }, { ...head, kind: 'lost', side: 'server', at: 7, length: 9, why: 'not captured' }],
      [{ ...base, kind: 'closed', why: 'fin', stamp: null }, { kind: 'closed', connection: 1, time: null, why: 'fin' }],
    ];
    for (const [event, json] of rows) expect(captureEventJson(event)).toEqual(json);
  });

  it('has every digit of a u64', () => {
    const [event] = MAPS as [MessageEvent];
    const json = captureEventJson({ ...event, message: { ...event.message, tid: 2n ** 64n - 1n } }) as MessageEventJson;
    expect([json.tid, json.seq]).toEqual(['18446744073709551615', String(event.message.seq)]);
  });

  it('has the map of an MMonMap, and none of another message', () => {
    const [event] = MAPS as [MessageEvent];
    const { known } = event;
    if (known?.name !== 'MMonMap') throw new Error('not a map');
    expect(captureEventJson(event)).toMatchObject({ type: 'MMonMap', number: 4, verdict: 'read', error: null, monmap: MonMap.dump(known.value.monmap) });
    for (const json of EVENTS.map(captureEventJson)) if (json.kind === 'message' && json.type !== 'MMonMap') expect(json).not.toHaveProperty('monmap');
  });
});

describe('diagnosedEventJson', () => {
  it('adds what the receiver makes of a map, and nothing to other events', () => {
    const maps = new MapDiagnoses();
    const diagnosed = EVENTS.map((event) => diagnosedEventJson(event, maps));
    const verdicts = diagnosed.flatMap((json) => (json.peer === undefined ? [] : [json.peer?.reading.verdict ?? null]));
    expect(verdicts).toHaveLength(MAPS.length);
    expect(new Set(verdicts)).toEqual(new Set(['reads', 'fails']));
    for (const [i, { peer, ...rest }] of diagnosed.entries()) expect(rest).toEqual(captureEventJson(EVENTS[i] as CaptureEvent));
  });
});
