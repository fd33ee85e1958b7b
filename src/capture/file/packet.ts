import type { Utime } from '../../types/common/utime_t.ts';

/**
 * One packet of a capture file, in the memory of the chunk that it arrived in.
 *
 * Units   `begin` and `end` are offsets in `bytes`; `length` is the packet's length on the wire, which can be more than was captured
 */
export interface Packet {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly begin: number;
  readonly end: number;
  readonly length: number;
  /** LINKTYPE_*: the protocol that the packet begins with. */
  readonly linkType: number;
  /** Null if the file has none, as for pcapng's simple packets. */
  readonly stamp: Utime | null;
}

/** The greatest length of a packet, and of a block that is read: four times libpcap's limit for most link types. */
export const MAX_RECORD = 1024 * 1024;
