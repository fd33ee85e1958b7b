import { describe, expect, it } from 'vitest';
import { toHex } from '../../../../src/buffer/bytes/hex.ts';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { authMethodName, conModeName } from '../../../../src/messenger/v2/frames/auth.ts';
import { decodeControlFrame, writeControlFrame } from '../../../../src/messenger/v2/frames/control_frame.ts';
import type { ControlFrame } from '../../../../src/messenger/v2/frames/control_frame.ts';
import { readFrame } from '../../../../src/messenger/v2/frames/frame.ts';
import { decodePreamble } from '../../../../src/messenger/v2/frames/preamble.ts';
import { tagName } from '../../../../src/messenger/v2/frames/tag.ts';
import { MessengerError } from '../../../../src/messenger/messenger_error.ts';
import { hex } from '../../../support/support.ts';
import { BufferList } from '../../../../src/buffer/list.ts';
import { PACIFIC, addr, readAll, sentBy } from '../support/support.ts';

const decoded = (tag: number, payload: Uint8Array): ControlFrame =>
  decodeControlFrame({ tag, aborted: false, segments: [{ offset: 1032, bytes: BufferList.from(payload) }], offset: 1000, length: 0 });

const v2Addr = hex`01 01 01 1c000000 02000000 00000000 10000000 0200 0ce4 0a000001 0000000000000000`; // v2:10.0.0.1:3300/0
const anyAddr = hex`01 01 01 1c000000 03000000 07000000 10000000 0200 0000 0a000002 0000000000000000`; // any 10.0.0.2:0/7
const cookie = 0x1122334455667788n;
const u64 = hex`8877665544332211`;
const any = { ...addr('any:10.0.0.2:0/7') };

const FRAMES: readonly (readonly [tag: number, payload: Uint8Array, frame: ControlFrame])[] = [
  [1, hex`01 ${v2Addr}`, { kind: 'hello', entityType: 1, peerAddr: addr('v2:10.0.0.1:3300/0') }],
  [2, hex`01000000 02000000 01000000 02000000 03000000 aabbcc`,
    { kind: 'auth_request', method: 1, preferredModes: [1, 2], authPayload: hex`aabbcc` }],
  [3, hex`01000000 a1ffffff 01000000 02000000 02000000 02000000 01000000`, // as ceph-mon 16.2.15 that requires cephx
    { kind: 'auth_bad_method', method: 1, result: -95, allowedMethods: [2], allowedModes: [2, 1] }],
  [4, hex`02000000 aabb`, { kind: 'auth_reply_more', authPayload: hex`aabb` }],
  [5, hex`00000000`, { kind: 'auth_request_more', authPayload: hex`` }],
  [6, hex`0310000000000000 01000000 00000000`, { kind: 'auth_done', globalId: 4099n, conMode: 1, authPayload: hex`` }],
  [7, hex`${new Uint8Array(32).fill(5)}`, { kind: 'auth_signature', signature: new Uint8Array(32).fill(5) }],
  [8, hex`02 01000000 ${anyAddr} ${v2Addr} ffffffffffffffff 0100000000000000 fffffdffbdcf013f 0000000000000008 0100000000000000 ${u64}`, {
    kind: 'client_ident', addrs: [any], targetAddr: addr('v2:10.0.0.1:3300/0'), gid: -1n, globalSeq: 1n,
    supportedFeatures: PACIFIC, requiredFeatures: Mask64.bit(59), flags: 1n, cookie,
  }],
  [9, hex`02 01000000 ${v2Addr} 0000000000000000 4b00000000000000 fffffdffbdcf013f 0000040200020108 0100000000000000 0000000000000000`, {
    kind: 'server_ident', addrs: [addr('v2:10.0.0.1:3300/0')], gid: 0n, globalSeq: 75n,
    supportedFeatures: PACIFIC, requiredFeatures: Mask64.parse('0x0801020002040000'), flags: 1n, cookie: 0n,
  }],
  [10, hex`000004020002010c`, { kind: 'ident_missing_features', features: Mask64.parse('0x0c01020002040000') }],
  [11, hex`02 01000000 ${anyAddr} ${u64} 0200000000000000 0300000000000000 0400000000000000 0500000000000000`,
    { kind: 'session_reconnect', addrs: [any], clientCookie: cookie, serverCookie: 2n, globalSeq: 3n, connectSeq: 4n, msgSeq: 5n }],
  [12, hex`01`, { kind: 'session_reset', full: true }],
  [13, u64, { kind: 'session_retry', connectSeq: cookie }],
  [14, u64, { kind: 'session_retry_global', globalSeq: cookie }],
  [15, u64, { kind: 'session_reconnect_ok', msgSeq: cookie }],
  [16, hex``, { kind: 'wait' }],
  [18, hex`01000000 02000000`, { kind: 'keepalive2', timestamp: { sec: 1, nsec: 2 } }],
  [19, hex`01000000 02000000`, { kind: 'keepalive2_ack', timestamp: { sec: 1, nsec: 2 } }],
  [20, u64, { kind: 'ack', seq: cookie }],
  [21, hex`01 01000000 02000000`, { kind: 'compression_request', isCompress: true, preferredMethods: [2] }],
  [22, hex`00 00000000`, { kind: 'compression_done', isCompress: false, method: 0 }],
];

describe.each(FRAMES)('the control frame of tag %d', (tag, payload, frame) => {
  it('is read', () => {
    expect(decoded(tag, payload)).toEqual(frame);
  });

  it('is written', () => {
    for (const revision of [0, 1] as const) {
      const bytes = writeControlFrame(frame, revision).toBytes();
      expect(decodePreamble(bytes.subarray(0, 32), 0)).toEqual({ tag, lengths: [payload.length], flags: 0 });
      expect(toHex(bytes.subarray(32, 32 + payload.length))).toBe(toHex(payload));
    }
  });

  it('is named after its tag', () => {
    expect(frame.kind.toUpperCase()).toBe(tagName(tag));
  });

  it('may be longer than this library knows', () => {
    expect(decoded(tag, hex`${payload} 00112233`)).toEqual(frame);
  });
});

describe('a control frame', () => {
  it('exists for every tag except 17', () => {
    expect(FRAMES.map(([tag]) => tag)).toEqual(Array.from({ length: 22 }, (_, i) => i + 1).filter((tag) => tag !== 17));
    expect([tagName(0), tagName(17), tagName(23)]).toEqual([undefined, 'MESSAGE', undefined]);
  });

  it('has numbers for methods and modes, which have names', () => {
    expect([1, 2, 4, 3].map(authMethodName)).toEqual(['none', 'cephx', 'gss', '3']);
    expect([1, 2, 3].map(conModeName)).toEqual(['crc', 'secure', '3']);
  });

  it('is malformed if it is cut short', () => {
    for (const [tag, payload] of FRAMES) {
      for (let length = 0; length < payload.length; length++) expect(() => decoded(tag, payload.subarray(0, length))).toThrow(MessengerError);
    }
  });

  it('names the wrong field, and its offset in the stream', () => {
    const payload = hex`02 01000000 07`;
    expect(() => decoded(8, payload)).toThrow('v2.client_ident.addrs.v[0].marker at stream offset 1037: expected 0 (legacy) or 1 (MSG_ADDR2), got 7');
    expect(() => decoded(2, hex`01000000 ffffffff 01000000`)).toThrow('v2.auth_request.preferred_modes[1] at stream offset 1044: need 4 bytes, 0 left');
  });

  it.each(['client', 'server'] as const)('that the %s of a real connection sent is written back byte for byte', (side) => {
    for (const [name, revision] of [['one-mon', 1], ['revision-0', 0], ['missing-features', 1]] as const) {
      const stream = sentBy(side, name).subarray(26);
      let at = 0;
      for (let tag = stream[0] ?? 0; tag !== 17; tag = stream[at] ?? 17) {
        const bytes = stream.subarray(at);
        const frame = readAll(bytes, function* (input) {
          const { length, ...rest } = yield* readFrame(input, decodePreamble(bytes.subarray(0, 32), 0), revision);
          return { length, control: decodeControlFrame({ length, ...rest }) };
        });
        if ('error' in frame) throw frame.error;
        expect(toHex(writeControlFrame(frame.control, revision).toBytes())).toBe(toHex(bytes.subarray(0, frame.length)));
        at += frame.length;
      }
      expect(at).toBeGreaterThan(300);
    }
  });
});
