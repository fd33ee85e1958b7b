import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { typeText } from '../../../src/inspect/explain/value_text.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import type { AnyCephType } from '../../../src/types/registry.ts';
import { fixtures } from '../../support/fixtures.ts';
import { mapOf, monOf } from '../../types/support/support.ts';


describe('the text of a value in a table', () => {
  it('is one line for every type: its summary, or else what Ceph prints', () => {
    for (const { file, type, bytes } of fixtures()) {
      const value = decode(type, bytes);
      expect((type.summary ?? type.print)(value), file).not.toContain('\n');
    }
  });

  it('of a MonMap is its summary, cut to 64 characters', () => {
    const text = (...names: string[]): string => typeText(MonMap as unknown as AnyCephType, mapOf(names.map((name) => monOf(name, 'v1:10.0.0.1:6789/0'))));
    expect(text('a')).toBe('e7: 1 mons at {a=v1:10.0.0.1:6789/0}');
    expect(text('a', 'b', 'c')).toBe('e7: 3 mons at {a=v1:10.0.0.1:6789/0,b=v1:10.0.0.1:6789/0,c=v1:1…');
  });
});
