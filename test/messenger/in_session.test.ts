import { describe, expect, it } from 'vitest';
import { inSession } from '../../src/messenger/in_session.ts';

describe('inSession', () => {
  it('hands over the session, and refuses what comes before there is one', () => {
    expect(inSession('a session', 'send')).toBe('a session');
    expect(() => inSession(null, 'send')).toThrow(new TypeError('send needs a session, which begins with the event "ready"'));
  });
});
