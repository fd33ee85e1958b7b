import type { BufferList } from '../../../buffer/list.ts';
import { toHex } from '../../../buffer/bytes/hex.ts';
import { decodeUtf8 } from '../../../buffer/bytes/utf8.ts';
import { decodeEntityAddr } from '../../../types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../../types/common/entity_addr_t.ts';
import { MessengerError } from '../../messenger_error.ts';
import type { ReceiveBuffer } from '../../receive_buffer.ts';
import { need } from '../../routine.ts';
import type { Reading } from '../../routine.ts';
import { parse } from './bytes.ts';
import { CONNECT_LENGTH, CONNECT_REPLY_LENGTH, decodeConnect, decodeConnectReply } from './connect.ts';
import type { Connect, ConnectReply } from './connect.ts';
import { checkLength } from './limits.ts';
import type { Limits } from './limits.ts';
import { isReplyTag } from './tags.ts';

/** Where a frame lies in its stream. */
export interface Place {
  readonly at: number;
  readonly length: number;
}

export interface BannerFrame extends Place {
  readonly kind: 'banner';
}

/** What a server sends after its banner: its own address, and the client's as the server sees it. */
export interface ServerAddrsFrame extends Place {
  readonly kind: 'server_addrs';
  readonly server: EntityAddr;
  readonly seen: EntityAddr;
}

/** What a client sends after its banner: its address. A blank IP leaves the choice to the server. */
export interface ClientAddrFrame extends Place {
  readonly kind: 'client_addr';
  readonly client: EntityAddr;
}

export interface ConnectFrame extends Place {
  readonly kind: 'connect';
  readonly connect: Connect;
  readonly authorizer: BufferList;
}

export interface ConnectReplyFrame extends Place {
  readonly kind: 'connect_reply';
  readonly reply: ConnectReply;
  readonly authorizer: BufferList;
}

/** The last sequence number that the sender received. Both sides send it after a SEQ. */
export interface SeqFrame extends Place {
  readonly kind: 'seq';
  readonly seq: bigint;
}

export type HandshakeFrame = BannerFrame | ServerAddrsFrame | ClientAddrFrame | ConnectFrame | ConnectReplyFrame | SeqFrame;

/** `ceph v027`, unchanged since Bobtail. Source  ceph v16.0.0 src/include/msgr.h */
export const BANNER: Uint8Array = /* @__PURE__ */ Uint8Array.from('ceph v027', (character) => character.charCodeAt(0));
const BANNER_V2 = 'ceph v2';
export const LEGACY_ADDR_LENGTH = 136;
const SEQ_LENGTH = 8;

/** Why `bytes` are not the banner or the beginning of it; null if they are. */
export function notBanner(bytes: Uint8Array): string | null {
  if (bytes.every((byte, i) => i >= BANNER.length || byte === BANNER[i])) return null;
  const start = bytes.subarray(0, BANNER_V2.length);
  if (decodeUtf8(start, 0, start.length) === BANNER_V2) return 'the peer uses messenger v2';
  return `expected "ceph v027", got ${toHex(bytes.subarray(0, BANNER.length))}`;
}

export function* readBanner(input: ReceiveBuffer): Reading<BannerFrame> {
  const at = input.offset;
  yield* need(input, BANNER.length, 'v1.banner');
  const reason = notBanner(input.peek(BANNER.length));
  if (reason !== null) throw new MessengerError('banner', 'v1.banner', at, reason);
  input.drop(BANNER.length);
  return { kind: 'banner', at, length: BANNER.length };
}

export function* readServerAddrs(input: ReceiveBuffer): Reading<ServerAddrsFrame> {
  const [at, length] = [input.offset, 2 * LEGACY_ADDR_LENGTH];
  yield* need(input, length, 'v1.server_addrs');
  const server = parse('v1.server_addr', at, input.peek(LEGACY_ADDR_LENGTH), decodeEntityAddr);
  const seen = parse('v1.seen_addr', at + LEGACY_ADDR_LENGTH, input.peek(LEGACY_ADDR_LENGTH, LEGACY_ADDR_LENGTH), decodeEntityAddr);
  input.drop(length);
  return { kind: 'server_addrs', server, seen, at, length };
}

export function* readClientAddr(input: ReceiveBuffer): Reading<ClientAddrFrame> {
  const at = input.offset;
  yield* need(input, LEGACY_ADDR_LENGTH, 'v1.client_addr');
  const client = parse('v1.client_addr', at, input.peek(LEGACY_ADDR_LENGTH), decodeEntityAddr);
  input.drop(LEGACY_ADDR_LENGTH);
  return { kind: 'client_addr', client, at, length: LEGACY_ADDR_LENGTH };
}

export function* readConnect(input: ReceiveBuffer, limits: Limits): Reading<ConnectFrame> {
  const at = input.offset;
  yield* need(input, CONNECT_LENGTH, 'v1.connect');
  const connect = parse('v1.connect', at, input.peek(CONNECT_LENGTH), decodeConnect);
  const length = CONNECT_LENGTH + connect.authorizerLen;
  checkLength('v1.connect.authorizer_len', at + 28, connect.authorizerLen, limits.authorizer);
  yield* need(input, length, 'v1.connect.authorizer');
  input.drop(CONNECT_LENGTH);
  return { kind: 'connect', connect, authorizer: input.take(connect.authorizerLen), at, length };
}

export function* readConnectReply(input: ReceiveBuffer, limits: Limits): Reading<ConnectReplyFrame> {
  const at = input.offset;
  yield* need(input, CONNECT_REPLY_LENGTH, 'v1.connect_reply');
  const reply = parse('v1.connect_reply', at, input.peek(CONNECT_REPLY_LENGTH), decodeConnectReply);
  const length = CONNECT_REPLY_LENGTH + reply.authorizerLen;
  if (!isReplyTag(reply.tag)) throw new MessengerError('malformed', 'v1.connect_reply.tag', at, `expected a reply tag, got ${reply.tag}`);
  checkLength('v1.connect_reply.authorizer_len', at + 21, reply.authorizerLen, limits.authorizer);
  yield* need(input, length, 'v1.connect_reply.authorizer');
  input.drop(CONNECT_REPLY_LENGTH);
  return { kind: 'connect_reply', reply, authorizer: input.take(reply.authorizerLen), at, length };
}

export function* readSeq(input: ReceiveBuffer): Reading<SeqFrame> {
  const at = input.offset;
  yield* need(input, SEQ_LENGTH, 'v1.seq');
  const seq = parse('v1.seq', at, input.peek(SEQ_LENGTH), (d) => d.u64(''));
  input.drop(SEQ_LENGTH);
  return { kind: 'seq', seq, at, length: SEQ_LENGTH };
}
