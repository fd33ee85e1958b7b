import { defineConfig } from 'tsup';
import { compilerForEsbuild } from './src/compiler/plugins.ts';

export default defineConfig([
  {
    entry: ['src/index.ts', 'src/decode.ts', 'src/buffer.ts', 'src/features.ts', 'src/inspect.ts', 'src/messenger.ts', 'src/capture.ts', 'src/node.ts'],
    format: ['esm', 'cjs'],
    platform: 'neutral',
    target: 'es2022',
    removeNodeProtocol: false, // the node entry's imports, which say what they are
    external: [/^node:/],
    splitting: true, // the entries share their classes
    dts: true,
    sourcemap: true,
    esbuildPlugins: [compilerForEsbuild],
  },
  {
    entry: ['src/cli.ts'],
    format: ['esm'],
    platform: 'node',
    target: 'node20',
    esbuildPlugins: [compilerForEsbuild],
  },
]);
