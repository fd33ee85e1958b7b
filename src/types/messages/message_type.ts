import type { CephType } from '../../encoding/ceph_type.ts';
import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import { fails } from '../../encoding/lean.ts';
import type { Lean, LeanDecoder } from '../../encoding/lean.ts';
import type { Reads, Writes } from '../../features/releases.ts';
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
  /** The newest version that a release knows: it refuses a compat_version above. */
  readonly headVersion: (release: Reads | Writes) => number;
  /** Which version is written for a peer. */
  readonly versionFor: (e: Encoder) => PayloadVersion;
  /** Reads a front of that version, or null where nothing tells the version; what a newer one appends is not read. */
  readonly decode: (d: Decoder, version: number | null) => F;
  /** Its twin, made at build time; see lean.ts. */
  readonly lean?: (d: LeanDecoder, version: null) => F;
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
    ...leanOf(type, front),
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
function leanOf<F>(type: number, { lean }: Front<F>): { readonly lean?: Lean<Stored<F>> } {
  if (lean === undefined) return {};
  return {
    lean: (d) => {
      const { at, bytes } = d;
      const mayBeStored = d.limit - at >= MSG_HEADER_LENGTH && ((bytes[at + 16] as number) | ((bytes[at + 17] as number) << 8)) === type;
      return mayBeStored ? fails() : { ...lean(d, null), message: null };
    },
  };
}

/** The version of a front that has had one only, which is 1. Plain functions: a bundler then drops messages that nobody uses. */
export function headIs1(): number {
  return 1;
}

export function versionIs1(): PayloadVersion {
  return { version: 1, compatVersion: 1 };
}

/** Reads a front, and passes over what a newer version appended; in a version that is known, nothing may be left behind it. */
export function decodeFront<F>(d: Decoder, front: Front<F>, version: number): F {
  const value = front.decode(d, version);
  if (version > front.headVersion(d.reads) && d.remaining > 0) d.skip(d.remaining, 'tail', 'bytes');
  return value;
}

function decodeStored<F>(d: Decoder, type: number, front: Front<F>): Stored<F> {
  if (!isStoredMessage(d, type)) return { ...front.decode(d, null), message: null };
  const { message, value } = decodeStoredMessage(d, (inner, version) => decodeFront(inner, front, version), front.headVersion(d.reads));
  return { ...value, message };
}

/** The header tells of the front that is written, which may be of another version than the one that was read. */
function encodeStored<F>(e: Encoder, front: Front<F>, value: Stored<F>): void {
  const { message } = value;
  if (message === null) return front.encode(e, value);
  const apart = e.apart();
  front.encode(apart, value);
  const payload = front.versionFor(e);
  const told = payload.version === message.version ? {} : payload;
  encodeStoredMessage(e, { ...message, ...told, front: apart.take() });
}
