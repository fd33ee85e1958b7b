import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TYPES } from '../../src/types/registry.ts';

const FOLDER = new URL('../../src/types/', import.meta.url);

/** The files that declare a type, without the ending: a file, or the file of that name in a folder, has the name that the type has in C++. */
function declaringFiles(): string[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  return files.filter((path) => /^export const \w+: (?:CephType|MessageType)</m.test(readFileSync(new URL(path, FOLDER), 'utf8')));
}

describe('the registry', () => {
  it('has every type that a file of src/types declares, by the name of its file, and no other', () => {
    const declared = declaringFiles().map((path) => basename(path, '.ts'));
    expect(declared.length).toBeGreaterThan(0);
    expect([...TYPES.keys()].sort()).toEqual(declared.sort());
  });

  it('lists types by name, without regard to case and underscores', () => {
    const plain = [...TYPES.keys()].map((name) => name.toLowerCase().replaceAll('_', ''));
    expect(plain).toEqual([...plain].sort());
  });

  it('finds each type by its own name', () => {
    for (const [name, type] of TYPES) expect(type.name).toBe(name);
  });
});
