import { defineConfig } from 'tsup';
import type { Options } from 'tsup';
import { compilerForEsbuild } from './src/compiler/plugins.ts';

const ENTRIES = ['index', 'decode', 'buffer', 'features', 'inspect', 'messenger', 'capture', 'node'].map((name) => `src/${name}.ts`);

const common: Options = {
  platform: 'neutral',
  target: 'es2022',
  removeNodeProtocol: false, // the node entry's imports, which say what they are
  external: [/^node:/],
  splitting: true, // the entries share their classes
  sourcemap: true,
  esbuildPlugins: [compilerForEsbuild],
};

export default defineConfig([
  { ...common, entry: [...ENTRIES, 'src/cli.ts'], format: ['esm'], dts: { entry: ENTRIES } },
  { ...common, entry: ENTRIES, format: ['cjs'], dts: { entry: ENTRIES } },
]);
