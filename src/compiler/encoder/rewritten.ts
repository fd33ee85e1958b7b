import { basename } from 'node:path';
import type ts from 'typescript';
import { mappings } from '../language/source_map.ts';
import type { Segment, SourceMap } from '../language/source_map.ts';

/** Some text of a rewritten module, and the offset in the original of what it stands for. */
export interface Piece {
  readonly text: string;
  readonly from: number;
}

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
export function rewritten(file: ts.SourceFile, edits: readonly Edit[]): Rewritten {
  const { text } = file;
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, pieces: made } of [...edits].sort((a, b) => a.start - b.start)) {
    pieces.push(...words(text, at, start), ...made);
    at = end;
  }
  pieces.push(...words(text, at, text.length));
  return { code: pieces.map((piece) => piece.text).join(''), map: mapOf(file, pieces) };
}

/** Original text word by word, so that each keeps its place. */
function words(text: string, start: number, end: number): Piece[] {
  return Array.from(text.slice(start, end).matchAll(/\w+|\s+|[^\w\s]/g), ({ 0: word, index }) => ({ text: word, from: start + index }));
}

/** The map of the text that `pieces` make up, each of whose lines stands for the line of the original that its piece comes from. */
function mapOf(file: ts.SourceFile, pieces: readonly Piece[]): SourceMap {
  const lines: Segment[][] = [[]];
  let column = 0;
  for (const { text, from } of pieces) {
    const place = file.getLineAndCharacterOfPosition(from);
    for (const [i, part] of text.split('\n').entries()) {
      if (i > 0) {
        lines.push([]);
        column = 0;
      }
      lines.at(-1)?.push({ column, source: 0, ...place });
      column += part.length;
    }
  }
  return { version: 3, file: basename(file.fileName), sources: [file.fileName], sourcesContent: [file.text], names: [], mappings: mappings(lines) };
}
