import { describe, expect, it } from 'vitest';
import { MalformedInput } from '../../../src/buffer/bytes/malformed_input.ts';

describe('MalformedInput', () => {
  it('says what is wrong, and where', () => {
    const error = new MalformedInput(3, 'no reason');
    expect(error.message).toBe('malformed input at offset 3: no reason');
    expect(error).toMatchObject({ name: 'MalformedInput', code: 'malformed_input', offset: 3 });
  });
});
