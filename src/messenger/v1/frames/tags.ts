/** The tags of messenger v1: the outcome of a connect, or what follows in the stream. Source  ceph v16.0.0 src/include/msgr.h */
export const TAG_READY = 1;
export const TAG_RESETSESSION = 2;
export const TAG_WAIT = 3;
export const TAG_RETRY_SESSION = 4;
export const TAG_RETRY_GLOBAL = 5;
export const TAG_CLOSE = 6;
export const TAG_MSG = 7;
export const TAG_ACK = 8;
export const TAG_KEEPALIVE = 9;
export const TAG_BADPROTOVER = 10;
export const TAG_BADAUTHORIZER = 11;
export const TAG_FEATURES = 12;
export const TAG_SEQ = 13;
export const TAG_KEEPALIVE2 = 14;
export const TAG_KEEPALIVE2_ACK = 15;
export const TAG_CHALLENGE_AUTHORIZER = 16;

const NAMES = [
  '', 'READY', 'RESETSESSION', 'WAIT', 'RETRY_SESSION', 'RETRY_GLOBAL', 'CLOSE', 'MSG', 'ACK', 'KEEPALIVE', 'BADPROTOVER',
  'BADAUTHORIZER', 'FEATURES', 'SEQ', 'KEEPALIVE2', 'KEEPALIVE2_ACK', 'CHALLENGE_AUTHORIZER',
];
const OF_STREAM = [TAG_CLOSE, TAG_MSG, TAG_ACK, TAG_KEEPALIVE, TAG_KEEPALIVE2, TAG_KEEPALIVE2_ACK];

/** Ceph's name for a tag, without its prefix; `unknown` if it has none. */
export function tagName(tag: number): string {
  return NAMES[tag] || 'unknown';
}

/** Whether a connect_reply can have this tag. */
export function isReplyTag(tag: number): boolean {
  return tag >= TAG_READY && tag <= TAG_CHALLENGE_AUTHORIZER && !isStreamTag(tag);
}

/** Whether a frame of the stream after the handshake can have this tag. */
export function isStreamTag(tag: number): boolean {
  return OF_STREAM.includes(tag);
}

/** Whether a connect_reply with this tag accepts the connect. */
export function isAccepted(tag: number): boolean {
  return tag === TAG_READY || tag === TAG_SEQ;
}
