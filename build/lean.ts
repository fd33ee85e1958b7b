import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { rewritten } from './rewritten.ts';
import type { Rewritten } from './rewritten.ts';
import type { SourceMap } from './source_map.ts';
import { twinsOf } from './twin_module.ts';
import { writeEdits } from './writes.ts';

/** Types whose decoders get lean twins (see twin_module.ts), and whose encoders write in place (see writes.ts). */
const TYPES = /[\\/]src[\\/]types[\\/][\w\\/]+\.ts$/;

export function made(path: string, text: string): Rewritten {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const { edits, appended } = twinsOf(file);
  return rewritten(path, text, [...edits, ...writeEdits(file)], appended);
}

interface EsbuildPlugin {
  onLoad(options: { filter: RegExp }, load: (file: { path: string }) => { contents: string; loader: 'ts' }): void;
}

/** Makes the twins while tsup bundles. */
export const leanForEsbuild = {
  name: 'lean',
  setup(build: EsbuildPlugin): void {
    build.onLoad({ filter: TYPES }, ({ path }) => {
      const { code, map } = made(path, readFileSync(path, 'utf8'));
      return { contents: `${code}\n${inline(map)}`, loader: 'ts' };
    });
  },
};

function inline(map: SourceMap): string {
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

/** Makes them while vitest loads src, so that its tests read with twins as users do. */
export const leanForVite = {
  name: 'lean',
  enforce: 'pre' as const,
  transform(text: string, path: string): Rewritten | undefined {
    return TYPES.test(path) ? made(path, text) : undefined;
  },
};
