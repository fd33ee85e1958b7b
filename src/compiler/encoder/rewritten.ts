import { mapOf } from './source_map.ts';
import type { Piece, SourceMap } from './source_map.ts';

/** What stands in the place of the original from `start` up to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
}

export interface Rewritten {
  readonly code: string;
  readonly map: SourceMap;
}

/** The module with its edits. Its map leads from every line back to the original. */
export function rewritten(path: string, text: string, edits: readonly Edit[]): Rewritten {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, pieces: made } of [...edits].sort((a, b) => a.start - b.start)) {
    pieces.push(...words(text, at, start), ...made);
    at = end;
  }
  pieces.push(...words(text, at, text.length));
  return { code: pieces.map((piece) => piece.text).join(''), map: mapOf(path, text, pieces) };
}

/** Original text word by word, so that each keeps its place. */
function words(text: string, start: number, end: number): Piece[] {
  return Array.from(text.slice(start, end).matchAll(/\w+|\s+|[^\w\s]/g), ({ 0: word, index }) => ({ text: word, from: start + index }));
}
