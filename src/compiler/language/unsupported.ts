import type ts from 'typescript';

/**
 * A decoder that is written outside of the subset; the build stops with it.
 *
 * Message  `src/types/osd/pg_pool_t.ts:41: a while loop cannot be compiled: …`
 */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';

  constructor(node: ts.Node, what: string) {
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    super(`${shortPath(file.fileName)}:${line + 1}: ${what}`);
  }
}

/** From `src/` on. */
function shortPath(path: string): string {
  const at = path.lastIndexOf('/src/');
  return at < 0 ? path : path.slice(at + 1);
}
