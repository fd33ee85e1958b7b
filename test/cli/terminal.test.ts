import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { terminalOf } from '../../src/cli/terminal.ts';

const colourOf = (isTTY: boolean, env: Record<string, string>): boolean =>
  terminalOf({ stdin: new PassThrough(), stdout: Object.assign(new PassThrough(), { isTTY }), stderr: new PassThrough(), env }).colour;

describe('terminalOf', () => {
  it('colours where a person reads, unless NO_COLOR is set to anything', () => {
    expect(colourOf(true, {})).toBe(true);
    expect(colourOf(true, { NO_COLOR: '' })).toBe(true);
    expect(colourOf(true, { NO_COLOR: '0' })).toBe(false);
    expect(colourOf(false, {})).toBe(false);
  });
});
