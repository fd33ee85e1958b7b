import { describe, expect, it } from 'vitest';
import { Progress } from '../../../src/cli/render/progress.ts';

function shown(status: ((line: string) => void) | null): { readonly progress: Progress; readonly at: (ms: number, bytes: number) => void } {
  let now = 0;
  const progress = new Progress({ status }, () => now);
  const at = (ms: number, bytes: number): void => {
    now = ms;
    progress.show(bytes, 3);
  };
  return { progress, at };
}

describe('Progress', () => {
  it('is silent for two seconds, and then shows five lines a second at most', () => {
    const lines: string[] = [];
    const { at } = shown((line) => void lines.push(line));
    for (const ms of [0, 1999, 2000, 2100, 2199, 2200]) at(ms, ms * 1e6);
    expect(lines).toEqual(['2000.0 MB read, 3 messages found', '2200.0 MB read, 3 messages found']);
  });

  it('removes its line for what is printed, once', () => {
    const lines: string[] = [];
    const { progress, at } = shown((line) => void lines.push(line));
    progress.clear();
    at(3000, 5);
    progress.clear();
    progress.clear();
    expect(lines).toEqual(['0.0 MB read, 3 messages found', '']);
  });

  it('is silent without a terminal', () => {
    const { progress, at } = shown(null);
    expect(() => at(9000, 1)).not.toThrow();
    expect(() => progress.clear()).not.toThrow();
  });
});
