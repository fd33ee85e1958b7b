import { describe, expect, it } from 'vitest';
import { MMonMap } from '../../src/types/messages/MMonMap.ts';
import { messageOf } from '../../src/messenger/messages.ts';
import { Dissector as V1Dissector } from '../../src/messenger/v1/dissector.ts';
import { mapOf, monOf } from '../types/support/support.ts';
import { clientOf, exchange, serverOf } from './v1/support/machines.ts';
import { RECORDINGS, recording } from './v1/support/streams.ts';

/** Whether JSON has a value for everything: none became an empty object. */
function isComplete(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return true;
  const members = Object.values(json);
  return (Array.isArray(json) || members.length > 0) && members.every(isComplete);
}

describe('JSON.stringify', () => {
  it.each(RECORDINGS)('prints every event of a dissector (%s)', (name) => {
    const dissector = new V1Dissector();
    const events = recording(name).chunks.flatMap(({ side, bytes }) => dissector.receive(side, bytes));
    expect(events.length).toBeGreaterThan(2);
    for (const event of events) expect([event.kind, isComplete(JSON.parse(JSON.stringify(event)))]).toEqual([event.kind, true]);
  });

  it('prints every event of a client and a server', () => {
    const [client, server] = [clientOf(), serverOf()];
    const { client: atClient, server: atServer } = exchange(client, server, [Infinity]);
    const kinds = [...atClient, ...atServer].map((event) => (JSON.parse(JSON.stringify(event)) as { readonly kind: string }).kind);
    expect(kinds).toContain('ready');
    expect(kinds).toContain('connect');
  });

  it('prints a message with every digit of a u64, and its payloads in hex', () => {
    const message = messageOf(MMonMap, { monmap: mapOf([monOf('a')]) }, { seq: 2n ** 64n - 1n, features: 'hammer', release: 'hammer' });
    const json = JSON.parse(JSON.stringify(message)) as Record<string, unknown>;
    expect(json).toMatchObject({ seq: '18446744073709551615', tid: '0', type: 4, src: { type: 8, num: '-1' }, compat_version: message.compatVersion });
    expect(json['front']).toBe(Buffer.from(message.front.toBytes()).toString('hex'));
  });
});
