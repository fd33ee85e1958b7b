import type { CephType } from '../../encoding/ceph_type.ts';
import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import { fail } from '../../encoding/fast/decode.ts';
import type { FastDecode } from '../../encoding/fast/decode.ts';
import type { FastEncode } from '../../encoding/fast/encode.ts';
import type { CodecRelease, CodecReleaseName } from '../../features/codec_release.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { MSG_HEADER_LENGTH } from './ceph_msg_header.ts';
import { decodeStoredMessage, dumpStoredMessage, encodeStoredMessage, isStoredMessage, loadStoredMessage } from './stored_message.ts';
import type { StoredMessage } from './stored_message.ts';

/** The front of a message as it is stored in files: alone, or inside the whole message. */
export type Stored<F> = F & {
  /** The message around the front; null if the front was stored alone. */
  readonly message: StoredMessage | null;
};

/** What a header says about the payload that follows it. */
export interface PayloadVersion {
  readonly version: number;
  /** The version that a decoder must at least know to read the payload. */
  readonly compatVersion: number;
}

/** The codec of the front, which differs from message to message. */
export interface Front<F> {
  /** Returns the newest version that a release's code knows; the release refuses a compat_version above it. */
  readonly headVersion: (release: CodecRelease) => number;
  /** Returns the version that a release writes for a peer. */
  readonly payloadVersion: (features: Mask64, release: CodecRelease) => PayloadVersion;
  /** Reads a front of `version`, which is null if it is not known. Bytes that a newer version appended are not read. */
  readonly decode: (d: Decoder, version: number | null) => F;
  /** The fast decoder of a front alone, for our own reading, made by src/compiler; absent in the source. */
  readonly fast?: FastDecode<F>;
  readonly encode: (e: Encoder, front: F) => void;
  /** The fast encoder of a front alone. */
  readonly fastEncode?: FastEncode<F>;
  readonly dump: (front: F, exact: boolean, form?: CodecReleaseName) => { readonly [key: string]: Json };
  readonly load: (json: JsonNode) => F;
}

/** One of Ceph's messages. */
export interface MessageType<F> extends CephType<Stored<F>> {
  /** The number of the message: CEPH_MSG_*, MSG_*. */
  readonly type: number;
  readonly front: Front<F>;
}

type Described<F> = Pick<MessageType<F>, 'name' | 'type' | 'front' | 'print' | 'summary' | 'remarks' | 'dependsOn'>;

/** Returns the codec of a message, made from the codec of its front. Its bytes are a front alone, or a whole stored message. */
export function messageType<F>(described: Described<F>): MessageType<F> {
  const { type, front } = described;
  return {
    ...described,
    ...fastOf(type, front),
    ...fastEncodeOf(front),
    ...(front.payloadVersion === payloadVersionIs1 ? {} : { versionFor: (features: Mask64, release: CodecRelease) => front.payloadVersion(features, release).version }),
    decode: (d) => decodeStored(d, type, front),
    encode: (e, value) => encodeStored(e, front, value),
    dump: (value, exact = false, form) => {
      const dumped = front.dump(value, exact, form);
      return exact && value.message !== null ? { ...dumped, message: dumpStoredMessage(value.message) } : dumped;
    },
    load: (json) => {
      json.find('summary'); // Ceph's line about the message, which its fields repeat
      const message = json.find('message');
      return { ...front.load(json), message: message === undefined ? null : loadStoredMessage(message) };
    },
  };
}

/** Returns the fast decoder, which reads a front alone. It leaves bytes that may be a stored message to the labelled decoder. */
function fastOf<F>(type: number, { fast }: Front<F>): { readonly fast?: FastDecode<Stored<F>> } {
  if (fast === undefined) return {};
  return {
    fast: (s, view, at, limit) => {
      const mayBeStored = limit - at >= MSG_HEADER_LENGTH && view.getUint16(at + 16, true) === type;
      return mayBeStored ? fail() : { ...fast(s, view, at, limit), message: null };
    },
  };
}

/** Returns the fast encoder, which leaves a stored message to the labelled one. */
function fastEncodeOf<F>({ fastEncode }: Front<F>): { readonly fastEncode?: FastEncode<Stored<F>> } {
  if (fastEncode === undefined) return {};
  return { fastEncode: (t, view, at, value) => (value.message === null ? fastEncode(t, view, at, value) : fail()) };
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
export function decodeFront<F>(d: Decoder, front: Front<F>, version: number): F {
  const value = front.decode(d, version);
  if (version > front.headVersion(d.release) && d.remaining > 0) d.skip(d.remaining, 'tail', 'bytes');
  return value;
}

function decodeStored<F>(d: Decoder, type: number, front: Front<F>): Stored<F> {
  if (!isStoredMessage(d, type)) return { ...front.decode(d, null), message: null };
  const { message, value } = decodeStoredMessage(d, (inner, version) => decodeFront(inner, front, version), front.headVersion(d.release));
  return { ...value, message };
}

/** Writes a stored value. The header gets the version of the front that is written, which may differ from the one that was read. */
function encodeStored<F>(e: Encoder, front: Front<F>, value: Stored<F>): void {
  const { message } = value;
  if (message === null) return front.encode(e, value);
  const apart = e.apart();
  front.encode(apart, value);
  const payload = front.payloadVersion(e.features, e.release);
  const changed = payload.version === message.version ? {} : payload;
  encodeStoredMessage(e, { ...message, ...changed, front: apart.take() });
}
