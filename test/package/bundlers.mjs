// Each bundler makes a bundle of the whole program, which must still print its line, and of a MonMap's decoder alone.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import * as vite from 'vite';
import webpack from 'webpack';
import { run } from './workspace.mjs';
import { judge } from './runtimes.mjs';

/** Each writes `folder/NAME.mjs`, minified, for browsers. */
const BUNDLERS = {
  esbuild: (entry, outfile) => esbuild.build({ entryPoints: [entry], outfile, bundle: true, minify: true, format: 'esm', logLevel: 'warning' }),
  async rollup(entry, outfile) {
    const onwarn = (warning) => {
      throw new Error(warning.message);
    };
    const made = await (await rollup({ input: entry, plugins: [nodeResolve()], onwarn })).generate({ format: 'es' });
    writeFileSync(outfile, (await esbuild.transform(made.output[0].code, { minify: true })).code); // Rollup itself does not minify
  },
  async webpack(entry, outfile) {
    const [path, filename] = [outfile.slice(0, outfile.lastIndexOf('/')), outfile.slice(outfile.lastIndexOf('/') + 1)];
    const output = { path, filename, module: true, library: { type: 'module' } };
    const stats = await promisify(webpack)({ mode: 'production', target: ['web', 'es2022'], entry, output, experiments: { outputModule: true }, performance: false });
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
  },
  async vite(entry, outfile) {
    const lib = { entry, formats: ['es'], fileName: () => outfile.slice(outfile.lastIndexOf('/') + 1) };
    const build = { lib, outDir: outfile.slice(0, outfile.lastIndexOf('/')), emptyOutDir: false, minify: 'oxc', rolldownOptions: { output: { minify: true } } };
    await vite.build({ root: entry.slice(0, entry.lastIndexOf('/')), configFile: false, logLevel: 'error', build });
  },
};

/** By name: what is measured in kilobytes, minified by esbuild and compressed. A limit must hold, a goal is only shown. */
const EXPORTS = {
  'decode-only MonMap': { code: "export { decode, MonMap } from 'cephwire/decode';", limit: 14 },
  'core entry': { code: "export * from 'cephwire';", goal: 32 },
};

export function bundlerJobs({ folder }) {
  mkdirSync(join(folder, 'bundles'));
  writeFileSync(join(folder, 'reading.mjs'), EXPORTS['decode-only MonMap'].code);
  return Object.entries(BUNDLERS).map(([name, bundle]) => ({
    environment: `bundled by ${name}`,
    what: '',
    async run() {
      const made = async (program) => {
        const outfile = join(folder, 'bundles', `${name}-${program}.mjs`);
        await bundle(join(folder, `${program}.mjs`), outfile);
        return outfile;
      };
      const [main, reading] = [await made('main'), await made('reading')];
      judge(await run(process.execPath, [main], folder));
      return `ok: decode-only MonMap ${kilobytes(reading)} kB`;
    },
  }));
}

export function sizeJobs({ folder, unpackedSize }) {
  const limited = (name, size, { limit, goal }, unit) => {
    if (size > limit) throw new Error(`${name} has ${size} ${unit}, and may have ${limit}`);
    return `${size} ${unit} (${limit === undefined ? `goal ${goal}` : `at most ${limit}`})`;
  };
  const entries = Object.entries(EXPORTS).map(([name, { code, ...bounds }]) => ({
    environment: `${name}, gzip`,
    what: '',
    async run() {
      const outfile = join(folder, 'bundles', `${name.replaceAll(' ', '-')}.js`);
      await esbuild.build({ stdin: { contents: code, resolveDir: folder }, outfile, bundle: true, minify: true, format: 'esm', logLevel: 'warning' });
      return limited(name, kilobytes(outfile), bounds, 'kB');
    },
  }));
  return [{ environment: 'package, unpacked', what: '', run: async () => limited('the package', unpackedSize / 1e6, { limit: 1.5 }, 'MB') }, ...entries];
}

function kilobytes(file) {
  return gzipSync(readFileSync(file), { level: 9 }).length / 1000;
}
