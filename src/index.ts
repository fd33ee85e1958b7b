/**
 * The core entry: decode, encode, and the types. It uses only the language, so it runs in Node and in browsers. Lists of
 * buffers are in `./buffer`, feature bits and negotiation in `./features`, and `./decode` has the types for reading alone.
 */
export type { BytesLike, Joinable } from './arguments/bytes.ts';
export { decode, encode, load } from './encoding/ceph_type.ts';
export type { CephType, DecodeOptions, EncodeOptions, ValueKind } from './encoding/ceph_type.ts';
export { DecodeError } from './encoding/decode_error.ts';
export type { DecodeErrorCode, Fault, KernelFailure, Label } from './encoding/decode_error.ts';
export { CephwireError } from './error/cephwire_error.ts';
export { Decoder } from './encoding/decoder.ts';
export type { Decode, LegacyEnvelope } from './encoding/decoder.ts';
export type { Kind, Trace } from './encoding/trace.ts';
export { Encoder } from './encoding/encoder.ts';
export type { Encode } from './encoding/encoder.ts';
export { JsonError, JsonNode, formatJson, parseJson } from './text/json.ts';
export type { Json } from './text/json.ts';
export { Mask64 } from './features/mask64.ts';
export { release } from './features/releases.ts';
export type { Release, ReleaseName } from './features/releases.ts';
export { byRelease } from './encoding/by_release.ts';
export type { ByRelease, ReleaseRows } from './encoding/by_release.ts';
export type { CodecRelease, CodecReleaseLike, CodecReleaseName, ReaderLike, ReaderName } from './features/codec_release.ts';
export type { Kernel, KernelEra, KernelName, MsMode } from './features/kernel_reader.ts';
export { toFeatures } from './features/to_features.ts';
export type { FeaturesLike } from './features/to_features.ts';
export { MAuth } from './types/messages/MAuth.ts';
export { MAuthReply } from './types/messages/MAuthReply.ts';
export { MMonGetMap } from './types/messages/MMonGetMap.ts';
export { MMonMap } from './types/messages/MMonMap.ts';
export { MMonSubscribe } from './types/messages/MMonSubscribe.ts';
export type { MonSubscribeItem } from './types/messages/MMonSubscribe.ts';
export { MMonSubscribeAck } from './types/messages/MMonSubscribeAck.ts';
export { MonMap } from './types/mon/MonMap/MonMap.ts';
export { monMapRemarks } from './types/mon/MonMap/remarks.ts';
export { formatMonMap } from './types/mon/MonMap/text.ts';
export {
  BLANK_ADDR, EntityAddr, TYPE_ANY, TYPE_CIDR, TYPE_LEGACY, TYPE_MSGR2, TYPE_NONE, addrTypeName, compareEntityAddr, decodeEntityAddr,
  encodeEntityAddr, encodeLegacy, entityAddrByRelease, entityAddrVersionFor, formatEntityAddr, formatLegacy, parseEntityAddr,
} from './types/common/entity_addr_t.ts';
export { EntityAddrvec, formatEntityAddrvec, legacyOrFront, parseEntityAddrvec } from './types/common/entity_addrvec_t.ts';
export { EntityInst } from './types/common/entity_inst_t.ts';
export { EntityName, entityTypeName, formatEntityName } from './types/common/entity_name_t.ts';
export { Ipv4, Ipv6, parseIp } from './types/common/ip.ts';
export type { Front, MessageType, PayloadVersion, Stored } from './types/messages/message_type.ts';
export { MonFeature } from './types/mon/mon_feature_t.ts';
export { MonInfo } from './types/mon/mon_info_t/mon_info_t.ts';
export type { Newer } from './types/common/newer.ts';
export { TYPES } from './types/registry.ts';
export { AF_INET, AF_INET6, AF_UNSPEC } from './types/common/sockaddr.ts';
export type { Sockaddr } from './types/common/sockaddr.ts';
export type { StoredMessage } from './types/messages/stored_message.ts';
export { formatUtime, parseUtime, Utime } from './types/common/utime_t.ts';
export { parseUuid, Uuid } from './types/common/uuid_d.ts';
