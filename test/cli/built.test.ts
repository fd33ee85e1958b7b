import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/* What only a real process shows: streams, files, and that no stack trace ever reaches a user. Needs `npm run build`. */

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function cephwire(args: readonly string[], { input = '', closeOutput = false }: { readonly input?: string | Uint8Array; readonly closeOutput?: boolean } = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['dist/cli.js', ...args]);
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  if (closeOutput) child.stdout.destroy();
  child.stdin.on('error', () => undefined); // the child may not read it
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() })));
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cephwire-'));
  writeFileSync(join(folder, 'empty'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the built cephwire', () => {
  it('decodes the incident', async () => {
    const { status, out, err } = await cephwire(['decode', 'MMonMap', 'fixtures/messages/MMonMap/v5-incident-hammer59.bin', '--format', 'text']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('0: v1:127.0.0.1:26789/0 mon.mon1\n');
  });

  it('reads standard input for -', async () => {
    expect((await cephwire(['decode', 'uuid_d', '-', '--format', 'text'], { input: 'abcdefghijklmnop' })).out).toBe('61626364-6566-6768-696a-6b6c6d6e6f70\n');
  });

  it.each([
    ['a path that does not exist', (dir: string) => join(dir, 'nowhere'), /^cephwire: cannot read ".*nowhere": no such file\n$/],
    ['a directory', (dir: string) => dir, /^cephwire: cannot read ".*": it is a directory\n$/],
    ['an empty file', (dir: string) => join(dir, 'empty'), /^cephwire: ".*empty" is empty\n$/],
  ])('answers %s with one line and status 1', async (_, path, line) => {
    const { status, out, err } = await cephwire(['decode', 'MonMap', path(folder)]);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toMatch(line);
  });

  it('answers empty standard input with one line', async () => {
    expect(await cephwire(['decode', 'MonMap', '-'])).toEqual({ status: 1, out: '', err: 'cephwire: standard input is empty\n' });
  });

  it('says in one line that it could not write', async () => {
    const args = ['encode', 'MonMap', 'test/cli/commands/mon-dump-incident.json', '--features', 'hammer', '-o', join(folder, 'no', 'where')];
    const { status, err } = await cephwire(args);
    expect(status).toBe(1);
    expect(err).toMatch(/^cephwire: cannot write ".*": no such file\n$/);
  });

  it('says in one line that its output was closed', async () => {
    const { status, err } = await cephwire(['features', 'tentacle'], { closeOutput: true });
    expect({ status, err }).toEqual({ status: 1, err: 'cephwire: standard output was closed before all was written\n' });
  });
});

describe('the built cephwire capture', () => {
  const capture = readFileSync('fixtures/capture/one-mon.pcapng');

  it('reads standard input', async () => {
    const { status, out, err } = await cephwire(['capture', '-', '--type', 'MonMap'], { input: capture });
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('\n\n21 of 70 messages; 11 connections of Ceph, 11 in all; 242 packets\n');
  });

  it('ends like the other commands where its output is closed', async () => {
    const { status, err } = await cephwire(['capture', 'fixtures/capture/one-mon.pcapng'], { closeOutput: true });
    expect({ status, err }).toEqual({ status: 1, err: 'cephwire: standard output was closed before all was written\n' });
  });

  it('ends at Ctrl-C with what was found so far', async () => {
    const child = spawn(process.execPath, ['dist/cli.js', 'capture', '-']);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin.write(capture.subarray(0, 100_000));
    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk);
      if (chunk.includes('MMonMap')) child.kill('SIGINT');
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(1);
    expect(Buffer.concat(out).toString()).toMatch(/\n\n\d+ messages; \d+ connections of Ceph/);
    expect(Buffer.concat(err).toString()).toMatch(/^cephwire: interrupted after \d+ bytes\n$/);
  });
});
