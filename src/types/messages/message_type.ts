import type { CephType } from '../../encoding/ceph_type.ts';
import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import { fail } from '../../encoding/fast.ts';
import type { FastDecode } from '../../encoding/fast.ts';
import type { CodecRelease } from '../../features/codec_release.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { MSG_HEADER_LENGTH } from './ceph_msg_header.ts';
import { decodeStoredMessage, dumpStoredMessage, encodeStoredMessage, isStoredMessage, loadStoredMessage } from './stored_message.ts';
import type { StoredMessage } from './stored_message.ts';

/** A message's front as files have it: alone, or inside of the whole message. */
export type Stored<F> = F & {
  /** The message around the front, where it was stored with one. */
  readonly message: StoredMessage | null;
};

/** What a header says of the payload behind it. */
export interface PayloadVersion {
  readonly version: number;
  /** The oldest decoder that may read it. */
  readonly compatVersion: number;
}

/** What the messages of one class have of their own: the front. */
export interface Front<F> {
  /** The newest version that a release's code knows: it refuses a compat_version above. */
  readonly headVersion: (release: CodecRelease) => number;
  /** The version that a release writes for a peer. */
  readonly payloadVersion: (features: Mask64, release: CodecRelease) => PayloadVersion;
  /** Reads a front of that version, or null where nothing tells the version; what a newer one appends is not read. */
  readonly decode: (d: Decoder, version: number | null) => F;
  /** The same for our own reading of a front alone, made by src/compiler; absent in the source. */
  readonly fast?: FastDecode<F>;
  readonly encode: (e: Encoder, front: F) => void;
  readonly dump: (front: F, exact: boolean) => { readonly [key: string]: Json };
  readonly load: (json: JsonNode) => F;
}

/** One of Ceph's messages. */
export interface MessageType<F> extends CephType<Stored<F>> {
  /** CEPH_MSG_*, MSG_*. */
  readonly type: number;
  readonly front: Front<F>;
}

type Described<F> = Pick<MessageType<F>, 'name' | 'type' | 'front' | 'print' | 'summary' | 'remarks' | 'dependsOn'>;

/** The codec of a message, from that of its front. Bytes are a front, or a whole stored message with that front. */
export function messageType<F>(described: Described<F>): MessageType<F> {
  const { type, front } = described;
  return {
    ...described,
    ...fastOf(type, front),
    ...(front.payloadVersion === payloadVersionIs1 ? {} : { versionFor: (features: Mask64, release: CodecRelease) => front.payloadVersion(features, release).version }),
    decode: (d) => decodeStored(d, type, front),
    encode: (e, value) => encodeStored(e, front, value),
    dump: (value, exact = false) => {
      const dumped = front.dump(value, exact);
      return exact && value.message !== null ? { ...dumped, message: dumpStoredMessage(value.message) } : dumped;
    },
    load: (json) => {
      const message = json.find('message');
      return { ...front.load(json), message: message === undefined ? null : loadStoredMessage(message) };
    },
  };
}

/** Reads a front alone; what may be a stored message is left to the labelled decoder. */
function fastOf<F>(type: number, { fast }: Front<F>): { readonly fast?: FastDecode<Stored<F>> } {
  if (fast === undefined) return {};
  return {
    fast: (s) => {
      const mayBeStored = s.limit - s.at >= MSG_HEADER_LENGTH && s.view.getUint16(s.at + 16, true) === type;
      return mayBeStored ? fail() : { ...fast(s), message: null };
    },
  };
}

/** The version of a front that has had one only, which is 1. Plain functions: a bundler then drops messages that nobody uses. */
export function headIs1(): number {
  return 1;
}

export function payloadVersionIs1(): PayloadVersion {
  return { version: 1, compatVersion: 1 };
}

/** Reads a front, and passes over what a newer version appended; in a version that is known, nothing may be left behind it. */
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

/** The header tells of the front that is written, which may be of another version than the one that was read. */
function encodeStored<F>(e: Encoder, front: Front<F>, value: Stored<F>): void {
  const { message } = value;
  if (message === null) return front.encode(e, value);
  const apart = e.apart();
  front.encode(apart, value);
  const payload = front.payloadVersion(e.features, e.release);
  const told = payload.version === message.version ? {} : payload;
  encodeStoredMessage(e, { ...message, ...told, front: apart.take() });
}
