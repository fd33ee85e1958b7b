/** The `./capture` entry: Ceph's messages out of pcap and pcapng files, and each step on the way there. */
export { CaptureError } from './capture/capture_error.ts';
export type { CaptureErrorCode } from './capture/capture_error.ts';
export type { CaptureEvent, CephConnection, ClosedEvent, ConnectionEvent, FrontVerdict, InForceEvent, LostEvent, MessageEvent, OfferedEvent, OpaqueEvent } from './capture/capture_event.ts';
export { CaptureReader } from './capture/capture_reader.ts';
export { CAPTURE_LIMITS, CaptureDissector } from './capture/dissect.ts';
export type { CaptureCounts, CaptureLimits } from './capture/dissect.ts';
export type { FragmentLimits } from './capture/fragments.ts';
export type { IpHeader, Words } from './capture/ip_header.ts';
export type { Packet } from './capture/packet.ts';
export { SegmentReader } from './capture/segment_reader.ts';
export type { PacketCounts } from './capture/segment_reader.ts';
export type { CloseReason, End, Endpoint, LossReason, TcpConnection, TcpEvent } from './capture/tcp_event.ts';
export { TcpReassembler } from './capture/tcp_reassembler.ts';
export type { ReassemblyLimits } from './capture/tcp_reassembler.ts';
export type { TcpSegment } from './capture/tcp_segment.ts';
export type { Side } from './messenger/flow.ts';
export type { Message } from './messenger/message.ts';
export type { KnownMessage } from './messenger/messages.ts';
