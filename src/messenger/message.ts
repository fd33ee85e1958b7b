import { BufferList } from '../buffer/list.ts';
import { withJson } from './with_json.ts';
import type { EntityName } from '../types/common/entity_name_t.ts';

/**
 * A message as a messenger of either version carries it. The payloads share memory with the chunks that they arrived in.
 *
 * Units   seq: from 1 in each direction; priority: 64 low, 127 default, 196 high, 255 highest
 * Source  ceph v16.0.0 src/include/msgr.h ceph_msg_header, ceph_msg_header2
 */
export interface Message {
  readonly seq: bigint;
  readonly tid: bigint;
  /** CEPH_MSG_*, MSG_*. */
  readonly type: number;
  readonly priority: number;
  /** Version of the payload. */
  readonly version: number;
  /** The oldest version of a decoder that can read the payload. */
  readonly compatVersion: number;
  readonly dataOff: number;
  /** The sender. Messenger v1 states it in each header, messenger v2 once in the handshake. */
  readonly src: EntityName;
  readonly front: BufferList;
  readonly middle: BufferList;
  readonly data: BufferList;
}

/** A message to send. Fields that are left out have Ceph's defaults; the session sets seq and src. */
export interface OutgoingMessage extends Partial<Omit<Message, 'seq' | 'src'>> {
  readonly type: number;
}

/** CEPH_MSG_PRIO_DEFAULT. */
export const DEFAULT_PRIORITY = 127;

/** The message with its defaults, its number and its sender. */
export function completeMessage(message: OutgoingMessage, seq: bigint, src: EntityName): Message {
  const { version = 1 } = message;
  return withJson({
    tid: 0n, priority: DEFAULT_PRIORITY, version, compatVersion: version, dataOff: 0,
    front: new BufferList(), middle: new BufferList(), data: new BufferList(),
    ...message, seq, src,
  });
}
