/** The names of frames, by tag. 21 and 22 are new in Quincy. Source  ceph v16.0.0 src/msg/async/frames_v2.h:38 */
const NAMES: readonly string[] = [
  'HELLO', 'AUTH_REQUEST', 'AUTH_BAD_METHOD', 'AUTH_REPLY_MORE', 'AUTH_REQUEST_MORE', 'AUTH_DONE', 'AUTH_SIGNATURE',
  'CLIENT_IDENT', 'SERVER_IDENT', 'IDENT_MISSING_FEATURES',
  'SESSION_RECONNECT', 'SESSION_RESET', 'SESSION_RETRY', 'SESSION_RETRY_GLOBAL', 'SESSION_RECONNECT_OK', 'WAIT',
  'MESSAGE', 'KEEPALIVE2', 'KEEPALIVE2_ACK', 'ACK', 'COMPRESSION_REQUEST', 'COMPRESSION_DONE',
];

export const TAG_MESSAGE = 17;

/** Ceph's name for a tag; undefined if it has none. */
export function tagName(tag: number): string | undefined {
  return NAMES[tag - 1];
}
