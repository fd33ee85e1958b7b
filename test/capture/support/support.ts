import type { CaptureError } from '../../../src/capture/file/capture_error.ts';
import { CaptureReader } from '../../../src/capture/file/reader.ts';
import type { Packet } from '../../../src/capture/file/packet.ts';
import { SegmentReader } from '../../../src/capture/tcp/segment_reader.ts';
import type { End, TcpEvent } from '../../../src/capture/tcp/event.ts';
import { TcpReassembler } from '../../../src/capture/tcp/reassembler.ts';
import type { ReassemblyLimits } from '../../../src/capture/tcp/reassembler.ts';
import { ip, join, tcp } from './make.ts';
import type { Host, Segment } from './make.ts';

export const CLIENT: Host = { ip: [10, 0, 0, 2], port: 40_000 };
export const SERVER: Host = { ip: [10, 0, 0, 1], port: 6789 };
export const CLIENT6: Host = { ip: [0xfd, ...new Array<number>(14).fill(0), 2], port: 40_000 };
export const SERVER6: Host = { ip: [0xfd, ...new Array<number>(14).fill(0), 1], port: 6789 };

export const LIMITS: ReassemblyLimits = { maxConnections: 100, maxHeld: 1024 * 1024 };

export interface ReadFile {
  readonly packets: readonly Packet[];
  readonly error: CaptureError | null;
}

/** Reads all packets of a file, in chunks of a size. */
export function readFile(bytes: Uint8Array, chunkSize = bytes.length): ReadFile {
  const reader = new CaptureReader();
  const packets: Packet[] = [];
  for (let at = 0; at < bytes.length; at += chunkSize) {
    reader.receive(bytes.slice(at, at + chunkSize));
    for (let packet = reader.next(); packet !== null; packet = reader.next()) packets.push(packet);
  }
  reader.end();
  return { packets, error: reader.error };
}

/** A packet's captured bytes. */
export function bytesOf({ bytes, begin, end }: Packet): Uint8Array {
  return bytes.slice(begin, end);
}

/** A packet that begins with its IP header, made without a file. */
export function rawPacket(bytes: Uint8Array, length = bytes.length, linkType = 101): Packet {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), begin: 0, end: bytes.length, length, linkType, stamp: null };
}

/** The events of the reassembler for segments, and for the end of the capture. */
export function reassemble(segments: readonly Segment[], limits: ReassemblyLimits = LIMITS): TcpEvent[] {
  const reader = new SegmentReader({ maxDatagrams: 8 });
  const reassembler = new TcpReassembler(limits);
  const events = segments.flatMap((segment) => {
    const found = reader.read(rawPacket(ip(segment.from, segment.to, tcp(segment))));
    return found === null ? [] : reassembler.addSegment(found);
  });
  return [...events, ...reassembler.end()];
}

/** The events in a few words: `0 data 5 "abc"`, `0 lost 8 2`, `closed fin`. */
export function inWords(events: readonly TcpEvent[]): string[] {
  return events.map((event) => {
    switch (event.kind) {
      case 'opened':
        return `opened ${event.connection.id}`;
      case 'data':
        return `${event.from} data ${event.at} "${text(event.bytes)}"`;
      case 'lost':
        return `${event.from} lost ${event.at} ${event.length} ${event.why}`;
      case 'ended':
        return `${event.from} ended`;
      case 'closed':
        return `closed ${event.connection.id} ${event.why}`;
    }
  });
}

/** The bytes of one end in all connections, without the lost ones. */
export function streamOf(events: readonly TcpEvent[], from: End): Uint8Array {
  return join(...events.flatMap((event) => (event.kind === 'data' && event.from === from ? [event.bytes] : [])));
}

export function text(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

export function ascii(characters: string): Uint8Array {
  return new TextEncoder().encode(characters);
}

/** A copy with other bytes from an offset on. */
export function changed(bytes: Uint8Array, at: number, ...values: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
}
