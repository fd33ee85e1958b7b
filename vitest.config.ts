import { defineConfig } from 'vitest/config';
import { compilerForVite } from './src/compiler/plugins.ts';

export default defineConfig({
  test: {
    projects: [
      { plugins: [compilerForVite()], test: { name: 'unit', pool: 'threads', isolate: false, include: ['test/**/*.test.ts'], exclude: ['test/interop/**', 'test/browser/**'], testTimeout: 30_000 } },
      { test: { name: 'interop', include: ['test/interop/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
    ],
  },
});
