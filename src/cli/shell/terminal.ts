import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import type { Readable, Writable } from 'node:stream';
import { InputError } from './errors.ts';

/** The streams and files that a command works with. */
export interface Terminal {
  /** Writes to standard output. */
  readonly out: (data: string | Uint8Array) => Promise<void>;
  /** Writes one line to standard error. */
  readonly err: (line: string) => void;
  /** Shows a line on standard error in place of the last one; '' removes it. Null if standard error is not a terminal. */
  readonly status: ((line: string) => void) | null;
  /** Whether standard output is a terminal. */
  readonly isTty: boolean;
  /** Whether to colour standard output: it is a terminal, and NO_COLOR is not set. */
  readonly colour: boolean;
  /** The content of a file, or of standard input for `-`. */
  readonly read: (path: string) => Promise<Uint8Array>;
  /** The same in chunks; ends early, without an error, when `signal` is aborted. */
  readonly stream: (path: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;
  readonly write: (path: string, data: Uint8Array) => Promise<void>;
}

export interface Streams {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function terminalOf({ stdin, stdout, stderr, env }: Streams): Terminal {
  return {
    out: (data) => new Promise((resolve, reject) => stdout.write(data, (error) => (error ? reject(outputError(error)) : resolve()))),
    err: (line) => void stderr.write(`cephwire: ${line}\n`),
    status: stderr.isTTY === true ? (line) => void stderr.write(`\r\x1b[K${line}`) : null,
    isTty: stdout.isTTY === true,
    colour: stdout.isTTY === true && !env['NO_COLOR'], // empty counts as not set: no-color.org
    read: async (path) => (path === '-' ? readAll(stdin) : readFile(path).catch((error: unknown) => fail('read', path, error))),
    stream: (path, signal) => chunks(path === '-' ? stdin : createReadStream(path, { highWaterMark: CHUNK }), path, signal),
    write: (path, data) => writeFile(path, data).catch((error: unknown) => fail('write', path, error)),
  };
}

async function readAll(stdin: Readable): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  for await (const chunk of stdin) read.push(chunk as Uint8Array);
  return Buffer.concat(read);
}

const CHUNK = 64 * 1024;

async function* chunks(stream: Readable, path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of addAbortSignal(signal, stream)) yield chunk as Uint8Array;
  } catch (error) {
    if (!signal.aborted) fail('read', path, error);
  }
}

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'no such file'],
  ['EISDIR', 'it is a directory'],
  ['EACCES', 'permission denied'],
  ['ENOTDIR', 'part of the path is not a directory'],
  ['ENOSPC', 'no space left'],
  ['ERR_FS_FILE_TOO_LARGE', 'it is larger than 2 GiB'],
]);

function fail(verb: 'read' | 'write', path: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  throw new InputError(`cannot ${verb} "${path}": ${REASONS.get(code) ?? String(code ?? error)}`);
}

function outputError(error: Error & { readonly code?: string }): InputError {
  return new InputError(error.code === 'EPIPE' ? 'standard output was closed before all was written' : `cannot write: ${error.message}`);
}
