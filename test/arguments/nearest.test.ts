import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/arguments/nearest.ts';

const NAMES = ['release', 'features', 'peer', 'handshakeTimeout'];

describe('the nearest name', () => {
  it.each([
    ['realese', 'release'], ['RELEASE', 'release'], ['feature', 'features'], ['pear', 'peer'], ['handshake_timeout', 'handshakeTimeout'], ['releases', 'release'], ['feat', 'features'], ['handshake', 'handshakeTimeout'],
  ])('to %s is %s', (given, name) => expect(nearest(given, NAMES)).toBe(name));

  it.each(['', 'x', 'timeout', 'colour', 'constructor', 'release'.repeat(100_000)])('is none where "%.12s" was given', (given) => {
    expect(nearest(given, NAMES)).toBeNull();
  });

  it('is none among no names', () => expect(nearest('release', [])).toBeNull());
});
