import { describe, expect, it, vi } from 'vitest';
import { once } from '../../../src/buffer/crc32c/once.ts';

describe('once', () => {
  it('makes nothing until asked, and then the same thing for ever', () => {
    const make = vi.fn(() => ({}));
    const get = once(make);
    expect(make).not.toHaveBeenCalled();
    expect(get()).toBe(get());
    expect(make).toHaveBeenCalledOnce();
  });
});
