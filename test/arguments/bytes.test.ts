import { createReadStream } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../src/arguments/bytes.ts';
import type { BytesLike } from '../../src/arguments/bytes.ts';
import { crc32c } from '../../src/buffer/crc32c/crc32c.ts';
import { toHex } from '../../src/buffer/bytes/hex.ts';
import { BufferList } from '../../src/buffer/list.ts';
import { BufferPtr } from '../../src/buffer/ptr.ts';
import { BufferRaw } from '../../src/buffer/raw.ts';
import { CaptureDissector } from '../../src/capture/dissect.ts';
import { CaptureReader } from '../../src/capture/file/reader.ts';
import { decode, encode } from '../../src/encoding/ceph_type.ts';
import { Decoder } from '../../src/encoding/decoder.ts';
import { Encoder } from '../../src/encoding/encoder.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { diagnose } from '../../src/inspect/diagnose/diagnose.ts';
import { explain } from '../../src/inspect/explain/explain.ts';
import { ConnectRewriter } from '../../src/messenger/v1/connect_rewriter.ts';
import { Dissector as V1Dissector } from '../../src/messenger/v1/dissector.ts';
import { Dissector as V2Dissector } from '../../src/messenger/v2/dissector.ts';
import { Utime } from '../../src/types/common/utime_t.ts';
import { MAuth } from '../../src/types/messages/MAuth.ts';
import { clientOf, serverOf } from '../messenger/v1/support/machines.ts';

/** A utime_t; and what every entrance for bytes is given, in each form. */
const BYTES = Uint8Array.of(7, 0, 0, 0, 9, 0, 0, 0);

function list(...parts: readonly Uint8Array[]): BufferList {
  const whole = new BufferList();
  for (const part of parts) whole.pushBack(BufferPtr.copy(part));
  return whole;
}

function shared(): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(BYTES.length);
  new Uint8Array(memory).set(BYTES);
  return memory;
}

const inAnotherRealm = (code: string): BytesLike => runInNewContext(code) as BytesLike;

const FORMS: readonly (readonly [what: string, bytes: () => BytesLike])[] = [
  ['a Uint8Array', () => BYTES.slice()],
  ['a part of a Uint8Array', () => Uint8Array.of(1, ...BYTES, 1).subarray(1, -1)],
  ['a Buffer', () => Buffer.from(BYTES)],
  ['an ArrayBuffer', () => BYTES.slice().buffer],
  ['a SharedArrayBuffer', shared],
  ['a DataView', () => new DataView(Uint8Array.of(1, ...BYTES, 1).buffer, 1, BYTES.length)],
  ['a Uint16Array', () => new Uint16Array(BYTES.slice().buffer)],
  ['a Float64Array', () => new Float64Array(BYTES.slice().buffer)],
  ['a Uint8ClampedArray', () => new Uint8ClampedArray(BYTES)],
  ['a BufferList', () => list(BYTES.subarray(0, 3), BYTES.subarray(3))],
  ['a BufferPtr', () => BufferPtr.copy(BYTES)],
  ['a Uint8Array of another realm', () => inAnotherRealm('Uint8Array.of(7, 0, 0, 0, 9, 0, 0, 0)')],
  ['an ArrayBuffer of another realm', () => inAnotherRealm('Uint8Array.of(7, 0, 0, 0, 9, 0, 0, 0).buffer')],
  ['a DataView of another realm', () => inAnotherRealm('new DataView(Uint8Array.of(7, 0, 0, 0, 9, 0, 0, 0).buffer)')],
];

/** Every function of the library that takes bytes: what it makes of them. */
const ENTRANCES: readonly (readonly [name: string, take: (bytes: BytesLike) => unknown])[] = [
  ['decode', (bytes) => decode(Utime, bytes)],
  ['decode as a release', (bytes) => decode(Utime, bytes, { release: 'hammer' })],
  ['explain', (bytes) => explain(Utime, bytes).value],
  ['diagnose', (bytes) => diagnose(Utime, bytes).own.value],
  ['Decoder', (bytes) => new Decoder(bytes).u64('u64')],
  ['Encoder.blob', (bytes) => written((e) => e.blob(bytes))],
  ['Encoder.raw', (bytes) => written((e) => e.raw(bytes))],
  ['encode', (bytes) => toHex(encode(MAuth, { ...AUTH, message: null, authPayload: bytes as Uint8Array }))],
  ['BufferList.from', (bytes) => toHex(BufferList.from(bytes).toBytes())],
  ['BufferList.copyIn', (bytes) => toHex(changed((zeros) => zeros.copyIn(0, bytes)))],
  ['BufferList.contentsEqual', (bytes) => list(BYTES).contentsEqual(bytes)],
  ['BufferListIterator.copyIn', (bytes) => toHex(changed((zeros) => zeros.begin().copyIn(bytes)))],
  ['BufferPtr.copy', (bytes) => toHex(BufferPtr.copy(bytes).cStr())],
  ['BufferPtr.claim', (bytes) => toHex(BufferPtr.claim(bytes).cStr())],
  ['BufferPtr.copyIn', (bytes) => toHex(changed((zeros) => zeros.buffers[0]?.copyIn(0, bytes)))],
  ['BufferRaw', (bytes) => toHex(new BufferRaw(bytes).data)],
  ['crc32c', (bytes) => crc32c(0, bytes)],
  ['toHex', (bytes) => toHex(bytes)],
  ['a client', (bytes) => clientOf().receive(bytes)],
  ['a server', (bytes) => serverOf().receive(bytes)],
  ['V1Dissector', (bytes) => new V1Dissector().receive('client', bytes)],
  ['V2Dissector', (bytes) => new V2Dissector().receive('server', bytes)],
  ['ConnectRewriter', (bytes) => new ConnectRewriter(() => Mask64.NONE).receive('server', bytes).toClient.map(toHex)],
  ['CaptureReader', (bytes) => readBy(new CaptureReader(), bytes)],
  ['CaptureDissector', (bytes) => readBy(new CaptureDissector(), bytes)],
];
const AUTH: MAuth = { version: 0n, deprecatedSessionMon: -1, deprecatedSessionMonTid: 0n, protocol: 1, authPayload: BYTES, monmapEpoch: 0 };

function written(write: (e: Encoder) => void): string {
  const e = new Encoder(Mask64.NONE);
  write(e);
  return toHex(e.toBytes());
}

function changed(change: (zeros: BufferList) => void): Uint8Array {
  const zeros = list(new Uint8Array(BYTES.length));
  change(zeros);
  return zeros.toBytes();
}

function readBy(reader: CaptureReader | CaptureDissector, bytes: BytesLike): string | undefined {
  reader.receive(bytes);
  if (reader instanceof CaptureReader) reader.next();
  return reader.error?.message;
}

describe.each(ENTRANCES)('%s', (_, take) => {
  it.each(FORMS)('takes %s', (_form, bytes) => expect(take(bytes())).toEqual(take(BYTES)));

  it.each([[null], [undefined], [8], [['7']], [{}], [Promise.resolve(BYTES)]])('refuses %s with a TypeError that says so', (given) => {
    expect(() => take(given as never)).toThrow(TypeError);
    expect(() => take(given as never)).toThrow(/^bytes must be an ArrayBuffer, a view of one or a BufferList, not /);
  });
});

describe('bytes', () => {
  it('are views of the memory that was given, except that of a SharedArrayBuffer', () => {
    const { buffer } = BYTES.slice();
    expect(bytesOf(buffer).buffer).toBe(buffer);
    expect(bytesOf(new DataView(buffer, 2)).byteOffset).toBe(2);
    const memory = shared();
    const copy = bytesOf(memory);
    new Uint8Array(memory).fill(0);
    expect(copy).toEqual(BYTES);
  });

  const transferred = BYTES.slice().buffer;
  const view = new DataView(transferred);
  structuredClone(transferred, { transfer: [transferred] });

  it.each<readonly [unknown, string]>([
    ['0700', 'a string: readFileSync(file) without an encoding returns bytes'],
    [[7, 0], 'a number[]: Uint8Array.from(array) makes bytes of it'],
    [['7'], 'an array: Uint8Array.from(array) makes bytes of it'],
    [Promise.resolve(BYTES), 'a Promise: await it'],
    [new Blob([BYTES]), 'a Blob: await its arrayBuffer()'],
    [new Response(BYTES), 'a Response: await its arrayBuffer()'],
    [new Response(BYTES).body, 'a ReadableStream: read it to its end, and give the bytes'],
    [createReadStream('package.json', { autoClose: true }).destroy(), 'a ReadStream: read it to its end, and give the bytes'],
    [JSON.parse(JSON.stringify(Buffer.from(BYTES))), 'an object: a Buffer that went through JSON is Uint8Array.from(object.data)'],
    [new Map(), 'a Map'],
    [Object.create(null), 'an object'],
    [() => BYTES, 'a function'],
    [7n, 'a bigint'],
    [undefined, 'undefined'],
    [{ [Symbol.toStringTag]: 'ArrayBuffer' }, 'an object'],
    [transferred, 'an ArrayBuffer: it was transferred, and has no bytes any more'],
    [view, 'a DataView whose memory was transferred'],
  ])('are not %s: the error says what it is, and what to do', (given, text) => {
    expect(() => bytesOf(given as never)).toThrow(new TypeError(`bytes must be an ArrayBuffer, a view of one or a BufferList, not ${text}`));
  });

  it('may be text in a BufferList alone, which takes it as UTF-8', () => {
    expect(toHex(BufferList.from('mön').toBytes())).toBe('6dc3b66e');
  });
});
