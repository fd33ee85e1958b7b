import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { Decoder } from '../../../src/encoding/decoder.ts';
import { MMonSubscribeAck } from '../../../src/types/messages/MMonSubscribeAck.ts';
import { decodeFront } from '../../../src/types/messages/message_type.ts';
import { crc32c } from '../../../src/buffer/crc32c/crc32c.ts';
import { decodeErrorOf, hex } from '../../support/support.ts';
import { inMessage } from './bytes.ts';
import { outcome } from '../support/support.ts';

const front = hex`2c010000 a95fdcf274c1456e9de8b4bd237924bc`;
const ack = { interval: 300, fsid: 'a95fdcf2-74c1-456e-9de8-b4bd237924bc', message: null };
const stored = encode(MMonSubscribeAck, inMessage(MMonSubscribeAck, ack));

/** The message with a header of another version, with checksums, as a future sender would write it. */
function sealedAs(version: number, compatVersion: number, payload: Uint8Array): Uint8Array {
  const header = Uint8Array.from(stored.subarray(0, 49));
  const view = new DataView(header.buffer);
  view.setUint16(20, version, true);
  view.setUint32(22, payload.length, true);
  view.setUint16(45, compatVersion, true);
  const word = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
  return hex`${header} ${word(crc32c(0, header))} ${word(crc32c(0, payload))} ${new Uint8Array(8)} 01 ${word(payload.length)} ${payload} ${new Uint8Array(8)}`;
}

describe('a message in a file', () => {
  it('is its front alone, or the whole message', () => {
    expect(decode(MMonSubscribeAck, front)).toEqual(ack);
    expect(decode(MMonSubscribeAck, stored)).toEqual(inMessage(MMonSubscribeAck, ack, { front }));
  });

  it('is refused if it requires a newer decoder', () => {
    expect(outcome(MMonSubscribeAck, sealedAs(3, 2, front))).toMatchObject({
      code: 'incompatible', path: 'MMonSubscribeAck.compat_version', offset: 45, reason: 'needs a decoder of version 2 or newer, this one is 1',
    });
  });

  it('is read up to the known fields if it is only newer, and written in the known version', () => {
    const value = decode(MMonSubscribeAck, sealedAs(3, 1, hex`${front} cafe`));
    expect(value).toMatchObject({ interval: 300, message: { version: 3, front: hex`${front} cafe` } });
    expect(encode(MMonSubscribeAck, value)).toEqual(sealedAs(1, 1, front));
  });

  it('may have no bytes after the front of a known version', () => {
    expect(outcome(MMonSubscribeAck, sealedAs(1, 1, hex`${front} cafe`))).toMatchObject({ code: 'trailing_bytes', path: 'MMonSubscribeAck.front' });
  });

  it('keeps its compat_version, even if Ceph writes another one today', () => {
    expect(encode(MMonSubscribeAck, decode(MMonSubscribeAck, sealedAs(1, 0, front)))).toEqual(sealedAs(1, 0, front));
  });
});

describe('decodeFront', () => {
  it('skips what a newer version appended, and nothing else', () => {
    const read = (version: number): unknown => new Decoder(hex`${front} cafe`).whole('front', (d) => decodeFront(d, MMonSubscribeAck.front, version));
    expect(read(2)).toEqual({ interval: ack.interval, fsid: ack.fsid });
    expect(decodeErrorOf(() => read(1))).toMatchObject({ code: 'trailing_bytes', offset: 20 });
  });
});
