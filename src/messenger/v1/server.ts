import { AN_OBJECT, A_NUMBER, checkOptions, required } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import { RECONNECT_SEQ } from '../../features/masks.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { encodeEntityAddr } from '../../types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../types/common/entity_addr_t.ts';
import type { FailedEvent, MissingFeaturesEvent, ReadyEvent } from '../events.ts';
import { Machine } from '../machine.ts';
import type { Handshake, Output } from '../machine.ts';
import { MessengerError } from '../messenger_error.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { encoded } from './frames/bytes.ts';
import { FLAG_LOSSY, encodeConnectReply } from './frames/connect.ts';
import type { Connect } from './frames/connect.ts';
import { BANNER, readBanner, readClientAddr, readConnect, readSeq } from './frames/handshake.ts';
import type { BannerFrame, ClientAddrFrame, ConnectFrame, SeqFrame } from './frames/handshake.ts';
import * as tags from './frames/tags.ts';
import { SIDE_OPTIONS, withDefaults } from './options.ts';
import type { CompleteOptions, SideOptions } from './options.ts';
import { V1Session } from './session.ts';
import type { SessionEvent } from './session.ts';

/** What a server of messenger v1 states of itself and of its client. */
export interface ServerOptions extends SideOptions {
  /** The server's own address. */
  readonly addr: EntityAddr;
  /** The client's address, as the socket shows it. */
  readonly seen: EntityAddr;
  /** Sent in the reply that accepts; 1 by default. */
  readonly globalSeq?: number;
}

const SERVER_OPTIONS: OptionKinds<ServerOptions> = { ...SIDE_OPTIONS, addr: required(AN_OBJECT), seen: required(AN_OBJECT), globalSeq: A_NUMBER };

/**
 * In this order: `banner`, `client_addr`, a `connect` for each attempt, after it `missing_features` if the client lacks some,
 * `seq` if both sides have RECONNECT_SEQ, `ready`, frames of the stream, and `end` or `close`. `failed` can come at any time and is
 * the last event.
 */
export type ServerEvent =
  | BannerFrame | ClientAddrFrame | ConnectFrame | SeqFrame | MissingFeaturesEvent | ReadyEvent | SessionEvent | FailedEvent;

const AUTH_CEPHX = 2;
const REFUSED = { globalSeq: 0, connectSeq: 0, flags: 0 };

/** The part of a connect_reply that depends on the connect. */
interface Answer {
  readonly tag: number;
  readonly features: Mask64;
}

/**
 * The side that accepts, for tests and proxies: bytes in, events and bytes out.
 *
 * It keeps no session after its connection: a client that tries to resume a session that is not lossy gets RESETSESSION. A
 * refused client may connect again on the same stream, as with Ceph's own server. `close` sends CLOSE.
 *
 * Errors  TypeError for sending before `ready`. Whatever the client sends, nothing is thrown: a fault is the event `failed`.
 * Source  ceph v15.2.0 src/msg/async/ProtocolV1.cc:1829-2620
 */
export class Server extends Machine<ServerEvent> {
  constructor(options: ServerOptions) {
    checkOptions('V1Server', options, SERVER_OPTIONS);
    super(new ServerHandshake(withDefaults(options)));
  }
}

class ServerHandshake implements Handshake<ServerEvent> {
  readonly #options: CompleteOptions<ServerOptions>;

  constructor(options: CompleteOptions<ServerOptions>) {
    this.#options = options;
  }

  *run(input: ReceiveBuffer, output: Output<ServerEvent>): Reading<V1Session> {
    const { features, addr, seen, lossy } = this.#options;
    output.write(BANNER, encoded((e) => encodeEntityAddr(e, addr)), encoded((e) => encodeEntityAddr(e, seen)));
    output.emit(yield* readBanner(input));
    output.emit(yield* readClientAddr(input));
    const connect = yield* this.#accept(input, output);
    const negotiated = connect.features.and(features);
    if (negotiated.has(RECONNECT_SEQ)) {
      output.write(encoded((e) => e.u64(0n)));
      output.emit(yield* readSeq(input));
    }
    return new V1Session(output, negotiated, lossy, this.#options);
  }

  /** Reads connects and answers them until it accepts one. */
  *#accept(input: ReceiveBuffer, output: Output<ServerEvent>): Reading<Connect> {
    const { maxConnects, limits, required } = this.#options;
    for (let connects = 1; ; connects++) {
      const frame = yield* readConnect(input, limits);
      const { connect } = frame;
      output.emit(frame);
      const answer = this.#answer(connect);
      if (answer.tag === tags.TAG_FEATURES) output.emit({ kind: 'missing_features', side: 'client', missing: required.without(connect.features) });
      output.write(this.#replyBytes(connect, answer));
      if (tags.isAccepted(answer.tag)) return connect;
      if (connects < maxConnects) continue;
      throw new MessengerError('refused', 'v1.connect', frame.at, `${tags.tagName(answer.tag)}: refused ${connects} connects`);
    }
  }

  #answer(connect: Connect): Answer {
    const { features, required, protocolVersion, lossy } = this.#options;
    const refuse = (tag: number): Answer => ({ tag, features: connect.features.and(features).or(required) });
    if (connect.protocolVersion !== protocolVersion) return refuse(tags.TAG_BADPROTOVER);
    if (!required.without(connect.features).isEmpty()) return refuse(tags.TAG_FEATURES);
    if (connect.authorizerProtocol >= AUTH_CEPHX) return refuse(tags.TAG_BADAUTHORIZER);
    if (connect.connectSeq > 0 && !lossy) return refuse(tags.TAG_RESETSESSION);
    return { tag: connect.features.and(features).has(RECONNECT_SEQ) ? tags.TAG_SEQ : tags.TAG_READY, features };
  }

  #replyBytes(connect: Connect, { tag, features }: Answer): Uint8Array {
    const { globalSeq = 1, protocolVersion, lossy } = this.#options;
    const opened = tags.isAccepted(tag) ? { globalSeq, connectSeq: (connect.connectSeq + 1) >>> 0, flags: lossy ? FLAG_LOSSY : 0 } : REFUSED;
    return encoded((e) => encodeConnectReply(e, { tag, features, protocolVersion, authorizerLen: 0, ...opened }));
  }
}
