import { readFileSync } from 'node:fs';
import { withTwins } from './twin_module.ts';
import { withWrites } from './writes.ts';

/** Types whose decoders get lean twins; see twin_module.ts. */
const TYPES = /[\\/]src[\\/]types[\\/][\w\\/]+\.ts$/;

function made(path: string, text: string): string {
  return withWrites(path, withTwins(path, text));
}

interface EsbuildPlugin {
  onLoad(options: { filter: RegExp }, load: (file: { path: string }) => { contents: string; loader: 'ts' }): void;
}

/** Makes the twins while tsup bundles. */
export const leanForEsbuild = {
  name: 'lean',
  setup(build: EsbuildPlugin): void {
    build.onLoad({ filter: TYPES }, ({ path }) => ({ contents: made(path, readFileSync(path, 'utf8')), loader: 'ts' }));
  },
};

/** Makes them while vitest loads src, so that its tests read with twins as users do. */
export const leanForVite = {
  name: 'lean',
  enforce: 'pre' as const,
  transform(text: string, path: string): { code: string; map: null } | undefined {
    return TYPES.test(path) ? { code: made(path, text), map: null } : undefined;
  },
};
