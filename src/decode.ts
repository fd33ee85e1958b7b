/**
 * The `./decode` entry: reading alone. Its types are those of the core entry without encoder, JSON and text, so that a bundle
 * which only decodes is half as large.
 */
export { decode } from './encoding/ceph_type.ts';
export type { DecodableType, DecodeOptions } from './encoding/ceph_type.ts';
export { DecodeError } from './encoding/decode_error.ts';
export type { DecodeErrorCode, Fault, Label } from './encoding/decode_error.ts';
export { CephwireError } from './error/cephwire_error.ts';
export { Mask64 } from './features/mask64.ts';
export type { CodecRelease, CodecReleaseName } from './features/codec_release.ts';
export { Ipv4, Ipv6 } from './types/common/ip.ts';
export * from './types/decode_only.ts';
export type { DecodableMessage, Stored } from './types/messages/message_type.ts';
