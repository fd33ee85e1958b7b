import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../../src/buffer/bytes/base64.ts';
import { bytes, noise } from '../support/support.ts';

const RFC_4648 = [
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
] as const;

describe('base64', () => {
  it.each(RFC_4648)('writes "%s" as "%s", and reads it back (RFC 4648, section 10)', (plain, text) => {
    expect(encodeBase64(bytes(plain))).toEqual(bytes(text));
    expect(decodeBase64(bytes(text))).toEqual(bytes(plain));
  });

  it('agrees with btoa on every byte', () => {
    const data = noise(1000);
    expect(encodeBase64(data)).toEqual(bytes(btoa(String.fromCharCode(...data))));
    expect(decodeBase64(bytes('+/+/'))).toEqual(Uint8Array.of(0xfb, 0xff, 0xbf));
  });

  it('reads on after newlines between groups and at the end', () => {
    expect(decodeBase64(bytes('\nZm9v\n\nYg==\n'))).toEqual(bytes('foob'));
  });

  it.each([
    ['QUJDRA', 4, 'expected 4 base64 digits, 2 left'],
    ['QUJ*', 3, 'expected a base64 digit, got "*"'],
    ['QU\nJ', 2, 'expected a base64 digit, got "\\n"'],
    ['Q===', 1, 'expected a base64 digit, got "="'],
    ['QQ=Q', 2, 'expected a base64 digit, got "="'],
    ['QQ==QQ==', 4, 'base64 goes on after its padding'],
  ])('refuses %j, and says where', (text, offset, reason) => {
    expect(() => decodeBase64(bytes(text))).toThrow(
      expect.objectContaining({ code: 'malformed_input', message: `malformed input at offset ${offset}: ${reason}` }),
    );
  });
});
