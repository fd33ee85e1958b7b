import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { BufferList } from '../../../src/buffer/list.ts';
import { MSG_ADDR2 } from '../../../src/features/masks.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { encodeBanner } from '../../../src/messenger/v2/frames/banner.ts';
import { writeControlFrame } from '../../../src/messenger/v2/frames/control_frame.ts';
import type { ControlFrame } from '../../../src/messenger/v2/frames/control_frame.ts';
import { OWN_MESSENGER_FEATURES } from '../../../src/messenger/v2/frames/revision.ts';
import type { Server } from '../../../src/messenger/v2/server.ts';
import { hex } from '../../support/support.ts';
import { HAMMER, PACIFIC, addr, concat, failure, kinds, newClient, newServer, sentBy, exchange } from './support/support.ts';

const revision0 = { supported: Mask64.NONE, required: Mask64.NONE };

describe('the server of messenger v2', () => {
  it('completes each step with a client of Ceph 16.2.15', () => {
    const server = newServer();
    const events = server.receive(sentBy('client', 'one-mon'));
    expect(kinds(events)).toEqual(['banner', 'hello', 'auth_request', 'client_ident', 'ready', 'message', 'message']);
    expect(events[2]).toMatchObject({ method: 1, preferredModes: [1], authPayload: hex`0a 08000000 05000000 61646d696e 0000000000000000` });
    expect(events[3]).toMatchObject({ supportedFeatures: PACIFIC, requiredFeatures: MSG_ADDR2, gid: -1n, flags: 0n });
    expect(events[4]).toEqual({ kind: 'ready', features: PACIFIC, lossy: true });
    expect(events[6]).toMatchObject({ message: { seq: 2n, type: 15, version: 3, src: { type: 8, num: -1n } }, ackSeq: 0n });
    expect(server.end()).toEqual([{ kind: 'end' }]);
  });

  it('writes what ceph-mon 16.2.15 wrote', () => {
    const server = newServer({
      addrs: [addr('v2:127.0.0.1:13300/0'), addr('v1:127.0.0.1:16789/0')], seen: addr('v2:127.0.0.1:56850/0'),
      globalId: 4170n, globalSeq: 75n, required: Mask64.parse('0x0801020002040000'),
    });
    server.receive(sentBy('client', 'one-mon'));
    const written = concat(server.takeOutput());
    expect(toHex(written)).toBe(toHex(sentBy('server', 'one-mon').subarray(0, written.length)));
    expect(written).toHaveLength(377); // all before its first message
  });

  it('names the missing features, and accepts another ident', () => {
    const events = newServer({ required: HAMMER }).receive(sentBy('client', 'missing-features'));
    expect(kinds(events).slice(3, 7)).toEqual(['client_ident', 'missing_features', 'client_ident', 'missing_features']);
    expect(events[4]).toEqual({ kind: 'missing_features', side: 'client', missing: HAMMER.or(MSG_ADDR2) });
    const content = newServer().receive(sentBy('client', 'missing-features'));
    expect(kinds(content).slice(3, 7)).toEqual(['client_ident', 'missing_features', 'client_ident', 'ready']);
    expect(content[4]).toEqual({ kind: 'missing_features', side: 'client', missing: MSG_ADDR2 });
  });

  it('tells a cephx client what it allows, and lets it try again', () => {
    const cephx: ControlFrame = { kind: 'auth_request', method: 2, preferredModes: [2, 1], authPayload: hex`` };
    const secure: ControlFrame = { kind: 'auth_request', method: 1, preferredModes: [2], authPayload: hex`` };
    const { server, events } = after(hello, cephx, secure, none);
    expect(kinds(events)).toEqual(['banner', 'hello', 'auth_request', 'auth_request', 'auth_request']);
    const bad = (method: number) => writeControlFrame({ kind: 'auth_bad_method', method, result: -95, allowedMethods: [1], allowedModes: [1] }, 1).toBytes();
    expect(toHex(concat(server.takeOutput()))).toContain(toHex(bad(2)) + toHex(bad(1)));
  });

  it('keeps the global_id of a client that has one, and else gives it one', () => {
    for (const [payload, globalId] of [[none, 4099n], [again, 77n]] as const) {
      const { server } = after(hello, payload);
      const done = writeControlFrame({ kind: 'auth_done', globalId, conMode: 1, authPayload: hex`` }, 1).toBytes();
      expect(toHex(concat(server.takeOutput()))).toContain(toHex(done));
    }
  });

  it('resets a session that a client tries to resume', () => {
    const reconnect: ControlFrame = { kind: 'session_reconnect', addrs: [], clientCookie: 1n, serverCookie: 2n, globalSeq: 1n, connectSeq: 1n, msgSeq: 1n };
    const { server, events } = after(hello, none, { kind: 'auth_signature', signature: new Uint8Array(32) }, reconnect);
    expect(failure(events)).toBeUndefined();
    expect(toHex(concat(server.takeOutput()))).toContain(toHex(writeControlFrame({ kind: 'session_reset', full: true }, 1).toBytes()));
  });

  it('fails at a malformed auth payload', () => {
    const { events } = after(hello, { kind: 'auth_request', method: 1, preferredModes: [1], authPayload: hex`0a 08000000 05000000 61` });
    expect(failure(events)).toBe('v2.auth_request.auth_payload.entity_name.id at stream offset 155: need 5 bytes, 1 left');
  });
});

const hello: ControlFrame = { kind: 'hello', entityType: 8, peerAddr: addr('v2:127.0.0.1:5/0') };
const request = (authPayload: Uint8Array): ControlFrame => ({ kind: 'auth_request', method: 1, preferredModes: [1], authPayload });
const none = request(hex`0a 08000000 05000000 61646d696e 0000000000000000`);
const again = request(hex`0a 08000000 05000000 61646d696e 4d00000000000000`);

/** A server that has received these frames. */
function after(...frames: readonly ControlFrame[]): { server: Server; events: ReturnType<Server['receive']> } {
  const server = newServer();
  const events = server.receive(concat([encodeBanner(OWN_MESSENGER_FEATURES), ...frames.map((frame) => writeControlFrame(frame, 1).toBytes())]));
  return { server, events };
}

describe.each([[0, revision0], [1, OWN_MESSENGER_FEATURES]] as const)('client and server of revision %d', (revision, messenger) => {
  it('complete the handshake', () => {
    const [client, server] = [newClient({ messenger }), newServer({ features: HAMMER.or(MSG_ADDR2) })];
    const events = exchange(client, server);
    expect(kinds(events.client)).toEqual(['banner', 'hello', 'auth_done', 'server_ident', 'ready']);
    expect(kinds(events.server)).toEqual(['banner', 'hello', 'auth_request', 'client_ident', 'ready']);
    expect(events.client[0]).toMatchObject({ revision });
    const features = PACIFIC.and(HAMMER.or(MSG_ADDR2));
    expect([events.client[4], events.server[4]]).toEqual([{ kind: 'ready', features, lossy: true }, { kind: 'ready', features, lossy: true }]);
  });

  it('exchange messages and keepalives', () => {
    const [client, server] = [newClient({ messenger }), newServer({ lossy: false })];
    exchange(client, server);
    const data = BufferList.from(new Uint8Array(70_000).fill(3));
    client.send({ type: 50, tid: 9n, version: 2, compatVersion: 1, dataOff: 4, priority: 196, front: BufferList.from('front'), data });
    server.keepalive({ sec: 1, nsec: 2 });
    const events = exchange(client, server);
    expect(kinds(events.client)).toEqual(['keepalive2', 'ack']);
    expect(kinds(events.server)).toEqual(['message', 'keepalive2_ack']);
    const [received] = events.server;
    if (received?.kind !== 'message') throw new Error('no message');
    const { message } = received;
    expect(message).toMatchObject({ seq: 1n, tid: 9n, type: 50, version: 2, compatVersion: 1, dataOff: 4, priority: 196, src: { type: 8, num: -1n } });
    expect([message.front.toStr(), message.middle.length, message.data.contentsEqual(data)]).toEqual(['front', 0, true]);
  });

  it('fail if the server lacks what the client requires', () => {
    const events = exchange(newClient({ messenger, required: PACIFIC }), newServer({ features: HAMMER.or(MSG_ADDR2) }));
    expect(kinds(events.client).slice(-2)).toEqual(['missing_features', 'failed']);
    expect(events.client.at(-2)).toMatchObject({ side: 'server', missing: PACIFIC.without(HAMMER).without(MSG_ADDR2) });
  });
});
