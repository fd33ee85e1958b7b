import { dirname, relative } from 'node:path';
import { vlq } from './language/vlq.ts';
import type { Line } from './decoder/writer.ts';

/** A source map of version 3: which line of the labelled source each line comes from. */
export interface SourceMap {
  readonly version: 3;
  readonly file: string;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** The map of a written module whose first `skipped` lines come from nowhere. */
export function sourceMapOf(path: string, lines: readonly Line[], skipped: number): SourceMap {
  const files = [...new Set(lines.slice(skipped).map(({ node }) => node.getSourceFile()))];
  const before = { source: 0, line: 0, column: 0 };
  const mappings = lines.map(({ node, depth }, i) => {
    if (i < skipped) return '';
    const file = node.getSourceFile();
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart());
    const source = files.indexOf(file);
    const fields = [2 * depth, source - before.source, line - before.line, character - before.column];
    Object.assign(before, { source, line, column: character });
    return fields.map(vlq).join('');
  });
  return {
    version: 3,
    file: path.slice(path.lastIndexOf('/') + 1),
    sources: files.map(({ fileName }) => relative(dirname(path), fileName).replaceAll('\\', '/')),
    sourcesContent: files.map(({ text }) => text),
    names: [],
    mappings: mappings.join(';'),
  };
}
