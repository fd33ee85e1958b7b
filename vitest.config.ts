import { defineConfig } from 'vitest/config';
import { compilerForVite } from './src/compiler/plugins.ts';

/** No test waits for time to pass. These limits end what hangs, and a busy machine must not come near them. */
const LIMITS = { testTimeout: 300_000, hookTimeout: 300_000 };

/** Threads start faster, but on Node 26 a worker thread exits without a word in test/buffer/model; a process does not. */
const POOL = Number(process.versions.node.split('.')[0]) >= 26 ? 'forks' : 'threads';

export default defineConfig({
  test: {
    projects: [
      { plugins: [compilerForVite()], test: { name: 'unit', pool: POOL, isolate: false, include: ['test/**/*.test.ts'], exclude: ['test/interop/**', 'test/browser/**', 'test/package/**'], ...LIMITS } },
      { test: { name: 'interop', include: ['test/interop/**/*.test.ts'], ...LIMITS } },
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], ...LIMITS } },
    ],
  },
});
