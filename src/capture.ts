/** The `./capture` entry: finds Ceph's messages in pcap and pcapng files. Each step is available by itself. */
export type { BytesLike, Joinable } from './arguments/bytes.ts';
export { CephwireError } from './error/cephwire_error.ts';
export { CaptureError } from './capture/file/capture_error.ts';
export type { CaptureErrorCode } from './capture/file/capture_error.ts';
export type { CaptureEvent, CephConnection, ClosedEvent, ConnectionEvent, FrontVerdict, NegotiatedEvent, LostEvent, MessageEvent, OfferedEvent, OpaqueEvent } from './capture/ceph/event.ts';
export { captureEventJson } from './capture/ceph/json.ts';
export type {
  CaptureEventJson, ClosedEventJson, ConnectionEventJson, LostEventJson, MessageEventJson, NegotiatedEventJson, OfferedEventJson, OpaqueEventJson,
} from './capture/ceph/json.ts';
export { diagnosedEventJson } from './capture/maps/json.ts';
export type { DiagnosedEventJson } from './capture/maps/json.ts';
export { MapDiagnoses } from './capture/maps/map_diagnoses.ts';
export type { DiagnosedMap } from './capture/maps/map_diagnoses.ts';
export { CaptureReader } from './capture/file/reader.ts';
export { CAPTURE_LIMITS, CaptureDissector } from './capture/dissect.ts';
export type { CaptureCounts, CaptureLimits } from './capture/dissect.ts';
export type { ByteSource, BytesReader, ReadableBytes } from './capture/source.ts';
export { dissect } from './capture/stream.ts';
export type { AbortSignalLike, DissectOptions, Dissection } from './capture/stream.ts';
export type { FragmentLimits } from './capture/ip/fragments.ts';
export type { IpHeader, Words } from './capture/ip/ip_header.ts';
export type { Packet } from './capture/file/packet.ts';
export { SegmentReader } from './capture/tcp/segment_reader.ts';
export type { PacketCounts } from './capture/tcp/segment_reader.ts';
export type { CloseReason, End, Endpoint, LossReason, TcpConnection, TcpEvent } from './capture/tcp/event.ts';
export { TcpReassembler } from './capture/tcp/reassembler.ts';
export type { ReassemblyLimits } from './capture/tcp/reassembler.ts';
export type { TcpSegment } from './capture/tcp/segment.ts';
export type { Side } from './messenger/events.ts';
export type { Message } from './messenger/message.ts';
export type { KnownMessage } from './messenger/messages.ts';
