import { describe, expect, it } from 'vitest';
import { BufferList } from '../../src/buffer/list.ts';
import { completeMessage } from '../../src/messenger/message.ts';

const src = { type: 8, num: -1n };
const none = new BufferList();

describe('a message to send', () => {
  it('needs only a type', () => {
    expect(completeMessage({ type: 5 }, 3n, src)).toEqual({
      seq: 3n, tid: 0n, type: 5, priority: 127, version: 1, compatVersion: 1, dataOff: 0, src, front: none, middle: none, data: none,
    });
  });

  it('is compatible only with its own version by default', () => {
    expect(completeMessage({ type: 15, version: 3 }, 1n, src)).toMatchObject({ version: 3, compatVersion: 3 });
    expect(completeMessage({ type: 15, version: 3, compatVersion: 1 }, 1n, src)).toMatchObject({ version: 3, compatVersion: 1 });
  });

  it('keeps the given payloads', () => {
    const front = BufferList.from('front');
    expect(completeMessage({ type: 5, front, tid: 7n, priority: 196 }, 1n, src)).toMatchObject({ front, tid: 7n, priority: 196 });
  });
});
