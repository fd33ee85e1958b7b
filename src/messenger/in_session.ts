/** What a handshake has led to, for something that needs it; TypeError where there has been none, or not yet. */
export function inSession<Session>(session: Session | null, what: string): Session {
  if (session === null) throw new TypeError(`${what} needs a session, which begins with the event "ready"`);
  return session;
}
