import { AN_OBJECT, A_BIGINT, A_NUMBER, checkOptions } from '../arguments/options.ts';
import type { OptionKinds } from '../arguments/options.ts';
import { BufferList } from '../buffer/list.ts';
import { ENCODE_OPTIONS, encoderFor } from '../encoding/ceph_type.ts';
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
import { DEFAULT_PRIORITY, completeMessage } from './message.ts';
import type { Message } from './message.ts';
import { messageTypeName } from './message_types.ts';

/** The header fields of a message, and for which peer and by whose rules its front is encoded. */
export interface MessageOptions extends EncodeOptions {
  /** 0 by default: the messenger sets it when it sends. */
  readonly seq?: bigint;
  readonly tid?: bigint;
  readonly priority?: number;
  /** By default a client that has no number yet. */
  readonly src?: EntityName;
}

const MESSAGE_OPTIONS: OptionKinds<MessageOptions> = { ...ENCODE_OPTIONS, seq: A_BIGINT, tid: A_BIGINT, priority: A_NUMBER, src: AN_OBJECT };

const NEW_CLIENT: EntityName = { type: 8, num: -1n };

/**
 * A message with this front, in the version that the release writes for the peer.
 *
 * @throws RangeError for a number that does not fit its field; TypeError for features that name nothing
 *
 * @example
 * ```ts
 * import { MMonGetMap } from 'cephwire';
 * import { messageOf, readMessage } from 'cephwire/messenger';
 *
 * const message = messageOf(MMonGetMap, {}, { tid: 1n });
 * console.log(message.type, message.front.length, readMessage(message).name); // → 5 0 MMonGetMap
 * ```
 */
export function messageOf<F>(type: MessageType<F>, front: F, options: MessageOptions = {}): Message {
  checkOptions('messageOf', options, MESSAGE_OPTIONS);
  const { seq = 0n, tid = 0n, priority = DEFAULT_PRIORITY, src = NEW_CLIENT } = options;
  const e = encoderFor(options);
  type.front.encode(e, front);
  const { version, compatVersion } = type.front.payloadVersion(e.features, e.release);
  return completeMessage({ type: type.type, tid, priority, version, compatVersion, front: BufferList.from(e.toBytes()) }, seq, src);
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

/** A message of a known type, with the name of its class in C++: `{ name: 'MAuth', value: MAuth }` and so on. */
export type KnownMessage = { readonly [N in keyof Known]: { readonly name: N; readonly value: FrontOf<Known[N]> } }[keyof Known];

/** A message of any other type, with the name of its class, or `type 3` if it has none. */
export interface OtherMessage {
  readonly name: string;
  readonly message: Message;
}

const BY_NUMBER: ReadonlyMap<number, MessageType<unknown>> = new Map(
  Object.values(KNOWN).map((type) => [type.type, type as unknown as MessageType<unknown>]),
);

/** Whether {@link readMessage} reads messages of this type. */
export function isKnownType(type: number): boolean {
  return BY_NUMBER.has(type);
}

/**
 * Decodes the front of a message if its type is known; returns any other message unchanged.
 *
 * @throws DecodeError for a malformed front, and for a compat_version newer than this library knows
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { MMonMap, decode } from 'cephwire';
 * import { messageOf, readMessage } from 'cephwire/messenger';
 *
 * const message = messageOf(MMonMap, decode(MMonMap, readFileSync('MMonMap.bin')));
 * const read = readMessage(message);
 * if ('value' in read && read.name === 'MMonMap') console.log(read.value.monmap.epoch); // → 1
 * ```
 */
export function readMessage(message: Message): KnownMessage | OtherMessage {
  const type = BY_NUMBER.get(message.type);
  if (type === undefined) return { name: messageTypeName(message.type), message };
  return { name: type.name, value: readFront(type, message) } as KnownMessage;
}

/**
 * Decodes the front of a message of this type.
 *
 * @throws DecodeError for a malformed front, and for a compat_version newer than this library knows; TypeError for a message of
 *         another type
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { MMonMap, decode } from 'cephwire';
 * import { messageOf, readFront } from 'cephwire/messenger';
 *
 * const message = messageOf(MMonMap, decode(MMonMap, readFileSync('MMonMap.bin')), { features: 'hammer', release: 'hammer' });
 * console.log(readFront(MMonMap, message).monmap.epoch); // → 1
 * ```
 */
export function readFront<F>(type: MessageType<F>, message: Message): F {
  if (message.type !== type.type) throw new TypeError(`needs a message of type ${type.type}, ${type.name}, got ${message.type}, ${messageTypeName(message.type)}`);
  return new Decoder(message.front).whole(type.name, (d) => {
    checkCompat(message.compatVersion, type.front.headVersion(d.release), 0);
    return decodeFront(d, type.front, message.version);
  });
}
