/** The `./capture` entry: Ceph's messages out of pcap and pcapng files, and each step on the way there. */
export { CaptureError } from './capture/file/error.ts';
export type { CaptureErrorCode } from './capture/file/error.ts';
export type { CaptureEvent, CephConnection, ClosedEvent, ConnectionEvent, FrontVerdict, NegotiatedEvent, LostEvent, MessageEvent, OfferedEvent, OpaqueEvent } from './capture/ceph/event.ts';
export { CaptureReader } from './capture/file/reader.ts';
export { CAPTURE_LIMITS, CaptureDissector } from './capture/dissect.ts';
export type { CaptureCounts, CaptureLimits } from './capture/dissect.ts';
export type { FragmentLimits } from './capture/ip/fragments.ts';
export type { IpHeader, Words } from './capture/ip/ip_header.ts';
export type { Packet } from './capture/file/packet.ts';
export { SegmentReader } from './capture/tcp/segment_reader.ts';
export type { PacketCounts } from './capture/tcp/segment_reader.ts';
export type { CloseReason, End, Endpoint, LossReason, TcpConnection, TcpEvent } from './capture/tcp/event.ts';
export { TcpReassembler } from './capture/tcp/reassembler.ts';
export type { ReassemblyLimits } from './capture/tcp/reassembler.ts';
export type { TcpSegment } from './capture/tcp/segment.ts';
export type { Side } from './messenger/flow.ts';
export type { Message } from './messenger/message.ts';
export type { KnownMessage } from './messenger/messages.ts';
