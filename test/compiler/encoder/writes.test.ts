import { describe, expect, it } from 'vitest';
import { writesInPlace } from '../../../src/compiler/encoder/writes.ts';

const inEncoder = (body: string): string => writesInPlace('/src/types/x.ts', `function encodeA(e: Encoder, a: A): void { ${body} }`).code;

describe('writes of a fixed length', () => {
  it('that follow one another check the space once, and each value', () => {
    const made = inEncoder('e.u32(a.x); e.u16(a.y);');
    expect(made.match(/\$e\.space/g)).toHaveLength(1);
    expect(made).toContain('if ($o + 6 <= $e.space && $0 >>> 0 === $0 && ($1 & 0xffff) === $1)');
    expect(made).toContain('$v.setUint16($o + 4 + 0, $1, true);');
  });

  it('are the calls themselves where one does not fit', () => {
    expect(inEncoder('e.u32(a.x); e.u16(a.y);')).toContain('else { e.u32($0); e.u16($1); }');
  });

  it('end at anything else, and at a value that depends on what was written', () => {
    expect(inEncoder('e.u8(1); e.string(a.name); e.u8(2);').match(/\$e\.space/g)).toHaveLength(2);
    expect(inEncoder('e.u8(1); e.u32(e.length);')).toContain('} e.u32(e.length);');
  });

  it('stay as they are outside of an encoder', () => {
    const text = 'function f(e: Other): void { e.u32(1); }\nclass Encoder { g(e: Encoder): void { e.u8(1); } }';
    expect(writesInPlace('/src/types/x.ts', text).code).toBe(text);
  });
});
