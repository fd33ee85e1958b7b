import { readFileSync } from 'node:fs';
import type { TcpEvent } from '../../../src/capture/tcp/event.ts';
import { CaptureReader } from '../../../src/capture/file/reader.ts';
import { SegmentReader } from '../../../src/capture/tcp/segment_reader.ts';
import { TcpReassembler } from '../../../src/capture/tcp/reassembler.ts';
import { LIMITS } from './support.ts';

/** A capture of one monitor on loopback, made by dumpcap; see fixtures/PROVENANCE.md. */
export const ONE_MON: Uint8Array = new Uint8Array(readFileSync(new URL('../../../fixtures/capture/one-mon.pcapng', import.meta.url)));

/** The TCP events of a whole file. */
export function tcpEvents(file: Uint8Array): TcpEvent[] {
  const reader = new CaptureReader();
  const segments = new SegmentReader({ maxDatagrams: 8 });
  const reassembler = new TcpReassembler(LIMITS);
  const events: TcpEvent[] = [];
  reader.receive(file);
  for (let packet = reader.next(); packet !== null; packet = reader.next()) {
    const segment = segments.read(packet);
    if (segment !== null) events.push(...reassembler.addSegment(segment));
  }
  return [...events, ...reassembler.end()];
}
