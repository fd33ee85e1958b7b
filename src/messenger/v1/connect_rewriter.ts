import { bytesOf } from '../../arguments/bytes.ts';
import type { BytesLike } from '../../arguments/bytes.ts';
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

/** The bytes to write to each side. */
export interface Forward {
  readonly toServer: Uint8Array[];
  readonly toClient: Uint8Array[];
}

/** How many bytes a client may send before the server answers its connect. Ceph's clients send none. */
const MAX_HELD = 64 * 1024;
const FEATURES_LENGTH = 8;

/**
 * Changes the features in the connects of a client on their way to the server: bytes in, bytes out.
 *
 * All other bytes pass unchanged. The server's bytes pass at once. A connect of the client is held until its 33 bytes are
 * complete, and the bytes after it until the server has answered. After the server has accepted, or if one side does not use
 * messenger v1, this class looks at nothing more, and `passing` says why.
 *
 * The server encodes for the features that its own and the connect's have in common. So it uses an older encoding once a bit is
 * masked out of the connect. The reply needs no change: the client combines its own features with the server's and encodes for
 * the result. A Hammer fork that uses bit 59 for itself, and sees it in the reply, still reads and writes legacy addresses.
 * MSG_AUTH cannot be changed: it decides the length of footers, on which both sides must agree.
 *
 * Ceph's clients continue only if the server states the address that they dialled. So clients must reach this class at the
 * address that the monitor publishes; with `public_bind_addr` the monitor itself listens elsewhere.
 *
 * Errors  TypeError for features that differ in MSG_AUTH, and whatever `rewrite` throws
 */
export class ConnectRewriter {
  readonly #rewrite: (connect: Connect) => Mask64;
  readonly #client = new Routine(new ReceiveBuffer(), (input) => this.#readClient(input));
  readonly #server = new Routine(new ReceiveBuffer(), (input) => this.#readServer(input));
  #connects = 0;
  readonly #replies: number[] = [];
  #toServer: Uint8Array[] = [];
  #passing: string | null = null;

  /** @param rewrite takes each connect, and returns the features to send instead of its own */
  constructor(rewrite: (connect: Connect) => Mask64) {
    this.#rewrite = rewrite;
  }

  /** Why no more bytes are looked at, in words for people; null during the handshake. */
  get passing(): string | null {
    return this.#passing;
  }

  /** Takes bytes that a side sent, in chunks of any size, and returns what to write. Do not write to a chunk afterwards. */
  receive(side: 'client' | 'server', given: BytesLike): Forward {
    const chunk = bytesOf(given);
    const toClient = side === 'server' ? [chunk] : [];
    if (this.#passing !== null) return { toServer: side === 'client' ? [chunk] : [], toClient };
    (side === 'client' ? this.#client : this.#server).input.append(chunk);
    return { toServer: this.#run(), toClient };
  }

  /** Takes note that a side sends nothing more, and returns the bytes that were held. */
  end(side: 'client' | 'server'): Forward {
    this.#pass(`the ${side} has ended`);
    return { toServer: this.#run(), toClient: [] };
  }

  #run(): Uint8Array[] {
    // The server first: the client's side may wait for its answer, but never the other way round.
    this.#server.run();
    this.#client.run();
    const toServer = this.#toServer;
    this.#toServer = [];
    return toServer;
  }

  /** Stops looking at bytes. */
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
      if (tag === undefined) this.#pass('the client did not wait for the reply');
      else if (isAccepted(tag)) this.#pass(`the server has accepted: ${tagName(tag)}`);
    }
  }

  /** Forwards a connect, and returns the length of the authorizer after it. */
  #forwardConnect(input: ReceiveBuffer): number {
    const connect = parse('v1.connect', input.offset, input.peek(CONNECT_LENGTH), decodeConnect);
    const features = this.#rewrite(connect);
    if (features.xor(connect.features).has(MSG_AUTH)) throw new TypeError(`MSG_AUTH in ${connect.features} cannot be changed, got ${features}`);
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
      if (!isReplyTag(reply.tag)) return this.#pass(`the server replied with tag ${reply.tag}`);
      this.#replies.push(reply.tag);
      if (this.#replies.length > this.#connects) return this.#pass('the server replied before the client had sent its connect');
      if (isAccepted(reply.tag)) return;
      yield* each(input, CONNECT_REPLY_LENGTH + reply.authorizerLen);
    }
  }

  /** Whether the side begins with the banner of messenger v1; decided at the first byte that differs. */
  *#isBanner(side: 'client' | 'server', input: ReceiveBuffer): Reading<boolean> {
    for (let seen = 1; seen <= BANNER.length && this.#passing === null; seen++) {
      yield { length: seen };
      const reason = notBanner(input.peek(Math.min(seen, input.length)));
      if (reason !== null) this.#pass(`the ${side} does not use messenger v1: ${reason}`);
    }
    return this.#passing === null;
  }
}

/** Takes `length` bytes in the chunks that they arrive in, so that none are kept. */
function* each(input: ReceiveBuffer, length: number, use: (bytes: BufferList) => void = () => undefined): Reading<void> {
  for (let left = length; left > 0 && !input.hasEnded; ) {
    yield { length: 1 };
    const bytes = input.take(Math.min(left, input.length));
    use(bytes);
    left -= bytes.length;
  }
}
