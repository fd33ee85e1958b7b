import { describe, expect, it } from 'vitest';
import { EndOfBuffer } from '../../../src/buffer/bytes/end_of_buffer.ts';

describe('EndOfBuffer', () => {
  it('says where it was, what it needed and what was left', () => {
    const error = new EndOfBuffer(12, 4, 2);
    expect(error.message).toBe('end of buffer at offset 12: need 4 bytes, 2 left');
    expect(error).toMatchObject({ name: 'EndOfBuffer', code: 'end_of_buffer', offset: 12, needed: 4, available: 2 });
    expect(error).toBeInstanceOf(Error);
  });

  it('needs one byte in the singular', () => {
    expect(new EndOfBuffer(0, 1, 0).message).toBe('end of buffer at offset 0: need 1 byte, 0 left');
  });
});
