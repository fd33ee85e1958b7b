import { decodeEntityAddrvec, encodeEntityAddrvec } from '../../../types/common/entity_addrvec_t.ts';
import type { EntityAddrvec } from '../../../types/common/entity_addrvec_t.ts';
import { decodeUtime, encodeUtime } from '../../../types/common/utime_t.ts';
import type { Utime } from '../../../types/common/utime_t.ts';
import type { FrameCodec } from './codec.ts';

/**
 * The frames that resume a session, and those that keep a connection alive.
 *
 * Source  ceph v16.0.0 src/msg/async/frames_v2.h:641-830
 */

/** The client sends this instead of an ident to resume an earlier session. */
export interface SessionReconnect {
  readonly kind: 'session_reconnect';
  readonly addrs: EntityAddrvec;
  readonly clientCookie: bigint;
  readonly serverCookie: bigint;
  readonly globalSeq: bigint;
  readonly connectSeq: bigint;
  /** The sequence number of the last message that the client received. */
  readonly msgSeq: bigint;
}

export const sessionReconnect: FrameCodec<SessionReconnect> = {
  tag: 11,
  decode: (d) => ({
    kind: 'session_reconnect',
    addrs: d.field('addrs', decodeEntityAddrvec),
    clientCookie: d.u64('client_cookie'),
    serverCookie: d.u64('server_cookie'),
    globalSeq: d.u64('global_seq'),
    connectSeq: d.u64('connect_seq'),
    msgSeq: d.u64('msg_seq'),
  }),
  encode(e, frame) {
    encodeEntityAddrvec(e, frame.addrs);
    e.u64(frame.clientCookie);
    e.u64(frame.serverCookie);
    e.u64(frame.globalSeq);
    e.u64(frame.connectSeq);
    e.u64(frame.msgSeq);
  },
};

/** The server has no such session. */
export interface SessionReset {
  readonly kind: 'session_reset';
  /** Whether the client must forget its own side of the session too. */
  readonly full: boolean;
}

export const sessionReset: FrameCodec<SessionReset> = {
  tag: 12,
  decode: (d) => ({ kind: 'session_reset', full: d.bool('full') }),
  encode: (e, { full }) => e.bool(full),
};

/** The client must retry with a connect_seq greater than this one. */
export interface SessionRetry {
  readonly kind: 'session_retry';
  readonly connectSeq: bigint;
}

export const sessionRetry: FrameCodec<SessionRetry> = {
  tag: 13,
  decode: (d) => ({ kind: 'session_retry', connectSeq: d.u64('connect_seq') }),
  encode: (e, { connectSeq }) => e.u64(connectSeq),
};

/** The client must retry with a global_seq greater than this one. */
export interface SessionRetryGlobal {
  readonly kind: 'session_retry_global';
  readonly globalSeq: bigint;
}

export const sessionRetryGlobal: FrameCodec<SessionRetryGlobal> = {
  tag: 14,
  decode: (d) => ({ kind: 'session_retry_global', globalSeq: d.u64('global_seq') }),
  encode: (e, { globalSeq }) => e.u64(globalSeq),
};

/** The server resumes the session. */
export interface SessionReconnectOk {
  readonly kind: 'session_reconnect_ok';
  /** The sequence number of the last message that the server received. */
  readonly msgSeq: bigint;
}

export const sessionReconnectOk: FrameCodec<SessionReconnectOk> = {
  tag: 15,
  decode: (d) => ({ kind: 'session_reconnect_ok', msgSeq: d.u64('msg_seq') }),
  encode: (e, { msgSeq }) => e.u64(msgSeq),
};

/** Both sides connect to each other at the same time, and the server's connection wins. */
export interface Wait {
  readonly kind: 'wait';
}

export const wait: FrameCodec<Wait> = { tag: 16, decode: () => ({ kind: 'wait' }), encode: () => {} };

export interface Keepalive2 {
  readonly kind: 'keepalive2';
  readonly timestamp: Utime;
}

export const keepalive2: FrameCodec<Keepalive2> = {
  tag: 18,
  decode: (d) => ({ kind: 'keepalive2', timestamp: d.field('timestamp', decodeUtime) }),
  encode: (e, { timestamp }) => encodeUtime(e, timestamp),
};

/** The answer to KEEPALIVE2, with the same timestamp. */
export interface Keepalive2Ack {
  readonly kind: 'keepalive2_ack';
  readonly timestamp: Utime;
}

export const keepalive2Ack: FrameCodec<Keepalive2Ack> = {
  tag: 19,
  decode: (d) => ({ kind: 'keepalive2_ack', timestamp: d.field('timestamp', decodeUtime) }),
  encode: (e, { timestamp }) => encodeUtime(e, timestamp),
};

/** The sender has received all messages up to this one. */
export interface Ack {
  readonly kind: 'ack';
  readonly seq: bigint;
}

export const ack: FrameCodec<Ack> = {
  tag: 20,
  decode: (d) => ({ kind: 'ack', seq: d.u64('seq') }),
  encode: (e, { seq }) => e.u64(seq),
};
