import { vlq } from '../language/vlq.ts';

/** Some text of a rewritten module, and the offset in the original of what it stands for. */
export interface Piece {
  readonly text: string;
  readonly from: number;
}

/** A source map of version 3, for one module. */
export interface SourceMap {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** The map of the text that `pieces` make up, each of whose lines stands for the line of the original that its piece comes from. */
export function mapOf(path: string, original: string, pieces: readonly Piece[]): SourceMap {
  const placeOf = places(original);
  const lines: number[][][] = [[]];
  let column = 0;
  for (const { text, from } of pieces) {
    const [line, at] = placeOf(from);
    for (const [i, part] of text.split('\n').entries()) {
      if (i > 0) {
        lines.push([]);
        column = 0;
      }
      lines.at(-1)?.push([column, 0, line, at]);
      column += part.length;
    }
  }
  return { version: 3, sources: [path], sourcesContent: [original], names: [], mappings: encoded(lines) };
}

/** Line and column of an offset, both from 0. */
function places(text: string): (offset: number) => [line: number, column: number] {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    let line = 0;
    for (let above = starts.length; above - line > 1; ) {
      const middle = (line + above) >> 1;
      if ((starts[middle] as number) <= offset) line = middle;
      else above = middle;
    }
    return [line, offset - (starts[line] as number)];
  };
}

/** Every number as its difference from the one before it: of the columns within a line, of the others within the map. */
function encoded(lines: readonly (readonly (readonly number[])[])[]): string {
  let before = [0, 0, 0, 0];
  return lines
    .map((segments) => {
      before = [0, ...before.slice(1)];
      return segments
        .map((segment) => {
          const text = segment.map((number, i) => vlq(number - (before[i] as number))).join('');
          before = [...segment];
          return text;
        })
        .join(',');
    })
    .join(';');
}
