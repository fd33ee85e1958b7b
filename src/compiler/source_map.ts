import { basename, dirname, relative } from 'node:path';
import { mappings } from './language/source_map.ts';
import type { SourceMap } from './language/source_map.ts';
import type { Line } from './function/lines/writer.ts';

/** The map of a written module whose first `skipped` lines come from nowhere. */
export function sourceMapOf(path: string, lines: readonly Line[], skipped: number): SourceMap {
  const files = [...new Set(lines.slice(skipped).map(({ node }) => node.getSourceFile()))];
  const segments = lines.map(({ node, depth }, i) => {
    if (i < skipped) return [];
    const file = node.getSourceFile();
    return [{ column: 2 * depth, source: files.indexOf(file), ...file.getLineAndCharacterOfPosition(node.getStart()) }];
  });
  return {
    version: 3,
    file: basename(path),
    sources: files.map(({ fileName }) => relative(dirname(path), fileName).replaceAll('\\', '/')),
    sourcesContent: files.map(({ text }) => text),
    names: [],
    mappings: mappings(segments),
  };
}
