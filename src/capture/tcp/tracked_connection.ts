import { Ipv4, Ipv6 } from '../../types/common/ip.ts';
import type { IpHeader, Words } from '../ip/ip_header.ts';
import type { CloseReason, End, Endpoint, LossReason, TcpConnection, TcpEvent } from './event.ts';
import type { TcpSegment } from './segment.ts';
import { TcpStream } from './stream.ts';

/** A connection with both its streams, while the table holds it. */
export class TrackedConnection implements TcpConnection {
  readonly id: number;
  readonly endpoints: readonly [Endpoint, Endpoint];
  client: End | null = null;

  readonly #ip: IpHeader;
  readonly #ports: readonly [number, number];
  readonly #streams: readonly [TcpStream, TcpStream] = [new TcpStream(this, 0), new TcpStream(this, 1)];
  #isClosed = false;

  constructor(id: number, { ip, srcPort, dstPort }: TcpSegment) {
    this.id = id;
    this.#ip = { ...ip, bytes: NO_BYTES, view: NO_VIEW }; // so that it does not keep a chunk of the file in memory
    this.#ports = [srcPort, dstPort];
    this.endpoints = [endpoint(ip.family, ip.src, srcPort), endpoint(ip.family, ip.dst, dstPort)];
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The memory of segments that wait, in bytes. */
  get held(): number {
    return this.#streams[0].held + this.#streams[1].held;
  }

  /** The end that sent a segment; null if the segment belongs to another connection. */
  senderOf({ ip, srcPort, dstPort }: TcpSegment): End | null {
    const { src, dst, family } = this.#ip;
    if (ip.family !== family) return null;
    const [port, otherPort] = this.#ports;
    if (srcPort === port && dstPort === otherPort && isSame(ip.src, src) && isSame(ip.dst, dst)) return 0;
    return srcPort === otherPort && dstPort === port && isSame(ip.src, dst) && isSame(ip.dst, src) ? 1 : null;
  }

  /** Whether a segment begins a new connection between the same two ends. */
  isReusedBy({ isSyn, hasAck, seq }: TcpSegment, from: End): boolean {
    if (!isSyn) return false;
    const [own, peer] = this.#from(from);
    if (own.isStarted) return !own.beganWith(seq);
    return this.#isClosed || (!hasAck && peer.isStarted);
  }

  addSegment(segment: TcpSegment, from: End, out: TcpEvent[]): void {
    if (this.#isClosed) return;
    const [own, peer] = this.#from(from);
    if (segment.isSyn) this.client ??= segment.hasAck === (from === 0) ? 1 : 0;
    if (!segment.isRst) own.addSegment(segment, out); // the payload of a reset is not part of the stream
    if (segment.hasAck) peer.acknowledge(segment.ack);
    own.settle(out);
    peer.settle(out);
    if (segment.isRst && own.isNear(segment.seq)) this.close('rst', out);
    else if (own.isEnded && peer.isEnded) this.close('fin', out);
  }

  /** Gives up all holes, so that no segment waits any more. */
  flush(why: LossReason, out: TcpEvent[]): void {
    for (const stream of this.#streams) stream.flush(why, out);
  }

  close(why: CloseReason, out: TcpEvent[]): void {
    if (this.#isClosed) return;
    for (const stream of this.#streams) stream.finish(out);
    this.#isClosed = true;
    out.push({ kind: 'closed', connection: this, why });
  }

  #from(from: End): readonly [own: TcpStream, peer: TcpStream] {
    const [first, second] = this.#streams;
    return from === 0 ? [first, second] : [second, first];
  }
}

const NO_BYTES = new Uint8Array(0);
const NO_VIEW = new DataView(NO_BYTES.buffer);

function endpoint(family: 4 | 6, [a, b, c, d]: Words, port: number): Endpoint {
  return { ip: family === 4 ? new Ipv4(d) : new Ipv6(a, b, c, d), port };
}

function isSame(x: Words, y: Words): boolean {
  return x[3] === y[3] && x[2] === y[2] && x[1] === y[1] && x[0] === y[0];
}
