import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { terminalOf } from '../../../src/cli/shell/terminal.ts';

const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough(), env: {} };

async function sizes(chunks: AsyncIterable<Uint8Array>, onChunk = (): void => undefined): Promise<number[]> {
  const found: number[] = [];
  for await (const chunk of chunks) {
    found.push(chunk.length);
    onChunk();
  }
  return found;
}

const colourOf = (isTTY: boolean, env: Record<string, string>): boolean =>
  terminalOf({ stdin: new PassThrough(), stdout: Object.assign(new PassThrough(), { isTTY }), stderr: new PassThrough(), env }).colour;

describe('terminalOf', () => {
  it('colours a terminal, unless NO_COLOR is set to anything', () => {
    expect(colourOf(true, {})).toBe(true);
    expect(colourOf(true, { NO_COLOR: '' })).toBe(true);
    expect(colourOf(true, { NO_COLOR: '0' })).toBe(false);
    expect(colourOf(false, {})).toBe(false);
  });

  it('reads a file in chunks of 64 KiB', async () => {
    const { stream } = terminalOf(streams);
    expect(await sizes(stream('fixtures/capture/one-mon.pcapng', new AbortController().signal))).toEqual([65_536, 65_536, 192_488 - 2 * 65_536]);
    await expect(sizes(stream('closedPort', new AbortController().signal))).rejects.toThrow('cannot read "closedPort": no such file');
    await expect(sizes(stream('fixtures', new AbortController().signal))).rejects.toThrow('cannot read "fixtures": it is a directory');
  });

  it('reads standard input as it comes, until it is told to stop', async () => {
    const stdin = new PassThrough();
    const controller = new AbortController();
    stdin.write('abc');
    const chunks = terminalOf({ ...streams, stdin }).stream('-', controller.signal);
    expect(await sizes(chunks, () => void setImmediate(() => controller.abort()))).toEqual([3]);
  });

  it('has a status line where standard error is a terminal', () => {
    const stderr = Object.assign(new PassThrough(), { isTTY: true });
    terminalOf({ ...streams, stderr }).status?.('1 MB read');
    expect(String(stderr.read())).toBe('\r\x1b[K1 MB read');
    expect(terminalOf(streams).status).toBeNull();
  });
});
