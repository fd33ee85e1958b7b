import type { BufferList } from '../../buffer/list.ts';
import { MSG_AUTH } from '../../features/masks.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { ReceiveBuffer } from '../receive_buffer.ts';
import { Routine } from '../routine.ts';
import type { Reading } from '../routine.ts';
import { encoded, parse } from './frames/bytes.ts';
import { CONNECT_LENGTH, CONNECT_REPLY_LENGTH, decodeConnect, decodeConnectReply } from './frames/connect.ts';
import type { Connect } from './frames/connect.ts';
import { BANNER, LEGACY_ADDR_LENGTH, notBanner } from './frames/handshake.ts';
import { isAccepted, isReplyTag, tagName } from './frames/tags.ts';

/** What is to be written to each side after bytes of either came in. */
export interface Forward {
  readonly toServer: Uint8Array[];
  readonly toClient: Uint8Array[];
}

/** Bytes that a client may send before its connect is answered; no client of Ceph's sends any. */
const MAX_HELD = 64 * 1024;
const FEATURES_LENGTH = 8;

/**
 * Sits between a client and a server and changes the features that the client says it has: bytes in, bytes out.
 *
 * All bytes pass as they are but those eight of each connect. The server's pass at once; of the client's, a connect is held
 * until its 33 bytes are there, and what follows it until the server has answered. Once that has accepted, or where either
 * side does not speak messenger v1, everything passes unseen, and `passing` says why.
 *
 * The server encodes for the AND of the word it is sent and its own, so hiding a bit in the connect is enough to be sent the
 * older encoding. The reply stays as it is: the client computes an AND of its own, with its own word, and goes by that for
 * what it sends. A Hammer fork that uses bit 59 for itself and sees it in the reply still reads and writes legacy addresses.
 * The AND is also why MSG_AUTH must stay as it is: it decides the length of footers, in which both sides have to agree.
 *
 * A client of Ceph's goes on only if the server's own address is the one it dialled, so this has to be reached where the monitor
 * says it is; `public_bind_addr` lets the monitor itself listen elsewhere.
 *
 * Errors  TypeError for a word that differs in MSG_AUTH, and whatever `rewrite` throws
 */
export class ConnectRewriter {
  readonly #rewrite: (connect: Connect) => Mask64;
  readonly #client = new Routine(new ReceiveBuffer(), (input) => this.#readClient(input));
  readonly #server = new Routine(new ReceiveBuffer(), (input) => this.#readServer(input));
  #connects = 0;
  readonly #replies: number[] = [];
  #toServer: Uint8Array[] = [];
  #passing: string | null = null;

  /** @param rewrite is given each connect, and returns the features to send in place of those in it */
  constructor(rewrite: (connect: Connect) => Mask64) {
    this.#rewrite = rewrite;
  }

  /** Why bytes are not looked at any more, as words for a person; null while the handshake goes on. */
  get passing(): string | null {
    return this.#passing;
  }

  /** Takes what a side sent, which the caller must not write to any more. */
  receive(side: 'client' | 'server', chunk: Uint8Array): Forward {
    const toClient = side === 'server' ? [chunk] : [];
    if (this.#passing !== null) return { toServer: side === 'client' ? [chunk] : [], toClient };
    (side === 'client' ? this.#client : this.#server).input.append(chunk);
    return { toServer: this.#run(), toClient };
  }

  /** A side sends nothing more: sets free what was held. */
  end(side: 'client' | 'server'): Forward {
    this.#pass(`the ${side} has ended`);
    return { toServer: this.#run(), toClient: [] };
  }

  #run(): Uint8Array[] {
    // The server may have answered what the client waits for; nothing that the client does lets the server's side go on.
    this.#server.run();
    this.#client.run();
    const toServer = this.#toServer;
    this.#toServer = [];
    return toServer;
  }

  /** Looks at nothing from now on. */
  #pass(why: string): void {
    if (this.#passing !== null) return;
    this.#passing = why;
    const { input } = this.#client;
    this.#forward(input.take(input.length));
    input.end();
    this.#server.input.end();
  }

  #forward(bytes: BufferList): void {
    for (const ptr of bytes.buffers) this.#toServer.push(ptr.cStr());
  }

  *#readClient(input: ReceiveBuffer): Reading<void> {
    if (!(yield* this.#isBanner('client', input))) return;
    yield* each(input, BANNER.length + LEGACY_ADDR_LENGTH, (bytes) => this.#forward(bytes));
    while (this.#passing === null) {
      yield { length: CONNECT_LENGTH };
      if (this.#passing !== null) return;
      const authorizerLen = this.#forwardConnect(input);
      yield* each(input, authorizerLen, (bytes) => this.#forward(bytes));
      yield { length: 0, until: () => this.#replies.length >= this.#connects || input.length > MAX_HELD };
      const tag = this.#replies[this.#connects - 1];
      if (tag === undefined) this.#pass('the client did not wait for an answer');
      else if (isAccepted(tag)) this.#pass(`the server has accepted: ${tagName(tag)}`);
    }
  }

  /** The length of the authorizer that follows. */
  #forwardConnect(input: ReceiveBuffer): number {
    const connect = parse('v1.connect', input.offset, input.peek(CONNECT_LENGTH), decodeConnect);
    const features = this.#rewrite(connect);
    if (features.xor(connect.features).has(MSG_AUTH)) throw new TypeError(`MSG_AUTH of ${connect.features} cannot be changed, got ${features}`);
    input.drop(FEATURES_LENGTH);
    this.#toServer.push(encoded((e) => e.mask64(features)));
    this.#forward(input.take(CONNECT_LENGTH - FEATURES_LENGTH));
    this.#connects++;
    return connect.authorizerLen;
  }

  *#readServer(input: ReceiveBuffer): Reading<void> {
    if (!(yield* this.#isBanner('server', input))) return;
    yield* each(input, BANNER.length + 2 * LEGACY_ADDR_LENGTH);
    while (this.#passing === null) {
      yield { length: CONNECT_REPLY_LENGTH };
      if (this.#passing !== null) return;
      const reply = parse('v1.connect_reply', input.offset, input.peek(CONNECT_REPLY_LENGTH), decodeConnectReply);
      if (!isReplyTag(reply.tag)) return this.#pass(`the server answered with tag ${reply.tag}`);
      this.#replies.push(reply.tag);
      if (this.#replies.length > this.#connects) return this.#pass('the server answered before it was asked');
      if (isAccepted(reply.tag)) return;
      yield* each(input, CONNECT_REPLY_LENGTH + reply.authorizerLen);
    }
  }

  /** Whether the side begins as messenger v1 does; said as soon as a byte differs. */
  *#isBanner(side: 'client' | 'server', input: ReceiveBuffer): Reading<boolean> {
    for (let seen = 1; seen <= BANNER.length && this.#passing === null; seen++) {
      yield { length: seen };
      const reason = notBanner(input.peek(Math.min(seen, input.length)));
      if (reason !== null) this.#pass(`the ${side} does not speak messenger v1: ${reason}`);
    }
    return this.#passing === null;
  }
}

/** Takes `length` bytes in the pieces they come in, so that nothing is kept. */
function* each(input: ReceiveBuffer, length: number, use: (bytes: BufferList) => void = () => undefined): Reading<void> {
  for (let left = length; left > 0 && !input.hasEnded; ) {
    yield { length: 1 };
    const bytes = input.take(Math.min(left, input.length));
    use(bytes);
    left -= bytes.length;
  }
}
