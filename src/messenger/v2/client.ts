import { AN_OBJECT, A_BIGINT, A_NUMBER, A_STRING, checkOptions, required } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { AUTH_MODE_MON, CEPH_AUTH_NONE, writeAuthMonRequest } from '../../types/auth/auth_hello.ts';
import { TYPE_ANY } from '../../types/common/entity_addr_t.ts';
import type { EntityAddr } from '../../types/common/entity_addr_t.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import type { FailedEvent, MissingFeaturesEvent, ReadyEvent } from '../events.ts';
import { Machine } from '../machine.ts';
import type { Handshake, Output } from '../machine.ts';
import { MessengerError } from '../messenger_error.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { CON_MODE_CRC, authMethodName, conModeName } from './frames/auth.ts';
import type { AuthBadMethod, AuthDone, Hello } from './frames/auth.ts';
import { FLAG_LOSSY } from './frames/ident.ts';
import type { ClientIdent, ServerIdent } from './frames/ident.ts';
import { Link } from './link.ts';
import type { BannerEvent } from './link.ts';
import { SIDE_OPTIONS, withDefaults } from './options.ts';
import type { CompleteOptions, SideOptions } from './options.ts';
import { V2Session } from './session.ts';
import type { SessionEvent } from './session.ts';

/** What a client of messenger v2 states of itself. */
export interface ClientOptions extends SideOptions {
  /** `client.?` by default. HELLO contains the type, the ident the number. */
  readonly name?: EntityName;
  /** The name to authenticate with, without its type; "admin" by default. */
  readonly id?: string;
  /** The server's address, as the client dialled it. */
  readonly targetAddr: EntityAddr;
  /** By default the address that the server sees, but of type any, with port 0 and with `nonce`. */
  readonly addr?: EntityAddr;
  readonly nonce?: number;
  /** The number that an earlier connection was given. */
  readonly globalId?: bigint;
}

const CLIENT_OPTIONS: OptionKinds<ClientOptions> = {
  ...SIDE_OPTIONS, name: AN_OBJECT, id: A_STRING, targetAddr: required(AN_OBJECT), addr: AN_OBJECT, nonce: A_NUMBER, globalId: A_BIGINT,
};

/**
 * In this order: `banner`, `hello`, `auth_done`, `missing_features` for each ident that the server does not accept, `server_ident`,
 * `ready`, what comes in the session, and `end`. `failed` can come at any time and is the last event.
 */
export type ClientEvent = BannerEvent | Hello | AuthDone | ServerIdent | MissingFeaturesEvent | ReadyEvent | SessionEvent | FailedEvent;

const CLIENT: EntityName = { type: 8, num: -1n };

/**
 * The side that connects, in crc mode and without authentication: bytes in, events and bytes out.
 *
 * It answers KEEPALIVE2. It keeps no sent messages for a reconnect. If the server insists on cephx, secure mode or compression,
 * the error is `not_supported`. Whether `targetAddr` is among the server's addresses is for the caller to check.
 *
 * Errors  TypeError for sending before `ready`. Whatever the server sends, nothing is thrown: a fault is the event `failed`.
 * Source  ceph v16.0.0 src/msg/async/ProtocolV2.cc:1726-2148
 */
export class Client extends Machine<ClientEvent> {
  readonly #handshake: ClientHandshake;

  constructor(options: ClientOptions) {
    checkOptions('V2Client', options, CLIENT_OPTIONS);
    const handshake = new ClientHandshake(withDefaults(options));
    super(handshake);
    this.#handshake = handshake;
  }

  /** Sends another ident, with these features. The server waits for one after `missing_features` for the client. */
  identify(features: Mask64): void {
    this.#handshake.identify(features);
  }
}

class ClientHandshake implements Handshake<ClientEvent> {
  readonly #options: CompleteOptions<ClientOptions>;
  readonly #name: EntityName;
  #features: Mask64;
  /** Sends an ident; null unless the server waits for one. */
  #sendIdent: (() => void) | null = null;

  constructor(options: CompleteOptions<ClientOptions>) {
    this.#options = options;
    this.#name = options.name ?? CLIENT;
    this.#features = options.features;
  }

  identify(features: Mask64): void {
    if (this.#sendIdent === null) throw new TypeError('identify needs a server that waits for another ident, as after "missing_features"');
    this.#features = features;
    this.#sendIdent();
  }

  *run(input: ReceiveBuffer, output: Output<ClientEvent>): Reading<V2Session> {
    const { messenger, targetAddr, limits } = this.#options;
    const link = new Link(input, output, limits);
    const hello = yield* link.exchangeHellos(messenger, this.#name.type, targetAddr);
    output.emit(yield* this.#authenticate(link));
    const ident = yield* this.#exchangeIdents(link, output, hello);
    const lossy = (ident.flags & FLAG_LOSSY) !== 0n;
    const peer = { type: hello.entityType, num: ident.gid };
    return new V2Session(link, output, { features: ident.supportedFeatures.and(this.#features), lossy, name: this.#name, peer });
  }

  *#authenticate(link: Link): Reading<AuthDone> {
    const { id = 'admin', globalId = 0n } = this.#options;
    const entityName = { type: this.#name.type, id };
    const authPayload = writeAuthMonRequest({ authMode: AUTH_MODE_MON, entityName, globalId, initialRequest: new Uint8Array(0) });
    link.send({ kind: 'auth_request', method: CEPH_AUTH_NONE, preferredModes: [CON_MODE_CRC], authPayload });
    const { frame: reply, at } = yield* link.expect('auth_done', 'auth_bad_method', 'auth_reply_more');
    if (reply.kind === 'auth_bad_method') throw badMethod(reply, at);
    if (reply.kind === 'auth_reply_more') throw new MessengerError('not_supported', 'v2.auth_reply_more', at, 'the method none has no further steps');
    if (reply.conMode !== CON_MODE_CRC) throw new MessengerError('not_supported', 'v2.auth_done.con_mode', at, `expected crc mode, got ${conModeName(reply.conMode)}`);
    yield* link.exchangeSignatures();
    return reply;
  }

  /** Sends an ident, and another each time the caller tries again, until the server accepts. */
  *#exchangeIdents(link: Link, output: Output<ClientEvent>, hello: Hello): Reading<ServerIdent> {
    this.#sendIdent = () => link.send(this.#ident(hello));
    this.#sendIdent();
    for (;;) {
      const { frame: reply, at } = yield* link.expect('server_ident', 'ident_missing_features', 'wait');
      if (reply.kind === 'wait') throw new MessengerError('refused', 'v2.wait', at, 'the server will connect to this side instead');
      if (reply.kind === 'server_ident') return this.#accept(reply, at, output);
      output.emit({ kind: 'missing_features', side: 'client', missing: reply.features });
    }
  }

  #ident(hello: Hello): ClientIdent {
    const { required, targetAddr, nonce = 0, globalSeq, cookie, lossy } = this.#options;
    const { addr = { ...hello.peerAddr, type: TYPE_ANY, port: 0, nonce } } = this.#options;
    return {
      kind: 'client_ident', addrs: [addr], targetAddr, gid: this.#name.num, globalSeq,
      supportedFeatures: this.#features, requiredFeatures: required, flags: lossy ? FLAG_LOSSY : 0n, cookie,
    };
  }

  #accept(ident: ServerIdent, at: number, output: Output<ClientEvent>): ServerIdent {
    this.#sendIdent = null;
    output.emit(ident);
    const missing = this.#options.required.without(ident.supportedFeatures);
    if (missing.isEmpty()) return ident;
    output.emit({ kind: 'missing_features', side: 'server', missing });
    throw new MessengerError('missing_features', 'v2.server_ident.supported_features', at, `the server lacks ${missing}`);
  }
}

function badMethod({ result, allowedMethods, allowedModes }: AuthBadMethod, at: number): MessengerError {
  const isSupported = allowedMethods.includes(CEPH_AUTH_NONE) && allowedModes.includes(CON_MODE_CRC);
  const allowed = `${allowedMethods.map(authMethodName).join(', ')} in the modes ${allowedModes.map(conModeName).join(', ')}`;
  return new MessengerError(isSupported ? 'refused' : 'not_supported', 'v2.auth_bad_method', at, `result ${result}: the server allows the methods ${allowed}`);
}
