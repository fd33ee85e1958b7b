import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../src/encoding/decode_error.ts';
import type { Label } from '../../src/encoding/decode_error.ts';

const FAULT = { code: 'end_of_buffer', offset: 278, reason: 'need 4 bytes, 2 left', needed: 4, available: 2 } as const;

/** The path of an error in `innermost`, after the enclosing fields were entered. */
function pathOf(innermost: Label, ...outwards: Label[]): string {
  const error = new DecodeError(innermost, FAULT);
  for (const label of outwards) error.enter(label);
  return error.path;
}

describe('DecodeError', () => {
  it('has the fields of its fault, and path, offset and reason in its message', () => {
    const error = new DecodeError('nonce', FAULT);
    for (const label of ['public_addr', 1, 'mon_info', 'MonMap']) error.enter(label);
    expect(error).toMatchObject({ ...FAULT, name: 'DecodeError', path: 'MonMap.mon_info[1].public_addr.nonce' });
    expect(error.message).toBe('MonMap.mon_info[1].public_addr.nonce at offset 278: need 4 bytes, 2 left');
    expect(error).toBeInstanceOf(Error);
  });

  it('writes an index in brackets, and no dot before one', () => {
    expect(pathOf('x', 0, 'list')).toBe('list[0].x');
    expect(pathOf(3, 2, 'lists')).toBe('lists[2][3]');
    expect(pathOf(7)).toBe('[7]');
  });

  it('leaves a step without a name out of the path, with its dot', () => {
    expect(pathOf('', 'x')).toBe('x');
    expect(pathOf('', 4, 'x')).toBe('x[4]');
    expect(pathOf('first', '', 0, 'x')).toBe('x[0].first');
    expect(pathOf(0, '', 'x')).toBe('x[0]');
    expect(pathOf('', '')).toBe('');
  });

  it('allows names in its path that are properties of plain objects', () => {
    expect(pathOf('constructor', '__proto__')).toBe('__proto__.constructor');
  });

  it('has needed and available only if bytes are missing', () => {
    const error = new DecodeError('marker', { code: 'malformed', offset: 0, reason: 'expected 1, got 9' });
    expect('needed' in error || 'available' in error).toBe(false);
    expect(new DecodeError('x', { ...FAULT, needed: 0, available: 0 })).toMatchObject({ needed: 0, available: 0 });
  });
});
