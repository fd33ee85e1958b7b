import type { CephType } from '../../encoding/ceph_type.ts';
import type { DecodableType } from '../../encoding/decodable_type.ts';
import { giveForms } from '../../encoding/values.ts';
import type { MakeValue } from '../../encoding/values.ts';
import type { Decode, Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import { fail } from '../../encoding/fast/decode.ts';
import type { FastDecode } from '../../encoding/fast/decode.ts';
import type { FastEncode } from '../../encoding/fast/encode.ts';
import type { CodecRelease, CodecReleaseLike } from '../../features/codec_release.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { MSG_HEADER_LENGTH } from './ceph_msg_header.ts';
import { decodeStoredMessage, dumpStoredMessage, encodeStoredMessage, isStoredMessage, loadStoredMessage } from './stored_message.ts';
import type { StoredMessage } from './stored_message.ts';

/** The front of a message as it is stored in files: alone, or inside the whole message. */
export type Stored<F> = F & {
  /** The message around the front; null if the front was stored alone. A front from a messenger has no such key, and is as good. */
  readonly message: StoredMessage | null;
};

/** What a header says about the payload that follows it. */
export interface PayloadVersion {
  readonly version: number;
  /** The version that a decoder must at least know to read the payload. */
  readonly compatVersion: number;
}

/** What it takes to decode a front. */
export interface DecodableFront<F> {
  /** Returns the newest version that a release's code knows; the release refuses a compat_version above it. */
  readonly headVersion: (release: CodecRelease) => number;
  /** Reads a front of `version`, which is null if it is not known. Bytes that a newer version appended are not read. */
  readonly decode: (d: Decoder, version: number | null) => F;
}

/** The codec of the front, which differs from message to message. */
export interface Front<F> extends DecodableFront<F> {
  /** Reads a front as the kernel client does; absent if it is not known what Linux makes of it. */
  readonly decodeInKernel?: (d: Decoder) => F;
  /** The fast decoder of a front alone, for our own reading, made by src/compiler; absent in the source. */
  readonly fast?: FastDecode<F>;
  /** Returns the version that a release writes for a peer. */
  readonly payloadVersion: (features: Mask64, release: CodecRelease) => PayloadVersion;
  readonly encode: (e: Encoder, front: F) => void;
  /** The fast encoder of a front alone. */
  readonly fastEncode?: FastEncode<F>;
  readonly dump: (front: F, exact: boolean, form?: CodecReleaseLike) => { readonly [key: string]: Json };
  readonly load: (json: JsonNode) => F;
}

/** One of Ceph's messages. */
export interface MessageType<F> extends CephType<Stored<F>>, DecodableMessage<F> {
  readonly front: Front<F>;
}

type Described<F> = Pick<MessageType<F>, 'type' | 'front' | 'print' | 'summary' | 'remarks' | 'atSender' | 'dependsOn'>;

/** What it takes to decode a message. */
export interface DecodableMessage<F> extends DecodableType<Stored<F>> {
  /** The number of the message: CEPH_MSG_*, MSG_*. */
  readonly type: number;
  readonly front: DecodableFront<F>;
}

/** Returns the decoder of a message, made from that of its front. Its bytes are a front alone, or a whole stored message. */
export function decodableMessage<F>(described: Pick<DecodableMessage<F>, 'name' | 'type' | 'front'>): DecodableMessage<F> {
  const { type, front } = described;
  return { ...described, decode: (d) => decodeStored(d, type, front) };
}

/** Returns the codec of a message, made from the codec of its front. */
export function messageType<F>(make: MakeValue<F>, described: Described<F>): MessageType<F> {
  const { front } = described;
  const made: MessageType<F> = {
    ...decodableMessage({ name: make.typeName, ...described }),
    ...described,
    ...fastEncodeOf(front),
    ...(front.payloadVersion === payloadVersionIs1 ? {} : { versionFor: (features: Mask64, release: CodecRelease) => front.payloadVersion(features, release).version }),
    ...fastOf(described.type, front),
    ...inKernelOf(described.type, front),
    encode: (e, value) => encodeStored(e, front, value),
    dump: (value, exact = false, form) => {
      const dumped = front.dump(value, exact, form);
      const message = value.message ?? null; // a front of a messenger has none
      return exact && message !== null ? { ...dumped, message: dumpStoredMessage(message) } : dumped;
    },
    load: (json) => {
      json.find('summary'); // Ceph's line about the message, which its fields repeat
      const message = json.find('message');
      return stored(front.load(json), message === undefined ? null : loadStoredMessage(message));
    },
  };
  giveForms<Stored<F>>(make, made);
  return made;
}

/** Adds the message to the front, which keeps its prototype. */
function stored<F>(front: F, message: StoredMessage | null): Stored<F> {
  return Object.assign(front as object, { message }) as Stored<F>;
}

/** Returns the decoder of the kernel client, if there is one. */
function inKernelOf<F>(type: number, front: Front<F>): { readonly decodeInKernel?: Decode<Stored<F>> } {
  const { decodeInKernel } = front;
  return decodeInKernel === undefined ? {} : { decodeInKernel: (d) => decodeStored(d, type, { ...front, decode: decodeInKernel }) };
}

/** Returns the fast decoder, which reads a front alone. It leaves bytes that may be a stored message to the labelled decoder. */
function fastOf<F>(type: number, { fast }: Front<F>): { readonly fast?: FastDecode<Stored<F>> } {
  if (fast === undefined) return {};
  return {
    fast: (s, view, at, limit) => {
      const mayBeStored = limit - at >= MSG_HEADER_LENGTH && view.getUint16(at + 16, true) === type;
      return mayBeStored ? fail() : stored(fast(s, view, at, limit), null);
    },
  };
}

/** Returns the fast encoder, which leaves a stored message to the labelled one. */
function fastEncodeOf<F>({ fastEncode }: Front<F>): { readonly fastEncode?: FastEncode<Stored<F>> } {
  if (fastEncode === undefined) return {};
  return { fastEncode: (t, view, at, value) => ((value.message ?? null) === null ? fastEncode(t, view, at, value) : fail()) };
}

/**
 * Returns 1, for a front that has only ever had version 1. This and the next one are plain functions, so that a bundler can drop
 * messages that are not used.
 */
export function headIs1(): number {
  return 1;
}

export function payloadVersionIs1(): PayloadVersion {
  return { version: 1, compatVersion: 1 };
}

/** Reads a front, and skips what a newer version appended. After a front of a known version, bytes left over are an error. */
export function decodeFront<F>(d: Decoder, front: DecodableFront<F>, version: number): F {
  const value = front.decode(d, version);
  if (version > front.headVersion(d.release) && d.remaining > 0) d.skip(d.remaining, 'tail', 'bytes');
  return value;
}

function decodeStored<F>(d: Decoder, type: number, front: DecodableFront<F>): Stored<F> {
  if (!isStoredMessage(d, type)) return stored(front.decode(d, null), null);
  const { message, value } = decodeStoredMessage(d, (inner, version) => decodeFront(inner, front, version), front.headVersion(d.release));
  return stored(value, message);
}

/** Writes a stored value. The header gets the version of the front that is written, which may differ from the one that was read. */
function encodeStored<F>(e: Encoder, front: Front<F>, value: Stored<F>): void {
  const message = value.message ?? null;
  if (message === null) return front.encode(e, value);
  const apart = e.apart();
  front.encode(apart, value);
  const payload = front.payloadVersion(e.features, e.release);
  const changed = payload.version === message.version ? {} : payload;
  encodeStoredMessage(e, { ...message, ...changed, front: apart.take() });
}
