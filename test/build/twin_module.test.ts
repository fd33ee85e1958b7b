import { describe, expect, it } from 'vitest';
import { withTwins } from '../../build/twin_module.ts';

/** The twins of a module, without what stands before them. */
function twinsOf(text: string): string {
  const made = withTwins('/src/types/x.ts', `import type { Decoder } from '../encoding/decoder.ts';\n${text}`);
  return made.slice(made.indexOf("'../encoding/lean.ts';")).replaceAll(/\s+/g, ' ');
}

describe('the lean twin of a decoder', () => {
  it('checks the bounds of a run of fixed reads once, and moves the offset behind the last', () => {
    const twins = twinsOf("export function decodeA(d: Decoder): A { return { a: d.u32('a'), b: d.u16('b') }; }");
    expect(twins).toContain('export function decodeALean(d: any): any {');
    expect(twins.match(/fails\(\)/g)).toHaveLength(1);
    expect(twins).toContain('$o + 6 > $l && $fails()');
    expect(twins).toContain('$v.getUint16($o + 4, true)');
    expect(twins).toContain('$o += 6');
  });

  it('checks anew behind what may be left out', () => {
    const twins = twinsOf("function decodeA(d: Decoder): A { const a = d.u8('a'); return a > 1 ? d.u8('b') : d.u8('c'); }");
    expect(twins.match(/\$o \+ 1 > \$l && \$fails\(\)/g)).toHaveLength(3);
  });

  it('reads what an object is made of in its order, spread or not', () => {
    const twins = twinsOf("function decodeB(d: Decoder): B { const b = d.u8('b'); return b > 0 ? { b } : { b: 1 }; } function decodeA(d: Decoder): A { return { ...decodeB(d), a: d.u32('a') }; }");
    const twin = twins.slice(twins.indexOf('function decodeALean'));
    expect(twin.indexOf('decodeBLean(d)')).toBeLessThan(twin.indexOf('getUint32'));
  });

  it('has no labels and no reasons', () => {
    const twins = twinsOf("function decodeA(d: Decoder): A { if (d.u8('marker') !== 1) return d.malformed('marker', 0, `odd`); return d.string('name'); }");
    expect(twins).not.toMatch(/marker|odd|'name'/);
  });

  it('reads a small decoder in the place of its field, and calls the twin of a larger one', () => {
    const twins = twinsOf(`const decodeB = (d: Decoder): B => ({ b: d.u32('b') });
      function decodeC(d: Decoder): C { const c = d.u8('c'); return c > 0 ? c : d.u8('c2'); }
      function decodeA(d: Decoder): A { return [d.field('b', decodeB), d.field('c', decodeC)]; }`);
    const twin = twins.slice(twins.indexOf('function decodeALean'));
    expect(twin).toContain('$v.getUint32($o, true)');
    expect(twin).not.toContain('decodeBLean');
    expect(twin).toContain('decodeCLean(d)');
  });

  it('checks the bounds once for the reads of fields that stand in place and those around them', () => {
    const twins = twinsOf(`const decodeB = (d: Decoder): B => ({ b: d.u32('b') });
      function decodeA(d: Decoder): A { return { x: d.u16('x'), y: d.field('y', decodeB), z: d.field('z', decodeB) }; }`);
    const twin = twins.slice(twins.indexOf('function decodeALean'));
    expect(twin.match(/fails\(\)/g)).toHaveLength(1);
    expect(twin).toContain('$o + 10 > $l && $fails()');
  });

  it('has a loop of its own for each kind of item', () => {
    const twins = twinsOf("function decodeA(d: Decoder): A { return [d.list('a', decodeString), d.list('b', decodeString), d.map('c', decodeString, decodeA)]; }");
    expect(twins.match(/function listOfdecodeStringLean\(/g)).toHaveLength(1);
    expect(twins.match(/function mapOfdecodeStringLeanAnddecodeALean\(/g)).toHaveLength(1);
  });

  it('opens a struct inside of another with variables of its own', () => {
    const twins = twinsOf(`function decodeB(d: Decoder): B { d.start(1); return d.finish(d.u8('b')); }
      function decodeA(d: Decoder): A { d.start(2); return d.finish(d.field('b', decodeB)); }`);
    const twin = twins.slice(twins.indexOf('function decodeALean'));
    expect(twin).toContain('$end1 = $o + 6');
    expect(twin).toContain('d.limit = $l = $outer1');
  });

  it('gives up at once where no rule covers the decoder', () => {
    const twins = twinsOf("function decodeA(d: Decoder): A { return NAMES.map((name) => d.u32(name)); }");
    expect(twins).toContain('function decodeALean(): any { return $fails(); }');
  });

  it('is entered in the CephType beside its decode', () => {
    const made = withTwins('/src/types/x.ts', "function decodeA(d: Decoder): A { return d.u8('a'); }\nexport const a: CephType<A> = { name: 'a', decode: decodeA, encode };");
    expect(made).toContain("{ name: 'a', decode: decodeA, lean: decodeALean, encode }");
  });

  it('is not made of a module without decoders', () => {
    const text = 'export function f(e: Encoder): void {}';
    expect(withTwins('/src/types/x.ts', text)).toBe(text);
  });
});
