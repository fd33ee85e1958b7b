/**
 * The `./decode` entry: reading alone, for small bundles. Its types are those of the core entry without encoder, JSON, text, kernel
 * clients and fast decoder.
 */
export type { BytesLike, Joinable } from './arguments/bytes.ts';
export { decodeOnly as decode } from './encoding/decodable_type.ts';
export type { DecodableType, DecodeOnlyOptions } from './encoding/decodable_type.ts';
export { DecodeError } from './encoding/decode_error.ts';
export type { DecodeErrorCode, Fault, Label } from './encoding/decode_error.ts';
export { CephwireError } from './error/cephwire_error.ts';
export { Mask64 } from './features/mask64.ts';
export type { CodecRelease, CodecReleaseName } from './features/codec_release.ts';
export { Ipv4, Ipv6 } from './types/common/ip.ts';
export * from './types/decode_only.ts';
export type { DecodableMessage, Stored } from './types/messages/message_type.ts';
