import type { BufferList } from '../buffer/list.ts';
import type { EntityName } from '../types/common/entity_name_t.ts';

/**
 * One message as a messenger of either version carries it; the payloads are untouched, and share memory with the chunks
 * they came in.
 *
 * Units   seq from 1 in each direction; priority 64 low, 127 default, 196 high, 255 highest
 * Source  ceph v16.0.0 src/include/msgr.h ceph_msg_header, ceph_msg_header2
 */
export interface Message {
  readonly seq: bigint;
  readonly tid: bigint;
  /** CEPH_MSG_*, MSG_*. */
  readonly type: number;
  readonly priority: number;
  /** Of the payload; `compatVersion` is the oldest decoder that may read it. */
  readonly version: number;
  readonly compatVersion: number;
  readonly dataOff: number;
  /** Who sent it: in messenger v1 the header says so, in v2 the connection's handshake. */
  readonly src: EntityName;
  readonly front: BufferList;
  readonly middle: BufferList;
  readonly data: BufferList;
}
