import { CaptureError } from './capture_error.ts';
import type { CaptureInput } from './input.ts';
import { MAX_RECORD } from './packet.ts';
import type { Packet } from './packet.ts';
import { PcapngClock } from './pcapng_clock.ts';

/** The type of a section header block: the same in both byte orders. */
export const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const OBSOLETE_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const MICROSECONDS = 6;
/** Our own limit for a section: the format has none. */
const MAX_INTERFACES = 4096;
const OPT_IF_TSRESOL = 9;
const OPT_IF_TSOFFSET = 14;

interface Interface {
  readonly linkType: number;
  /** 0 for no limit. */
  readonly snapLength: number;
  readonly clock: PcapngClock;
}

/** A complete block, with offsets in the input's bytes. */
interface Block {
  readonly type: number;
  readonly body: number;
  readonly end: number;
}

/**
 * Reads the packets of a pcapng file. It has any number of sections, each with its own byte order and any number of interfaces.
 *
 * Layout  blocks: u32 type, u32 total length, body, u32 total length again; blocks of other kinds than packet, interface and section
 *         are skipped
 * Errors  CaptureError
 * Source  draft-ietf-opsawg-pcapng
 */
export class PcapngReader {
  #isLittle = false;
  #interfaces: Interface[] = [];
  /** The length of a skipped block, which its last four bytes must repeat; 0 once they were checked. */
  #trailer = 0;

  /** Whether a skipped block is incomplete. */
  get isInside(): boolean {
    return this.#trailer > 0;
  }

  /** The next packet; null until it is complete. */
  next(input: CaptureInput): Packet | null {
    for (let block = this.#block(input); block !== null; block = this.#block(input)) {
      const packet = this.#read(input, block);
      input.at = block.end + 4;
      if (packet !== null) return packet;
    }
    return null;
  }

  /** The next block of a kind that is read; null until it is complete. */
  #block(input: CaptureInput): Block | null {
    while (this.#passTrailer(input) && input.has(12)) {
      const { view, at } = input;
      const type = view.getUint32(at, this.#isLittle);
      if (type === SECTION_HEADER) this.#isLittle = this.#byteOrder(input);
      const length = view.getUint32(at + 4, this.#isLittle);
      if (length < 12 || length % 4 !== 0) throw malformed(input, at + 4, 'block_total_length', `expected a multiple of 4 from 12 on, got ${length}`);
      if (isRead(type)) {
        if (length > MAX_RECORD) throw malformed(input, at + 4, 'block_total_length', `a block that is read has at most ${MAX_RECORD} bytes, got ${length}`);
        if (!input.has(length)) return null;
        this.#checkTrailer(input, input.at + length - 4, length);
        return { type, body: input.at + 8, end: input.at + length - 4 };
      }
      input.skip(length - 4);
      this.#trailer = length;
    }
    return null;
  }

  /** Checks the end of a skipped block; returns false until it has arrived. */
  #passTrailer(input: CaptureInput): boolean {
    if (this.#trailer === 0) return true;
    if (!input.has(4)) return false;
    this.#checkTrailer(input, input.at, this.#trailer);
    input.at += 4;
    this.#trailer = 0;
    return true;
  }

  #checkTrailer(input: CaptureInput, at: number, length: number): void {
    const again = input.view.getUint32(at, this.#isLittle);
    if (again !== length) throw malformed(input, at, 'block_total_length', `expected ${length} as at the start of the block, got ${again}`);
  }

  #byteOrder(input: CaptureInput): boolean {
    const magic = input.view.getUint32(input.at + 8);
    if (magic === BYTE_ORDER_MAGIC) return false;
    if (magic === 0x4d3c2b1a) return true;
    throw malformed(input, input.at + 8, 'byte_order_magic', `expected 0x1a2b3c4d in either order, got 0x${magic.toString(16).padStart(8, '0')}`);
  }

  #read(input: CaptureInput, block: Block): Packet | null {
    switch (block.type) {
      case SECTION_HEADER:
        return this.#startSection(input, block);
      case INTERFACE_DESCRIPTION:
        return this.#addInterface(input, block);
      case ENHANCED_PACKET:
        return this.#packet(input, block, this.#u32(input, block, 0, 'interface_id'));
      case OBSOLETE_PACKET:
        return this.#packet(input, block, this.#u32(input, block, 0, 'interface_id') && input.view.getUint16(block.body, this.#isLittle));
      default:
        return this.#simplePacket(input, block);
    }
  }

  #startSection(input: CaptureInput, block: Block): null {
    this.#u32(input, block, 12, 'section_length');
    const major = input.view.getUint16(block.body + 4, this.#isLittle);
    if (major !== 1) throw new CaptureError('not_supported', 'pcapng.major_version', offsetOf(input, block.body + 4), `expected 1, got ${major}`);
    this.#interfaces = [];
    return null;
  }

  #addInterface(input: CaptureInput, block: Block): null {
    const snapLength = this.#u32(input, block, 4, 'snap_len');
    const linkType = input.view.getUint16(block.body, this.#isLittle);
    if (this.#interfaces.length === MAX_INTERFACES) throw malformed(input, block.body, 'interface', `a section has at most ${MAX_INTERFACES} interfaces`);
    this.#interfaces.push({ linkType, snapLength, clock: this.#clock(input, block) });
    return null;
  }

  /** Reads the options of an interface. An option that is longer than the block ends them. */
  #clock({ view }: CaptureInput, block: Block): PcapngClock {
    let tsresol = MICROSECONDS;
    let tsoffset = 0;
    for (let at = block.body + 8; at + 4 <= block.end; ) {
      const code = view.getUint16(at, this.#isLittle);
      const length = view.getUint16(at + 2, this.#isLittle);
      if (code === 0 || at + 4 + length > block.end) break;
      if (code === OPT_IF_TSRESOL && length === 1) tsresol = view.getUint8(at + 4);
      if (code === OPT_IF_TSOFFSET && length === 8) tsoffset = Number(view.getBigInt64(at + 4, this.#isLittle));
      at += 4 + ((length + 3) & ~3);
    }
    return new PcapngClock(tsresol, tsoffset);
  }

  /** Enhanced and obsolete packets differ only in their first word. */
  #packet(input: CaptureInput, block: Block, id: number): Packet {
    const { bytes, view } = input;
    const { linkType, clock } = this.#interface(input, block, id);
    const length = this.#u32(input, block, 16, 'original_packet_length');
    const captured = view.getUint32(block.body + 12, this.#isLittle);
    const begin = block.body + 20;
    if (captured > block.end - begin) throw malformed(input, block.body + 12, 'captured_packet_length', `the block has room for ${block.end - begin} bytes, got ${captured}`);
    const stamp = clock.stamp(view.getUint32(block.body + 4, this.#isLittle), view.getUint32(block.body + 8, this.#isLittle));
    return { bytes, view, begin, end: begin + captured, length: Math.max(length, captured), linkType, stamp };
  }

  #simplePacket(input: CaptureInput, block: Block): Packet {
    const { bytes, view } = input;
    const { linkType, snapLength } = this.#interface(input, block, 0);
    const length = this.#u32(input, block, 0, 'original_packet_length');
    const begin = block.body + 4;
    const captured = Math.min(length, snapLength === 0 ? length : snapLength, block.end - begin);
    return { bytes, view, begin, end: begin + captured, length, linkType, stamp: null };
  }

  #interface(input: CaptureInput, block: Block, id: number): Interface {
    const found = this.#interfaces[id];
    if (found === undefined) throw malformed(input, block.body, 'interface_id', `interfaces of the section: ${this.#interfaces.length}, got ${id}`);
    return found;
  }

  /** A u32 of the body, after checking that the body contains it. */
  #u32(input: CaptureInput, block: Block, offset: number, field: string): number {
    if (block.body + offset + 4 > block.end) throw malformed(input, block.end, field, 'the block ends before it');
    return input.view.getUint32(block.body + offset, this.#isLittle);
  }
}

function isRead(type: number): boolean {
  return type === ENHANCED_PACKET || type === SIMPLE_PACKET || type === OBSOLETE_PACKET || type === INTERFACE_DESCRIPTION || type === SECTION_HEADER;
}

function offsetOf(input: CaptureInput, at: number): number {
  return input.offset - input.at + at;
}

function malformed(input: CaptureInput, at: number, field: string, reason: string): CaptureError {
  return new CaptureError('malformed', `pcapng.${field}`, offsetOf(input, at), reason);
}
