import { BufferList } from '../buffer/list.ts';
import { encoderFor } from '../encoding/ceph_type.ts';
import type { EncodeOptions } from '../encoding/ceph_type.ts';
import { Decoder } from '../encoding/decoder.ts';
import { MAuth } from '../types/messages/MAuth.ts';
import { MAuthReply } from '../types/messages/MAuthReply.ts';
import { MMonGetMap } from '../types/messages/MMonGetMap.ts';
import { MMonMap } from '../types/messages/MMonMap.ts';
import { MMonSubscribe } from '../types/messages/MMonSubscribe.ts';
import { MMonSubscribeAck } from '../types/messages/MMonSubscribeAck.ts';
import type { EntityName } from '../types/common/entity_name_t.ts';
import { decodeFront } from '../types/messages/message_type.ts';
import type { MessageType } from '../types/messages/message_type.ts';
import { checkCompat } from '../types/messages/stored_message.ts';
import type { Message } from './message.ts';
import { messageTypeName } from './message_types.ts';

/** What a message's header says besides its payload; and for whom, as whose encoder, it is written. */
export interface MessageOptions extends EncodeOptions {
  /** Given by the messenger when it sends. */
  readonly seq?: bigint;
  readonly tid?: bigint;
  readonly priority?: number;
  /** By default a client that has no number yet. */
  readonly src?: EntityName;
}

const CEPH_MSG_PRIO_DEFAULT = 127;
const NEW_CLIENT: EntityName = { type: 8, num: -1n };

/**
 * A message with this front, in the version that the release writes for the peer.
 *
 * @throws RangeError where a number does not fit its field; TypeError for features that name nothing
 */
export function messageOf<F>(type: MessageType<F>, front: F, options: MessageOptions = {}): Message {
  const e = encoderFor(options);
  type.front.encode(e, front);
  return {
    seq: options.seq ?? 0n,
    tid: options.tid ?? 0n,
    type: type.type,
    priority: options.priority ?? CEPH_MSG_PRIO_DEFAULT,
    ...type.front.payloadVersion(e.features, e.release),
    dataOff: 0,
    src: options.src ?? NEW_CLIENT,
    front: BufferList.from(e.toBytes()),
    middle: new BufferList(),
    data: new BufferList(),
  };
}

const KNOWN = {
  MAuth: MAuth,
  MAuthReply: MAuthReply,
  MMonGetMap: MMonGetMap,
  MMonMap: MMonMap,
  MMonSubscribe: MMonSubscribe,
  MMonSubscribeAck: MMonSubscribeAck,
};
type Known = typeof KNOWN;
type FrontOf<T> = T extends MessageType<infer F> ? F : never;

/** A message whose front is known, by the class in C++: `{ name: 'MAuth', value: MAuth }` and so on. */
export type KnownMessage = { readonly [N in keyof Known]: { readonly name: N; readonly value: FrontOf<Known[N]> } }[keyof Known];

/** Any other, by its class, or as `type 3`. */
export interface OtherMessage {
  readonly name: string;
  readonly untouched: Message;
}

const BY_NUMBER: ReadonlyMap<number, MessageType<unknown>> = new Map(
  Object.values(KNOWN).map((type) => [type.type, type as unknown as MessageType<unknown>]),
);

/** Whether {@link readMessage} reads messages of this type. */
export function isKnownType(type: number): boolean {
  return BY_NUMBER.has(type);
}

/**
 * What a message says, where its front is known; any other stays as it came.
 *
 * @throws DecodeError for a front that is not one, and for a compat_version above what is known
 */
export function readMessage(message: Message): KnownMessage | OtherMessage {
  const type = BY_NUMBER.get(message.type);
  if (type === undefined) return { name: messageTypeName(message.type), untouched: message };
  return { name: type.name, value: readFront(type, message) } as KnownMessage;
}

/**
 * The front of a message of that type.
 *
 * @throws DecodeError for a front that is not one, and for a compat_version above what is known
 */
export function readFront<F>(type: MessageType<F>, message: Message): F {
  if (message.type !== type.type) throw new TypeError(`needs a message of type ${type.type}, ${type.name}, got ${message.type}, ${messageTypeName(message.type)}`);
  return new Decoder(message.front).whole(type.name, (d) => {
    checkCompat(message.compatVersion, type.front.headVersion(d.release), 0);
    return decodeFront(d, type.front, message.version);
  });
}
