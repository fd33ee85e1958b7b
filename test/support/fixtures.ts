import { readFileSync, readdirSync } from 'node:fs';
import { TYPES } from '../../src/types/registry.ts';
import type { AnyCephType } from '../../src/types/registry.ts';

/** A line of fixtures/PROVENANCE.md. */
export interface Provenance {
  readonly file: string;
  readonly bytes: string;
  readonly sha256: string;
  readonly writtenBy: string;
  /** A mask in hex, or a dash. */
  readonly features: string;
  readonly source: string;
}

export interface Fixture {
  /** Relative to fixtures/. */
  readonly file: string;
  readonly type: AnyCephType;
  readonly bytes: Uint8Array;
  /** The text of the .json beside it. */
  readonly json: string;
}

const FOLDER = new URL('../../fixtures/', import.meta.url);

export function provenance(): Provenance[] {
  const lines = readFileSync(new URL('PROVENANCE.md', FOLDER), 'utf8').split('\n');
  const table = lines.slice(lines.findIndex((line) => line.startsWith('|---')) + 1).filter((line) => line.startsWith('|'));
  return table.map((line) => {
    const [, file = '', bytes = '', sha256 = '', writtenBy = '', features = '', source = ''] = line.split('|').map((cell) => cell.trim());
    return { file, bytes, sha256, writtenBy, features, source };
  });
}

/** Every file of an object, as family/type/file; the captures are no objects. */
export function fixtureFiles(): string[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  return files.filter((path) => path.split('/').length === 3).sort();
}

/** The name of its type: the folder that it lies in. */
export function typeOf(file: string): string {
  return file.split('/')[1] ?? '';
}

export function fixture(file: string): Fixture {
  const type = TYPES.get(typeOf(file));
  if (type === undefined) throw new Error(`fixtures/${file} does not lie in a folder named by a type`);
  return {
    file,
    type,
    bytes: new Uint8Array(readFileSync(new URL(file, FOLDER))),
    json: readFileSync(new URL(file.replace(/\.bin$/, '.json'), FOLDER), 'utf8'),
  };
}

export function fixtures(): Fixture[] {
  return fixtureFiles().filter((file) => file.endsWith('.bin')).map(fixture);
}
