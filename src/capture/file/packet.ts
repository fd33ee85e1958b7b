import type { Utime } from '../../types/common/utime_t.ts';

/**
 * One packet of a capture file, where it lies in the chunk it came in.
 *
 * Units   `begin` and `end` are offsets in `bytes`; `length` is what the packet had on the wire, and may be more than was kept
 */
export interface Packet {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly begin: number;
  readonly end: number;
  readonly length: number;
  /** LINKTYPE_*: what the packet begins with. */
  readonly linkType: number;
  /** Null where the file has none: pcapng's simple packets. */
  readonly stamp: Utime | null;
}

/** No packet is longer, and no block that is read: four times what libpcap allows for most link types. */
export const MAX_RECORD = 1024 * 1024;
