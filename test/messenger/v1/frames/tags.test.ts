import { describe, expect, it } from 'vitest';
import { isAccepted, isReplyTag, isStreamTag, tagName } from '../../../../src/messenger/v1/frames/tags.ts';

describe('a tag', () => {
  const all = Array.from({ length: 256 }, (_, tag) => tag);

  it('has its name in Ceph', () => {
    expect([1, 7, 13, 16, 0, 17].map(tagName)).toEqual(['READY', 'MSG', 'SEQ', 'CHALLENGE_AUTHORIZER', 'unknown', 'unknown']);
  });

  it('belongs to a reply or to the stream, never to both', () => {
    expect(all.filter(isReplyTag)).toEqual([1, 2, 3, 4, 5, 10, 11, 12, 13, 16]);
    expect(all.filter(isStreamTag)).toEqual([6, 7, 8, 9, 14, 15]);
    expect(all.filter(isAccepted)).toEqual([1, 13]);
  });
});
