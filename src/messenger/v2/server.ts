import { AN_ARRAY, AN_OBJECT, A_BIGINT, checkOptions, required } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import { CEPH_AUTH_NONE, decodeAuthMonRequest } from '../../types/auth/auth_hello.ts';
import type { EntityAddr } from '../../types/common/entity_addr_t.ts';
import type { EntityAddrvec } from '../../types/common/entity_addrvec_t.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import type { FailedEvent, MissingFeaturesEvent, ReadyEvent } from '../events.ts';
import { Machine } from '../machine.ts';
import type { Handshake, Output } from '../machine.ts';
import type { ReceiveBuffer } from '../receive_buffer.ts';
import type { Reading } from '../routine.ts';
import { CON_MODE_CRC } from './frames/auth.ts';
import type { AuthRequest, Hello } from './frames/auth.ts';
import { decodePart } from './frames/control_frame.ts';
import { FLAG_LOSSY } from './frames/ident.ts';
import type { ClientIdent, ServerIdent } from './frames/ident.ts';
import { PREAMBLE_LENGTH } from './frames/preamble.ts';
import { Link } from './link.ts';
import type { BannerEvent, Received } from './link.ts';
import { SIDE_OPTIONS, withDefaults } from './options.ts';
import type { CompleteOptions, SideOptions } from './options.ts';
import { V2Session } from './session.ts';
import type { SessionEvent } from './session.ts';

/** What a server of messenger v2 states of itself and of its client. */
export interface ServerOptions extends SideOptions {
  /** The name of this side, such as mon.0. */
  readonly name: EntityName;
  /** The server's own addresses. */
  readonly addrs: EntityAddrvec;
  /** The client's address, as the socket shows it. */
  readonly seen: EntityAddr;
  /** The number for a client that has none from an earlier connection; 1 by default. */
  readonly globalId?: bigint;
}

const SERVER_OPTIONS: OptionKinds<ServerOptions> = {
  ...SIDE_OPTIONS, name: required(AN_OBJECT), addrs: required(AN_ARRAY), seen: required(AN_OBJECT), globalId: A_BIGINT,
};

/**
 * In this order: `banner`, `hello`, an `auth_request` for each attempt, a `client_ident` for each attempt and after it
 * `missing_features` if the client lacks some, `ready`, what comes in the session, and `end`. `failed` can come at any time and is
 * the last event.
 */
export type ServerEvent = BannerEvent | Hello | AuthRequest | ClientIdent | MissingFeaturesEvent | ReadyEvent | SessionEvent | FailedEvent;

const EOPNOTSUPP = 95;

/**
 * The side that accepts, in crc mode and without authentication, for tests and proxies: bytes in, events and bytes out.
 *
 * It keeps no session after its connection: a client that tries to resume a session gets SESSION_RESET, and may identify itself
 * instead.
 *
 * Errors  TypeError for sending before `ready`. Whatever the client sends, nothing is thrown: a fault is the event `failed`.
 * Source  ceph v16.0.0 src/msg/async/ProtocolV2.cc:2150-2423, 2824-2896
 */
export class Server extends Machine<ServerEvent> {
  constructor(options: ServerOptions) {
    checkOptions('V2Server', options, SERVER_OPTIONS);
    super(new ServerHandshake(withDefaults(options)));
  }
}

class ServerHandshake implements Handshake<ServerEvent> {
  readonly #options: CompleteOptions<ServerOptions>;

  constructor(options: CompleteOptions<ServerOptions>) {
    this.#options = options;
  }

  *run(input: ReceiveBuffer, output: Output<ServerEvent>): Reading<V2Session> {
    const { messenger, features, name, seen, lossy, limits } = this.#options;
    const link = new Link(input, output, limits);
    const hello = yield* link.exchangeHellos(messenger, name.type, seen);
    yield* this.#authenticate(link, output);
    const ident = yield* this.#exchangeIdents(link, output);
    const peer = { type: hello.entityType, num: ident.gid };
    return new V2Session(link, output, { features: ident.supportedFeatures.and(features), lossy, name, peer });
  }

  /** Reads requests and answers them until one asks for what this side supports. */
  *#authenticate(link: Link, output: Output<ServerEvent>): Reading<void> {
    for (;;) {
      const request = yield* link.expect('auth_request');
      const { method, preferredModes } = request.frame;
      output.emit(request.frame);
      if (method === CEPH_AUTH_NONE && preferredModes.includes(CON_MODE_CRC)) {
        link.send({ kind: 'auth_done', globalId: this.#globalIdFor(request), conMode: CON_MODE_CRC, authPayload: new Uint8Array(0) });
        return yield* link.exchangeSignatures();
      }
      link.send({ kind: 'auth_bad_method', method, result: -EOPNOTSUPP, allowedMethods: [CEPH_AUTH_NONE], allowedModes: [CON_MODE_CRC] });
    }
  }

  #globalIdFor({ frame: { preferredModes, authPayload }, at }: Received<'auth_request'>): bigint {
    const { globalId: newId = 1n } = this.#options;
    const offset = at + PREAMBLE_LENGTH + 12 + 4 * preferredModes.length; // where the payload begins
    const { globalId } = decodePart({ bytes: authPayload, offset }, (d) => d.field('auth_request.auth_payload', decodeAuthMonRequest));
    return globalId === 0n ? newId : globalId;
  }

  /** Reads idents until one has all required features, and answers it with the server's own. */
  *#exchangeIdents(link: Link, output: Output<ServerEvent>): Reading<ClientIdent> {
    for (;;) {
      const { frame: ident } = yield* link.expect('client_ident', 'session_reconnect');
      if (ident.kind === 'session_reconnect') {
        link.send({ kind: 'session_reset', full: true });
        continue;
      }
      output.emit(ident);
      const missing = this.#options.required.without(ident.supportedFeatures);
      if (missing.isEmpty()) {
        link.send(this.#ident());
        return ident;
      }
      output.emit({ kind: 'missing_features', side: 'client', missing });
      link.send({ kind: 'ident_missing_features', features: missing });
    }
  }

  #ident(): ServerIdent {
    const { features, required, name, addrs, globalSeq, cookie, lossy } = this.#options;
    return {
      kind: 'server_ident', addrs, gid: name.num, globalSeq,
      supportedFeatures: features, requiredFeatures: required, flags: lossy ? FLAG_LOSSY : 0n, cookie,
    };
  }
}
