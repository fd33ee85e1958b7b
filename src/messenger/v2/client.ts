import { MSG_ADDR2 } from '../../features/masks.ts';
import { Mask64 } from '../../features/mask64.ts';
import { AUTH_MODE_MON, CEPH_AUTH_NONE, writeAuthMonRequest } from '../../types/auth/auth_hello.ts';
import { TYPE_ANY } from '../../types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../types/common/entity_addr_t.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import type { Utime } from '../../types/common/utime_t.ts';
import { Conversation } from '../conversation.ts';
import type { Failed } from '../conversation.ts';
import { inSession } from '../in_session.ts';
import { MessengerError } from '../messenger_error.ts';
import type { Outgoing } from '../outgoing.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { CON_MODE_CRC, NO_SIGNATURE, authMethodName, checkNoSignature, conModeName } from './frames/auth.ts';
import type { AuthBadMethod, AuthDone, Hello } from './frames/auth.ts';
import { FLAG_LOSSY } from './frames/ident.ts';
import type { ClientIdent, ServerIdent } from './frames/ident.ts';
import type { Limits } from './frames/limits.ts';
import { Link, checkBanner } from './link.ts';
import type { BannerEvent } from './link.ts';
import { OWN_MESSENGER_FEATURES } from './frames/revision.ts';
import type { MessengerFeatures } from './frames/revision.ts';
import { Session } from './session.ts';
import type { SessionEvent } from './session.ts';

export interface ClientOptions {
  /** All that this side supports. */
  readonly features: Mask64;
  /** What the server must support; MSG_ADDR2 always, without which there is no messenger v2. */
  readonly required?: Mask64;
  /** `client.?` by default: the type goes into the greeting, the number into the ident. */
  readonly name?: EntityName;
  /** Under which name to be let in: "admin" by default. */
  readonly id?: string;
  /** The address that the server is to find among its own. */
  readonly targetAddr: EntityAddr;
  /** By default what the server sees, with port 0, of type any, with `nonce`. */
  readonly addr?: EntityAddr;
  readonly nonce?: number;
  /** What an earlier connection was given. */
  readonly globalId?: bigint;
  readonly globalSeq?: bigint;
  readonly cookie?: bigint;
  readonly lossy?: boolean;
  /** What our banner offers: revision 1 by default, and only revision 0 without {@link REVISION_1}. */
  readonly messenger?: MessengerFeatures;
  readonly limits?: Partial<Limits>;
}

/** The server requires bits that this side lacks. It waits for another ident: see {@link Client.identify}. */
export interface MissingFeaturesEvent {
  readonly kind: 'missing_features';
  readonly side: 'client' | 'server';
  readonly missing: Mask64;
}

type ClientOwnEvent = BannerEvent | Hello | AuthDone | ServerIdent | MissingFeaturesEvent | SessionEvent;

/**
 * In order: `banner`, `hello`, `auth_done`, `missing_features` for each ident that is not enough, `server_ident`, `ready`,
 * what comes in the session, and `end`. `failed` can stand anywhere and is the last.
 */
export type ClientEvent = ClientOwnEvent | Failed;

const CLIENT: EntityName = { type: 8, num: -1n };

/**
 * The side that connects, in crc mode and without authentication: bytes in, events and bytes out.
 *
 * It answers KEEPALIVE2, and holds nothing back for a reconnect. What the server would have otherwise (cephx, secure mode,
 * compression) is the error `not_supported`. Whether `targetAddr` is among the server's addresses is left to the caller.
 *
 * Errors  TypeError for sending before `ready`; all that a peer can cause is the event `failed`
 * Source  ceph v16.0.0 src/msg/async/ProtocolV2.cc:1726-2148
 */
export class Client {
  readonly #options: ClientOptions;
  readonly #conversation: Conversation<ClientOwnEvent>;
  #features: Mask64;
  #identify: (() => void) | null = null;
  #session: Session | null = null;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#features = options.features;
    this.#conversation = new Conversation((input) => this.#read(input));
    this.#conversation.start();
  }

  /** Takes what the server sent, in any pieces, which the caller must not write to any more. */
  receive(chunk: Uint8Array): ClientEvent[] {
    return this.#conversation.receive(chunk);
  }

  /** The server has closed the connection. */
  end(): ClientEvent[] {
    return this.#conversation.end();
  }

  /** What is to be written to the server, in order. */
  takeOutput(): Uint8Array[] {
    return this.#conversation.takeOutput();
  }

  /** After `missing_features`: tries again with these. */
  identify(features: Mask64): void {
    if (this.#identify === null) throw new TypeError('identify needs a server that waits for another ident, as after "missing_features"');
    this.#features = features;
    this.#identify();
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
    const { messenger = OWN_MESSENGER_FEATURES, name = CLIENT, targetAddr, limits } = this.#options;
    const conversation = this.#conversation;
    const link = new Link(conversation, input, limits);
    const banner = yield* link.exchangeBanners(messenger);
    conversation.emit(banner);
    checkBanner(messenger, banner);
    link.send({ kind: 'hello', entityType: name.type, peerAddr: targetAddr });
    const { frame: hello } = yield* link.expect('hello');
    conversation.emit(hello);
    conversation.emit(yield* this.#authenticate(link, name));
    const ident = yield* this.#exchangeIdents(link, name, hello);
    const lossy = (ident.flags & FLAG_LOSSY) !== 0n;
    const peer = { type: hello.entityType, num: ident.gid };
    this.#session = new Session(conversation, link, { features: ident.supportedFeatures.and(this.#features), lossy, name, peer });
    yield* this.#session.read(input);
  }

  *#authenticate(link: Link, name: EntityName): Reading<AuthDone> {
    const { id = 'admin', globalId = 0n } = this.#options;
    const authPayload = writeAuthMonRequest({ authMode: AUTH_MODE_MON, entityName: { type: name.type, id }, globalId, initialRequest: new Uint8Array(0) });
    link.send({ kind: 'auth_request', method: CEPH_AUTH_NONE, preferredModes: [CON_MODE_CRC], authPayload });
    const { frame: reply, at } = yield* link.expect('auth_done', 'auth_bad_method', 'auth_reply_more');
    if (reply.kind === 'auth_bad_method') throw badMethod(reply, at);
    if (reply.kind === 'auth_reply_more') throw new MessengerError('not_supported', 'v2.auth_reply_more', at, 'the method none has no further steps');
    if (reply.conMode !== CON_MODE_CRC) throw new MessengerError('not_supported', 'v2.auth_done.con_mode', at, `expected crc mode, got ${conModeName(reply.conMode)}`);
    link.send(NO_SIGNATURE);
    checkNoSignature(yield* link.expect('auth_signature'));
    return reply;
  }

  /** Identifies this side, as often as the caller tries, until the server accepts. */
  *#exchangeIdents(link: Link, name: EntityName, hello: Hello): Reading<ServerIdent> {
    this.#identify = () => link.send(this.#ident(name, hello));
    this.#identify();
    for (;;) {
      const { frame: reply, at } = yield* link.expect('server_ident', 'ident_missing_features', 'wait');
      if (reply.kind === 'wait') throw new MessengerError('refused', 'v2.wait', at, 'the server connects by itself');
      if (reply.kind === 'server_ident') return this.#accept(reply, at);
      this.#conversation.emit({ kind: 'missing_features', side: 'client', missing: reply.features });
    }
  }

  #ident(name: EntityName, hello: Hello): ClientIdent {
    const { required = Mask64.NONE, targetAddr, nonce = 0, globalSeq = 1n, cookie = 0n, lossy = true } = this.#options;
    const { addr = { ...hello.peerAddr, type: TYPE_ANY, port: 0, nonce } } = this.#options;
    return {
      kind: 'client_ident', addrs: [addr], targetAddr, gid: name.num, globalSeq,
      supportedFeatures: this.#features, requiredFeatures: required.or(MSG_ADDR2), flags: lossy ? FLAG_LOSSY : 0n, cookie,
    };
  }

  #accept(ident: ServerIdent, at: number): ServerIdent {
    const { required = Mask64.NONE } = this.#options;
    this.#identify = null;
    this.#conversation.emit(ident);
    const missing = required.or(MSG_ADDR2).without(ident.supportedFeatures);
    if (missing.isEmpty()) return ident;
    this.#conversation.emit({ kind: 'missing_features', side: 'server', missing });
    throw new MessengerError('missing_features', 'v2.server_ident.supported_features', at, `the server lacks ${missing}`);
  }
}

function badMethod({ result, allowedMethods, allowedModes }: AuthBadMethod, at: number): MessengerError {
  const isSpoken = allowedMethods.includes(CEPH_AUTH_NONE) && allowedModes.includes(CON_MODE_CRC);
  const takes = `${allowedMethods.map(authMethodName).join(', ')} in the modes ${allowedModes.map(conModeName).join(', ')}`;
  return new MessengerError(isSpoken ? 'refused' : 'not_supported', 'v2.auth_bad_method', at, `result ${result}: the server takes the methods ${takes}`);
}
