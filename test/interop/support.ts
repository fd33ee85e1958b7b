import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { encode } from '../../src/encoding/ceph_type.ts';
import type { EncodeOptions } from '../../src/encoding/ceph_type.ts';
import { MONENC, MONNAMES } from '../../src/features/masks.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import { release } from '../../src/features/releases.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { formatMonMap } from '../../src/types/mon/MonMap/text.ts';
import { installedRelease, program } from './programs.ts';

/** Ends the suite with one line, unless the programs are installed. */
export function needs(programs: readonly string[], packages: string): void {
  const missing = programs.filter((name) => {
    const { file, args, env } = program(name);
    return spawnSync(file, [...args, '--version'], { env }).status !== 0;
  });
  if (missing.length === 0) return;
  const error = new Error(`no ${missing.join(', ')}: apt-get install ${packages}`);
  error.stack = error.message;
  throw error;
}

/** A new folder under os.tmpdir(), and its removal. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'cephwire-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function withFolder<T>(use: (folder: string) => T): T {
  const { path, remove } = temporaryFolder();
  try {
    return use(path);
  } finally {
    remove();
  }
}

/** What `monmaptool --print` says of a map, in UTC, after its first line, which names the file. */
export function monmaptoolPrint(bytes: Uint8Array): string {
  return withFolder((folder) => {
    const file = join(folder, 'monmap');
    writeFileSync(file, bytes);
    const text = monmaptool(['--print', file]);
    return text.slice(text.indexOf('\n') + 1);
  });
}

/** The map that `monmaptool --create` makes. */
export function monmaptoolCreate(...options: readonly string[]): Uint8Array {
  return withFolder((folder) => {
    const file = join(folder, 'monmap');
    monmaptool(['--create', ...options, file]);
    return new Uint8Array(readFileSync(file));
  });
}

function monmaptool(options: readonly string[]): string {
  const { file, args, env } = program('monmaptool');
  return execFileSync(file, [...args, '--conf', '/dev/null', ...options], { encoding: 'utf8', stdio: 'pipe', env: { ...env, TZ: 'UTC' } });
}

/** Its ceph_release_t. */
function installedNumber(): number {
  return release(installedRelease().name).number;
}

/** {@link formatMonMap} and a line end, but for the names of releases that the installed one has never heard of. */
export function asInstalledPrints(map: MonMap): string {
  const text = `${formatMonMap(map)}\n`;
  return map.minMonRelease > installedNumber() ? text.replace(/^(min_mon_release \d+) .*$/m, '$1 (unknown)') : text;
}

/** Suites about what Ceph prints: our texts are Pacific's, and those before it say less, and otherwise. */
export const fromPacific = (): typeof describe => (installedNumber() < release('pacific').number ? describe.skip : describe) as typeof describe;

const HAMMER = release('hammer').mask ?? Mask64.NONE;

/** Each form a map is written in: what `encode` is asked for, and the struct_v that comes of it. */
export const FORMS: readonly (readonly [name: string, structV: number, options: EncodeOptions])[] = [
  ['v1', 1, { release: 'nautilus', features: HAMMER.without(MONENC).without(MONNAMES) }],
  ['v2', 2, { release: 'nautilus', features: HAMMER.without(MONENC) }],
  ["hammer's v2 with v3 behind", 2, { release: 'hammer', features: HAMMER.without(MONENC) }],
  ["luminous' v2 with v5 behind", 2, { release: 'luminous', features: HAMMER.without(MONENC) }],
  ['v3', 3, { release: 'hammer' }],
  ["luminous' v5, legacy addresses", 5, { release: 'luminous', features: 'hammer' }],
  ["luminous' v5, ADDR2 addresses", 5, { release: 'luminous', features: 'luminous' }],
  ["pacific's v5, legacy addresses", 5, { release: 'pacific', features: 'hammer' }],
  ["pacific's v5, ADDR2 addresses", 5, { release: 'pacific', features: 'luminous' }],
  ['v7', 7, { release: 'nautilus' }],
  ['v9', 9, { release: 'pacific' }],
  ['v10', 10, { release: 'tentacle' }],
];

export function encodeAs(map: MonMap, options: EncodeOptions): Uint8Array {
  return encode(MonMap, map, options);
}
