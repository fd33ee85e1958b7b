import { messageType, onlyVersion } from './message_type.ts';
import type { MessageType } from './message_type.ts';

/**
 * A client's wish for the MonMap.
 *
 * Layout  front: nothing
 * Source  ceph v16.0.0 src/messages/MMonGetMap.h
 */
export interface MMonGetMap {}

function printMMonGetMap(): string {
  return 'mon_getmap magic: 0';
}

export const mMonGetMap: MessageType<MMonGetMap> = messageType({
  name: 'MMonGetMap',
  type: 5,
  front: {
    ...onlyVersion(1),
    decode: () => ({}),
    encode: () => {},
    dump: () => ({ summary: printMMonGetMap() }),
    load: () => ({}),
  },
  print: printMMonGetMap,
});
