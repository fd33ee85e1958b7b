import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../src/buffer/crc32c/crc32c.ts';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { Decoder } from '../../../src/encoding/decoder.ts';
import { Encoder } from '../../../src/encoding/encoder.ts';
import { JsonNode, formatJson, parseJson } from '../../../src/text/json.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { decodeStoredMessage, dumpStoredMessage, encodeStoredMessage, isStoredMessage, loadStoredMessage } from '../../../src/types/messages/stored_message.ts';
import type { StoredMessage } from '../../../src/types/messages/stored_message.ts';
import { decodeErrorOf, hex } from '../../support/support.ts';

function le32(word: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(word).buffer);
}

const FRONT = hex`cafe`;
const DATA = hex`07`;
const headerOf = (lengths: Uint8Array): Uint8Array => hex`
  0100000000000000 0200000000000000    # seq 1, tid 2
  0400 c400 0100                       # type 4, priority 196, version 1
  ${lengths} 0300                      # front_len, middle_len, data_len, data_off 3
  01 0000000000000000                  # src mon.0
  0100 0000                            # compat_version 1, reserved 0`;
const PAYLOADS = hex`02000000 ${FRONT} 00000000 01000000 ${DATA}`;
const header = headerOf(hex`02000000 00000000 01000000`);
const sealed = hex`
  ${header} ${le32(crc32c(0, header))}
  ${le32(crc32c(0, FRONT))} 00000000 ${le32(crc32c(0, DATA))} 01
  ${PAYLOADS}`;
const unsealed = hex`${headerOf(new Uint8Array(12))} 00000000 ${new Uint8Array(12)} 01 ${PAYLOADS}`;

const message: StoredMessage = {
  seq: 1n, tid: 2n, type: 4, priority: 196, version: 1, dataOff: 3, src: { type: 1, num: 0n }, compatVersion: 1, reserved: 0, flags: 1,
  sealed: true, front: FRONT, middle: new Uint8Array(0), data: DATA,
};

const read = (bytes: Uint8Array): StoredMessage => decodeStoredMessage(new Decoder(bytes), (d) => d.rest('')).message;
function write(value: StoredMessage): string {
  const e = new Encoder(Mask64.ALL);
  encodeStoredMessage(e, value);
  return toHex(e.toBytes());
}

describe('a stored message', () => {
  it('is a header, a footer, and three payloads', () => {
    expect(read(sealed)).toEqual(message);
    expect(write(message)).toBe(toHex(sealed));
  });

  it('may lack its lengths and checksums, as those of 0.52 do', () => {
    expect(read(unsealed)).toEqual({ ...message, sealed: false });
    expect(write({ ...message, sealed: false })).toBe(toHex(unsealed));
  });

  it('has no checksum of its data if flag 2 is set', () => {
    const bytes = Uint8Array.from(sealed);
    bytes[65] = 3;
    bytes.fill(0, 61, 65);
    expect(read(bytes)).toEqual({ ...message, flags: 3 });
    expect(write({ ...message, flags: 3 })).toBe(toHex(bytes));
  });

  it.each([
    { what: 'front_len', at: 22, path: 'crc', offset: 49 },
    { what: 'crc', at: 49, path: 'crc', offset: 49 },
    { what: 'front_crc', at: 53, path: 'front_crc', offset: 53 },
    { what: 'middle_crc', at: 57, path: 'middle_crc', offset: 57 },
    { what: 'data_crc', at: 61, path: 'data_crc', offset: 61 },
  ])('is refused if its $what is wrong', ({ at, path, offset }) => {
    const bytes = Uint8Array.from(sealed);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(decodeErrorOf(() => read(bytes))).toMatchObject({ code: 'malformed', path, offset });
  });

  it('is refused if its header has another length', () => {
    const lying = headerOf(hex`03000000 00000000 01000000`);
    const bytes = hex`${lying} ${le32(crc32c(0, lying))} ${sealed.subarray(53)}`;
    expect(decodeErrorOf(() => read(bytes))).toMatchObject({ path: 'front_len', offset: 22, reason: 'expected 2, got 3' });
  });

  it.each([
    { what: 'its type', bytes: sealed, type: 4, isStored: true },
    { what: 'its type, which is a different one', bytes: sealed, type: 5, isStored: false },
    { what: 'the checksum of its header, even if it is cut', bytes: sealed.subarray(0, 53), type: 4, isStored: true },
    { what: 'a header, if there are too few bytes for one', bytes: sealed.subarray(0, 52), type: 4, isStored: false },
    { what: 'payloads that fill the rest, without a checksum', bytes: unsealed, type: 4, isStored: true },
    { what: 'payloads, which are cut', bytes: unsealed.subarray(0, -1), type: 4, isStored: false },
    { what: 'payloads, which leave a byte', bytes: hex`${unsealed} 00`, type: 4, isStored: false },
  ])('is recognised by $what: $isStored', ({ bytes, type, isStored }) => {
    expect(isStoredMessage(new Decoder(bytes), type)).toBe(isStored);
  });

  it('is refused if its sender requires a newer decoder', () => {
    const error = decodeErrorOf(() => decodeStoredMessage(new Decoder(sealed), (d) => d.rest(''), 0));
    expect(error).toMatchObject({ code: 'incompatible', path: 'compat_version', offset: 45 });
  });

  it('comes back from its JSON', () => {
    const largest = { ...message, seq: 2n ** 64n - 1n, src: { type: 3, num: -1n } };
    expect(loadStoredMessage(parseJson(formatJson(dumpStoredMessage(largest))))).toEqual(largest);
    expect(() => loadStoredMessage(new JsonNode({}, 'message'))).toThrow('message: needs a key "seq"');
  });
});
