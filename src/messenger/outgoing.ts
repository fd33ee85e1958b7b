import { BufferList } from '../buffer/list.ts';
import type { EntityName } from '../types/common/entity_name_t.ts';
import type { Message } from './message.ts';

/** A message to send: what is left out has the default that Ceph gives it, and the session sets seq and src. */
export interface Outgoing extends Partial<Omit<Message, 'seq' | 'src'>> {
  readonly type: number;
}

const DEFAULT_PRIORITY = 127;

export function wholeMessage(message: Outgoing, seq: bigint, src: EntityName): Message {
  const { version = 1 } = message;
  return {
    tid: 0n, priority: DEFAULT_PRIORITY, version, compatVersion: version, dataOff: 0,
    front: new BufferList(), middle: new BufferList(), data: new BufferList(),
    ...message, seq, src,
  };
}
