import { readFileSync, readdirSync } from 'node:fs';
import { TYPES } from '../src/types/registry.ts';
import type { AnyCephType } from '../src/types/registry.ts';

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

const FOLDER = new URL('../fixtures/', import.meta.url);

export function provenance(): Provenance[] {
  const lines = readFileSync(new URL('PROVENANCE.md', FOLDER), 'utf8').split('\n');
  const table = lines.slice(lines.findIndex((line) => line.startsWith('|---')) + 1).filter((line) => line.startsWith('|'));
  return table.map((line) => {
    const [, file = '', bytes = '', sha256 = '', writtenBy = '', features = '', source = ''] = line.split('|').map((cell) => cell.trim());
    return { file, bytes, sha256, writtenBy, features, source };
  });
}

/** Every file under fixtures/ but the list and the captures, relative to it. */
export function fixtureFiles(): string[] {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'capture');
  return folders.flatMap(({ name }) => readdirSync(new URL(`${name}/`, FOLDER)).map((file) => `${name}/${file}`));
}

export function fixture(file: string): Fixture {
  const folder = file.slice(0, file.indexOf('/'));
  const type = TYPES.get(folder);
  if (type === undefined) throw new Error(`fixtures/${folder} is not named by a type`);
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
