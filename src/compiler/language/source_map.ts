/** A source map of version 3. */
export interface SourceMap {
  readonly version: 3;
  readonly file: string;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** Where the text from a column of a line on comes from. All count from 0. */
export interface Segment {
  readonly column: number;
  /** The number of the source. */
  readonly source: number;
  readonly line: number;
  readonly character: number;
}

/** Every number as its difference from the one before it: columns within a line, the others within the map. */
export function mappings(lines: readonly (readonly Segment[])[]): string {
  let before: Segment = { column: 0, source: 0, line: 0, character: 0 };
  const written = (segment: Segment): string => {
    const { column, source, line, character } = before;
    before = segment;
    return [segment.column - column, segment.source - source, segment.line - line, segment.character - character].map(vlq).join('');
  };
  return lines
    .map((segments) => {
      before = { ...before, column: 0 };
      return segments.map(written).join(',');
    })
    .join(';');
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A number as source maps write it: in base 64 with five bits to a digit, the lowest first; the lowest bit of all is the sign. */
function vlq(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit] ?? '';
  } while (rest > 0);
  return text;
}
