import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { BufferList } from '../../../src/buffer/list.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import type { Client, ClientEvent } from '../../../src/messenger/v2/client.ts';
import { encodeBanner } from '../../../src/messenger/v2/frames/banner.ts';
import { writeControlFrame } from '../../../src/messenger/v2/frames/control_frame.ts';
import type { ControlFrame } from '../../../src/messenger/v2/frames/control_frame.ts';
import { writeMessageFrame } from '../../../src/messenger/v2/frames/message_frame.ts';
import { COMPRESSION, OWN_MESSENGER_FEATURES, REVISION_1 } from '../../../src/messenger/v2/frames/revision.ts';
import { completeMessage } from '../../../src/messenger/message.ts';
import { hex } from '../../support/support.ts';
import { PACIFIC, addr, capture, compressed, concat, failure, kinds, list, newClient, sentBy, withByte } from './support/support.ts';
import type { CaptureName } from './support/support.ts';

/** Gives `client` what the server of a capture sent. `act` handles its events. */
function play(name: CaptureName, client: Client, act: (event: ClientEvent) => void) {
  const events: ClientEvent[] = [];
  const written: Uint8Array[] = [];
  for (const { side, bytes } of capture(name)) {
    if (side === 'client') continue;
    for (const event of client.receive(bytes)) {
      events.push(event);
      act(event);
    }
    written.push(...client.takeOutput());
  }
  return { events, written: concat(written) };
}

const osdmap = list(hex`01000000 06000000 6f73646d6170 0000000000000000 01 00000000`);
const monDump = list(hex`0000000000000000 ffff 0000000000000000 a95fdcf274c1456e9de8b4bd237924bc 01000000 16000000`, new TextEncoder().encode('{"prefix": "mon dump"}'));

/** What the client of the captures did. */
function actAsRecorded(client: Client): (event: ClientEvent) => void {
  return (event) => {
    if (event.kind === 'missing_features') client.identify(PACIFIC);
    if (event.kind === 'ready') {
      client.keepalive({ sec: 1, nsec: 2 });
      client.send({ type: 5 });
      client.send({ type: 15, version: 3, compatVersion: 1, front: osdmap });
    }
    if (event.kind === 'message' && event.message.type === 41) client.send({ type: 50, tid: 7n, front: monDump });
  };
}

/** The address of the monitor in both captures. */
const RECORDED_AT = addr('v2:127.0.0.1:46501/0');

describe('the client of messenger v2', () => {
  it('completes each step with ceph-mon 16.2.15', () => {
    const client = newClient();
    const { events } = play('one-mon', client, () => {});
    expect(kinds(events)).toEqual(['banner', 'hello', 'auth_done', 'server_ident', 'ready', 'message', 'message', 'message']);
    expect(events[0]).toEqual({ kind: 'banner', ...OWN_MESSENGER_FEATURES, revision: 1 });
    expect(events[1]).toMatchObject({ entityType: 1, peerAddr: addr('v2:127.0.0.1:56850/0') });
    expect(events[2]).toMatchObject({ globalId: 4170n, conMode: 1 });
    expect(events[3]).toMatchObject({ supportedFeatures: PACIFIC, requiredFeatures: Mask64.parse('0x0801020002040000'), gid: 0n });
    expect(events[4]).toEqual({ kind: 'ready', features: PACIFIC, lossy: true });
    expect(events[5]).toMatchObject({ message: { seq: 1n, type: 4, src: { type: 1, num: 0n } }, ackSeq: 2n });
    expect(client.end()).toEqual([{ kind: 'end' }]);
  });

  it.each(['revision-0', 'missing-features'] as const)('writes exactly what was recorded in %s', (name) => {
    const messenger = { supported: name === 'revision-0' ? Mask64.NONE : REVISION_1, required: Mask64.NONE };
    const features = name === 'missing-features' ? Mask64.NONE : PACIFIC;
    const client = newClient({ features, messenger, nonce: 0x1234, targetAddr: RECORDED_AT });
    const { events, written } = play(name, client, actAsRecorded(client));
    expect(toHex(written)).toBe(toHex(sentBy('client', name)));
    expect(events.filter(({ kind }) => kind === 'message')).toHaveLength(3);
    expect(events).toContainEqual({ kind: 'keepalive2_ack', timestamp: { sec: 1, nsec: 2 } });
    expect(events).toContainEqual({ kind: 'ready', features: PACIFIC, lossy: true });
  });

  it('reports the features that it lacks, and can try again', () => {
    const client = newClient({ features: Mask64.NONE });
    expect(() => client.identify(PACIFIC)).toThrow(TypeError);
    const { events } = play('missing-features', client, (event) => {
      if (event.kind === 'missing_features') client.identify(PACIFIC);
    });
    expect(events[3]).toEqual({ kind: 'missing_features', side: 'client', missing: Mask64.parse('0x0c01020002040000') });
    expect(kinds(events).slice(3, 6)).toEqual(['missing_features', 'server_ident', 'ready']);
    expect(() => client.identify(PACIFIC)).toThrow(TypeError);
  });

  it('fails at a monitor that requires cephx', () => {
    const { events } = play('cephx', newClient(), () => {});
    expect(kinds(events)).toEqual(['banner', 'hello', 'failed']);
    expect(events[2]).toMatchObject({ error: { code: 'not_supported' } });
    expect(failure(events)).toBe('v2.auth_bad_method at stream offset 98: result -95: the server allows the methods cephx in the modes secure, crc');
  });

  it('states the address that the server sees, or a given one', () => {
    const seen = toHex(sentAs(newClient({ nonce: 0x1234 })));
    expect(seen).toContain('0101011c000000 03000000 34120000 10000000 0200 0000 7f000001'.replaceAll(' ', ''));
    const given = toHex(sentAs(newClient({ addr: addr('v2:10.9.9.9:5/6') })));
    expect(given).toContain('0101011c000000 02000000 06000000 10000000 0200 0005 0a090909'.replaceAll(' ', ''));
  });
});

/** What a client writes to the monitor of one-mon. */
const sentAs = (client: Client): Uint8Array => play('one-mon', client, () => {}).written;

/** A client that has received these frames. */
function after(...frames: readonly (ControlFrame | Uint8Array)[]) {
  const client = newClient();
  const bytes = frames.map((frame) => (frame instanceof Uint8Array ? frame : writeControlFrame(frame, 1).toBytes()));
  const events = client.receive(concat([encodeBanner(OWN_MESSENGER_FEATURES), ...bytes]));
  return { client, events };
}

const hello: ControlFrame = { kind: 'hello', entityType: 1, peerAddr: addr('v2:127.0.0.1:5/0') };
const authDone: ControlFrame = { kind: 'auth_done', globalId: 1n, conMode: 1, authPayload: hex`` };
const signature: ControlFrame = { kind: 'auth_signature', signature: new Uint8Array(32) };
const ident: ControlFrame = {
  kind: 'server_ident', addrs: [], gid: 2n, globalSeq: 1n, supportedFeatures: PACIFIC, requiredFeatures: Mask64.NONE, flags: 0n, cookie: 5n,
};
const ready = [hello, authDone, signature, ident] as const;
const message = (seq: bigint): Uint8Array => writeMessageFrame(completeMessage({ type: 4, front: BufferList.from('x') }, seq, { type: 1, num: 0n }), 0n, 1).toBytes();

describe('the client of messenger v2 fails', () => {
  it.each<[string, (ControlFrame | Uint8Array)[], string, string]>([
    ['at a step of another method', [hello, { kind: 'auth_reply_more', authPayload: hex`` }], 'not_supported', 'v2.auth_reply_more at stream offset 98: the method none has no further steps'],
    ['if the server refuses its method', [hello, { kind: 'auth_bad_method', method: 1, result: -13, allowedMethods: [2, 1], allowedModes: [1] }], 'refused', 'v2.auth_bad_method at stream offset 98: result -13: the server allows the methods cephx, none in the modes crc'],
    ['at secure mode', [hello, { ...authDone, conMode: 2 }], 'not_supported', 'v2.auth_done.con_mode at stream offset 98: expected crc mode, got secure'],
    ['at a signature under a key', [hello, authDone, { kind: 'auth_signature', signature: new Uint8Array(32).fill(1) }], 'refused', 'v2.auth_signature.signature at stream offset 150: expected 32 zero bytes, since there is no session key'],
    ['at a compressed frame', [compressed(writeControlFrame(hello, 1).toBytes())], 'not_supported', 'v2.preamble.flags at stream offset 26: the frame is compressed'],
    ['when it is told to wait', [hello, authDone, signature, { kind: 'wait' }], 'refused', 'v2.wait at stream offset 218: the server will connect to this side instead'],
    ['at a server without MSG_ADDR2', [hello, authDone, signature, { ...ident, supportedFeatures: Mask64.NONE }], 'missing_features', 'v2.server_ident.supported_features at stream offset 218: the server lacks 0x0800000000000000'],
    ['at a frame out of order', [signature], 'malformed', 'v2.auth_signature at stream offset 26: out of order: expected hello'],
    ['at a message out of order', [message(1n)], 'malformed', 'v2.message at stream offset 26: out of order: expected hello'],
    ['at a frame of the handshake in the session', [...ready, hello], 'malformed', 'v2.hello at stream offset 307: out of order: the handshake is complete'],
    ['at a message that was received before', [...ready, message(2n), message(2n)], 'malformed', 'v2.header2.seq at stream offset 398: expected more than 2, got 2'],
  ])('%s', (_, frames, code, text) => {
    const { client, events } = after(...frames);
    expect(failure(events)).toBe(text);
    expect(events.at(-1)).toMatchObject({ error: { code } });
    client.takeOutput();
    expect([client.receive(message(9n)), client.end(), client.takeOutput()]).toEqual([[], [], []]);
  });

  it.each([
    ['compression', COMPRESSION, 'not_supported', 'v2.banner.required at stream offset 0: this library does not support the messenger features 0x0000000000000002'],
    ['revision 1, but the client offers only 0', REVISION_1, 'missing_features', 'v2.banner.required at stream offset 0: this side does not offer the messenger features 0x0000000000000001'],
  ])('if the server insists on %s', (_, required, code, text) => {
    const client = newClient({ messenger: { supported: Mask64.NONE, required: Mask64.NONE } });
    const events = client.receive(encodeBanner({ supported: required, required }));
    expect(failure(events)).toBe(text);
    expect(events.at(-1)).toMatchObject({ error: { code } });
  });

  it('if the server lacks what the client requires', () => {
    const client = newClient({ messenger: { supported: REVISION_1, required: REVISION_1 } });
    expect(failure(client.receive(encodeBanner({ supported: Mask64.NONE, required: Mask64.NONE }))))
      .toBe('v2.banner.supported at stream offset 0: the peer lacks the messenger features 0x0000000000000001');
  });

  it('if the server closes the connection within the handshake', () => {
    const { client } = after(hello);
    expect(failure(client.end())).toBe('v2.auth_done at stream offset 98: need 32 bytes, 0 left');
  });
});

describe('the client of messenger v2, once ready', () => {
  it('answers a keepalive, and acknowledges messages if the connection is not lossy', () => {
    const { client, events } = after(...ready, { kind: 'keepalive2', timestamp: { sec: 5, nsec: 6 } }, message(1n), { kind: 'ack', seq: 3n });
    expect(kinds(events).slice(4)).toEqual(['ready', 'keepalive2', 'message', 'ack']);
    const output = toHex(concat(client.takeOutput()));
    const [answer, ack] = [writeControlFrame({ kind: 'keepalive2_ack', timestamp: { sec: 5, nsec: 6 } }, 1), writeControlFrame({ kind: 'ack', seq: 1n }, 1)];
    expect(output.endsWith(toHex(answer.toBytes()) + toHex(ack.toBytes()))).toBe(true);
  });

  it('states in each message the last one that it received', () => {
    const { client } = after(...ready, message(1n), message(7n));
    client.takeOutput();
    client.send({ type: 5 });
    client.send({ type: 5 });
    const output = concat(client.takeOutput());
    expect([toHex(output.subarray(32, 40)), toHex(output.subarray(60, 68))]).toEqual(['0100000000000000', '0700000000000000']);
    expect(toHex(output.subarray(77 + 32, 77 + 40))).toBe('0200000000000000');
  });

  it('skips an aborted frame', () => {
    const given = message(1n);
    const late = given.length - 13;
    const { events } = after(...ready, withByte(given, late, 1), message(2n));
    expect(kinds(events).slice(4)).toEqual(['ready', 'message']);
    expect(events.at(-1)).toMatchObject({ message: { seq: 2n } });
  });

  it('sends nothing before the session, and reads nothing after its close', () => {
    const client = newClient();
    expect(() => client.send({ type: 5 })).toThrow('send needs a session, which begins with the event "ready"');
    expect(() => client.keepalive({ sec: 0, nsec: 0 })).toThrow(TypeError);
    const { client: open } = after(...ready);
    open.close();
    open.takeOutput();
    open.send({ type: 5 });
    expect([open.receive(message(1n)), open.takeOutput(), open.end()]).toEqual([[], [], []]);
  });
});
