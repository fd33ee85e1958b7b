import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CaptureDissector } from '../src/capture/dissect.ts';
import { diagnose } from '../src/inspect/diagnose/diagnose.ts';
import { explain } from '../src/inspect/explain/explain.ts';
import { Dissector as V1Dissector } from '../src/messenger/v1/dissector.ts';
import { Dissector as V2Dissector } from '../src/messenger/v2/dissector.ts';
import { MMonMap } from '../src/types/messages/MMonMap.ts';
import { ONE_MON } from './capture/support/fixture.ts';
import { RECORDINGS, recording } from './messenger/v1/support/streams.ts';
import * as v1 from './messenger/v1/support/machines.ts';
import * as v2 from './messenger/v2/support/support.ts';
import { HAMMER59, monitorV1 } from './net/support/fake_monitor.ts';
import { probed } from './net/support/probed.ts';

/* Whatever this library hands out becomes JSON: nothing throws, no Map is lost, and no payload is spelt out byte by byte. */

/** The JSON of a result, which must not be one that lost something. */
function told(result: unknown): string {
  const text = JSON.stringify(result);
  expect(text).not.toMatch(/\{"0":|\[object/);
  expect(text.length).toBeLessThan(40_000);
  return text;
}

describe('an event', () => {
  it.each(RECORDINGS)('of messenger v1 is JSON: %s', (name) => {
    const dissector = new V1Dissector();
    const events = recording(name).chunks.flatMap(({ side, bytes }) => dissector.receive(side, bytes));
    expect(events.length).toBeGreaterThan(3);
    for (const event of events) expect(JSON.parse(told(event))).toMatchObject({ kind: event.kind });
  });

  it.each(['one-mon', 'revision-0', 'missing-features', 'cephx', 'secure'] as const)('of messenger v2 is JSON: %s', (name) => {
    const dissector = new V2Dissector();
    const events = v2.capture(name).flatMap(({ side, bytes }) => dissector.receive(side, bytes));
    expect(events.length).toBeGreaterThan(3);
    for (const event of events) expect(JSON.parse(told(event))).toMatchObject({ kind: event.kind });
  });

  it('of a client or a server is JSON: digits for a u64, hex for features, the length of a payload', () => {
    const { client, server } = v1.exchange(v1.clientOf(), v1.serverOf(), [100]);
    for (const event of [...client, ...server]) told(event);
    const ready = client.find((event) => (event as { kind: string }).kind === 'ready');
    expect(told(ready)).toMatch(/^\{"kind":"ready","features":"0x[0-9a-f]{16}","lossy":(?:true|false)\}$/);
  });

  it('of a capture is JSON, with the monitors of the map that it carries', () => {
    const dissector = new CaptureDissector();
    const events = [...dissector.receive(ONE_MON), ...dissector.end()];
    const maps = events.filter((event) => event.kind === 'message' && event.typeName === 'MMonMap').map(told);
    expect(maps.length).toBeGreaterThan(0);
    for (const map of maps) expect(JSON.parse(map)).toMatchObject({ message: { type: 4, front: { length: expect.any(Number) as number } }, known: { value: { mons: [{ rank: 0 }] } } });
    for (const event of events) told(event);
  });
});

describe('a result', () => {
  const incident = new Uint8Array(readFileSync(new URL('../fixtures/messages/MMonMap/v5-incident-hammer59.bin', import.meta.url)));

  it('of a probe is JSON, with the map and its diagnosis', async () => {
    const text = told(await probed(monitorV1(), { messenger: 1, features: HAMMER59 }));
    expect(JSON.parse(text)).toMatchObject({ features: String(HAMMER59), error: null, map: { front: expect.stringMatching(/^[0-9a-f]+$/) as string } });
    expect(text).toContain('"globalId":"4099"');
  });

  it('of a probe that failed has the message of its error', async () => {
    const result = await probed((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), {});
    expect(JSON.parse(told(result))).toMatchObject({ map: null, error: { name: 'ProbeError', code: result.error?.code, message: result.error?.message } });
  });

  it('of explain and of diagnose is JSON, with the bytes of the leaves', () => {
    const own = JSON.parse(told(explain(MMonMap, incident))) as { readonly bytes: string; readonly rows: { readonly bytes: string | null }[] };
    expect(own.rows.map(({ bytes }) => bytes ?? '').join('')).toBe(own.bytes);
    expect(JSON.parse(told(diagnose(MMonMap, incident, { peer: HAMMER59 })))).toMatchObject({ peer: { release: 'hammer' }, own: { value: { mons: [{ name: 'mon1' }] } } });
  });
});
