import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { terminalOf } from '../../../src/cli/shell/terminal.ts';

const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };

async function sizes(pieces: AsyncIterable<Uint8Array>, onPiece = (): void => undefined): Promise<number[]> {
  const found: number[] = [];
  for await (const piece of pieces) {
    found.push(piece.length);
    onPiece();
  }
  return found;
}

const colourOf = (isTTY: boolean, env: Record<string, string>): boolean =>
  terminalOf({ stdin: new PassThrough(), stdout: Object.assign(new PassThrough(), { isTTY }), stderr: new PassThrough(), env }).colour;

describe('terminalOf', () => {
  it('colours where a person reads, unless NO_COLOR is set to anything', () => {
    expect(colourOf(true, {})).toBe(true);
    expect(colourOf(true, { NO_COLOR: '' })).toBe(true);
    expect(colourOf(true, { NO_COLOR: '0' })).toBe(false);
    expect(colourOf(false, {})).toBe(false);
  });

  it('reads a file in pieces of 64 KiB', async () => {
    const { stream } = terminalOf(streams);
    expect(await sizes(stream('fixtures/capture/one-mon.pcapng', new AbortController().signal))).toEqual([65_536, 65_536, 192_488 - 2 * 65_536]);
    await expect(sizes(stream('nowhere', new AbortController().signal))).rejects.toThrow('cannot read "nowhere": no such file');
    await expect(sizes(stream('fixtures', new AbortController().signal))).rejects.toThrow('cannot read "fixtures": it is a directory');
  });

  it('reads standard input as it comes, and no further than it is told', async () => {
    const stdin = new PassThrough();
    const controller = new AbortController();
    stdin.write('abc');
    const pieces = terminalOf({ ...streams, stdin }).stream('-', controller.signal);
    expect(await sizes(pieces, () => void setImmediate(() => controller.abort()))).toEqual([3]);
  });

  it('has a line of status where a person reads standard error', () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true });
    terminalOf({ ...streams, stderr }).status?.('1 MB read');
    expect(String(stderr.read())).toBe('\r\x1b[K1 MB read');
    expect(terminalOf(streams).status).toBeNull();
  });
});
