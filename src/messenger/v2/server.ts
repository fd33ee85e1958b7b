import { MSG_ADDR2 } from '../../features/masks.ts';
import { Mask64 } from '../../features/mask64.ts';
import { CEPH_AUTH_NONE, decodeAuthMonRequest } from '../../types/auth/auth_hello.ts';
import type { EntityAddr } from '../../types/common/entity_addr_t.ts';
import type { EntityAddrvec } from '../../types/common/entity_addrvec_t.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import type { Utime } from '../../types/common/utime_t.ts';
import { Conversation } from '../conversation.ts';
import type { Failed } from '../conversation.ts';
import { inSession } from '../in_session.ts';
import type { Outgoing } from '../outgoing.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { CON_MODE_CRC, NO_SIGNATURE, checkNoSignature } from './frames/auth.ts';
import type { AuthRequest, Hello } from './frames/auth.ts';
import type { MissingFeaturesEvent } from './client.ts';
import { decodePart } from './frames/control_frame.ts';
import { FLAG_LOSSY } from './frames/ident.ts';
import type { ClientIdent } from './frames/ident.ts';
import type { Limits } from './frames/limits.ts';
import { Link, checkBanner } from './link.ts';
import type { BannerEvent, Received } from './link.ts';
import { PREAMBLE_LENGTH } from './frames/preamble.ts';
import { OWN_MESSENGER_FEATURES } from './frames/revision.ts';
import type { MessengerFeatures } from './frames/revision.ts';
import { Session } from './session.ts';
import type { SessionEvent } from './session.ts';

export interface ServerOptions {
  /** All that this side supports. */
  readonly features: Mask64;
  /** What a client must support; MSG_ADDR2 always. */
  readonly required?: Mask64;
  /** Who this side is, such as mon.0. */
  readonly name: EntityName;
  /** Its own addresses. */
  readonly addrs: EntityAddrvec;
  /** The client's, as the connection shows it. */
  readonly seen: EntityAddr;
  /** Given to a client that has none from earlier. */
  readonly globalId?: bigint;
  readonly globalSeq?: bigint;
  readonly cookie?: bigint;
  readonly lossy?: boolean;
  readonly messenger?: MessengerFeatures;
  readonly limits?: Partial<Limits>;
}

type ServerOwnEvent = BannerEvent | Hello | AuthRequest | ClientIdent | MissingFeaturesEvent | SessionEvent;

/**
 * In order: `banner`, `hello`, an `auth_request` for each try, a `client_ident` for each try and after it `missing_features`
 * where the client lacks some, `ready`, what comes in the session, and `end`. `failed` can stand anywhere and is the last.
 */
export type ServerEvent = ServerOwnEvent | Failed;

const EOPNOTSUPP = 95;

/**
 * The side that accepts, in crc mode and without authentication, for tests and proxies: bytes in, events and bytes out.
 *
 * It keeps no session beyond its connection: a client that means to resume one is told SESSION_RESET, and may identify itself.
 *
 * Errors  TypeError for sending before `ready`; all that a peer can cause is the event `failed`
 * Source  ceph v16.0.0 src/msg/async/ProtocolV2.cc:2150-2423, 2824-2896
 */
export class Server {
  readonly #options: ServerOptions;
  readonly #conversation: Conversation<ServerOwnEvent>;
  #session: Session | null = null;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#conversation = new Conversation((input) => this.#read(input));
    this.#conversation.start();
  }

  /** Takes what the client sent, in any pieces, which the caller must not write to any more. */
  receive(chunk: Uint8Array): ServerEvent[] {
    return this.#conversation.receive(chunk);
  }

  /** The client has closed the connection. */
  end(): ServerEvent[] {
    return this.#conversation.end();
  }

  /** What is to be written to the client, in order. */
  takeOutput(): Uint8Array[] {
    return this.#conversation.takeOutput();
  }

  send(message: Outgoing): void {
    inSession(this.#session, 'send').send(message);
  }

  keepalive(timestamp: Utime): void {
    inSession(this.#session, 'keepalive').keepalive(timestamp);
  }

  /** Takes and gives nothing more, but for what is queued. */
  close(): void {
    this.#conversation.stop();
  }

  *#read(input: ReceiveBuffer): Reading<void> {
    const { messenger = OWN_MESSENGER_FEATURES, features, name, seen, lossy = true, limits } = this.#options;
    const conversation = this.#conversation;
    const link = new Link(conversation, input, limits);
    const banner = yield* link.exchangeBanners(messenger);
    conversation.emit(banner);
    checkBanner(messenger, banner);
    link.send({ kind: 'hello', entityType: name.type, peerAddr: seen });
    const { frame: hello } = yield* link.expect('hello');
    conversation.emit(hello);
    yield* this.#authenticate(link);
    const ident = yield* this.#exchangeIdents(link);
    const peer = { type: hello.entityType, num: ident.gid };
    this.#session = new Session(conversation, link, { features: ident.supportedFeatures.and(features), lossy, name, peer });
    yield* this.#session.read(input);
  }

  /** Reads requests until one is for what this side can do, and lets the client in. */
  *#authenticate(link: Link): Reading<void> {
    for (;;) {
      const request = yield* link.expect('auth_request');
      const { method, preferredModes } = request.frame;
      this.#conversation.emit(request.frame);
      if (method === CEPH_AUTH_NONE && preferredModes.includes(CON_MODE_CRC)) {
        link.send({ kind: 'auth_done', globalId: this.#globalIdFor(request), conMode: CON_MODE_CRC, authPayload: new Uint8Array(0) });
        break;
      }
      link.send({ kind: 'auth_bad_method', method, result: -EOPNOTSUPP, allowedMethods: [CEPH_AUTH_NONE], allowedModes: [CON_MODE_CRC] });
    }
    link.send(NO_SIGNATURE);
    checkNoSignature(yield* link.expect('auth_signature'));
  }

  #globalIdFor({ frame: { preferredModes, authPayload }, at }: Received<'auth_request'>): bigint {
    const { globalId: fresh = 1n } = this.#options;
    const offset = at + PREAMBLE_LENGTH + 12 + 4 * preferredModes.length; // where the payload begins
    const { globalId } = decodePart({ bytes: authPayload, offset }, (d) => d.field('auth_request.auth_payload', decodeAuthMonRequest));
    return globalId === 0n ? fresh : globalId;
  }

  /** Reads idents until one has all that is required, and answers it with our own. */
  *#exchangeIdents(link: Link): Reading<ClientIdent> {
    const { features, required = Mask64.NONE, name, addrs, globalSeq = 1n, cookie = 0n, lossy = true } = this.#options;
    const requiredFeatures = required.or(MSG_ADDR2);
    for (;;) {
      const { frame: ident } = yield* link.expect('client_ident', 'session_reconnect');
      if (ident.kind === 'session_reconnect') {
        link.send({ kind: 'session_reset', full: true });
        continue;
      }
      this.#conversation.emit(ident);
      const missing = requiredFeatures.without(ident.supportedFeatures);
      if (missing.isEmpty()) {
        const flags = lossy ? FLAG_LOSSY : 0n;
        link.send({ kind: 'server_ident', addrs, gid: name.num, globalSeq, supportedFeatures: features, requiredFeatures, flags, cookie });
        return ident;
      }
      this.#conversation.emit({ kind: 'missing_features', side: 'client', missing });
      link.send({ kind: 'ident_missing_features', features: missing });
    }
  }
}
