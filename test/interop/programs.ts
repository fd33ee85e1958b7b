import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { codecRelease } from '../../src/features/codec_release.ts';
import type { KnownCodec } from '../../src/features/codec_release.ts';

/** How to start a program of Ceph: the installed one, or that of a Ceph unpacked in the folder CEPH_ROOT. */
export interface Program {
  readonly file: string;
  /** What comes before its own arguments. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

const ROOT = process.env['CEPH_ROOT'];
const ARCHITECTURES: Readonly<Record<string, readonly [triple: string, loader: string]>> = {
  x64: ['x86_64-linux-gnu', 'ld-linux-x86-64.so.2'],
  arm64: ['aarch64-linux-gnu', 'ld-linux-aarch64.so.1'],
};
const [TRIPLE, LOADER] = ARCHITECTURES[process.arch] ?? ['', ''];

export function program(name: string): Program {
  return ROOT === undefined ? { file: name, args: [], env: process.env } : unpacked(ROOT, name);
}

/** Where the configuration must say that plugins are; nothing where Ceph finds them itself. */
export const PLUGINS = ROOT === undefined ? '' : `erasure code dir = ${join(ROOT, 'usr/lib', TRIPLE, 'ceph/erasure-code')}
plugin dir = ${join(ROOT, 'usr/lib', TRIPLE, 'ceph')}
`;

/** With the libraries of its own distribution, libc among them, and so with its loader; `ceph` also with its Python. */
function unpacked(root: string, name: string): Program {
  const libraries = [`lib/${TRIPLE}`, `usr/lib/${TRIPLE}`, `usr/lib/${TRIPLE}/ceph`].map((folder) => join(root, folder)).filter((folder) => existsSync(folder));
  const loader = libraries.map((folder) => join(folder, LOADER)).find((file) => existsSync(file));
  const script = name === 'ceph' ? [join(root, 'usr/bin/python3')] : [];
  const command = [...script, join(root, 'usr/bin', name)];
  const python = { PYTHONHOME: join(root, 'usr'), PYTHONPATH: join(root, 'usr/lib/python3/dist-packages') };
  const env = script.length === 0 ? process.env : { ...process.env, ...python };
  if (loader !== undefined) return { file: loader, args: ['--library-path', libraries.join(':'), ...command], env };
  const [file = '', ...args] = command;
  return { file, args, env: { ...env, LD_LIBRARY_PATH: libraries.join(':') } };
}

/** The release of these programs. */
export function installedRelease(): KnownCodec {
  installed ??= releaseOf('monmaptool');
  return installed;
}

let installed: KnownCodec | undefined; // asked once: a test may want it for each of many maps

function releaseOf(name: string): KnownCodec {
  const { file, args, env } = program(name);
  const text = execFileSync(file, [...args, '--version'], { encoding: 'utf8', env });
  return codecRelease(/^ceph version (\d+\.\d+\.\d+)/.exec(text)?.[1] ?? text.trim());
}
