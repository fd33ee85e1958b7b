import { readFileSync, writeFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import ts from 'typescript';
import { defineConfig } from 'tsup';
import type { Options } from 'tsup';
import { compilerForEsbuild } from './src/compiler/plugins.ts';

type Plugin = NonNullable<Options['plugins']>[number];

const ENTRIES = ['index', 'decode', 'buffer', 'features', 'inspect', 'messenger', 'capture', 'node'].map((name) => `src/${name}.ts`);

/** Node prints the whole line of an error that nobody caught. */
const LONGEST_LINE = 160;

/** Takes out the docstrings that esbuild leaves in classes, since the declarations have them, and the paths in src, which the maps have. Every line stays where it is. */
function withoutComments(code: string): string {
  const docstrings: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    docstrings.push(...ts.getJSDocCommentsAndTags(node).filter(({ parent }) => parent === node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('chunk.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  return docstrings.reduceRight((text, { pos, end }) => text.slice(0, pos) + text.slice(pos, end).replace(/.+/g, '') + text.slice(end), code).replace(/^\/\/ src\/.*$/gm, '');
}

/** Shortens files that tsup has written, and takes out where their maps are. Done earlier, tsup would join words: it makes `return_a` of `return a??b`. */
function compact(files: readonly string[]): void {
  for (const file of files) writeFileSync(file, transformSync(readFileSync(file, 'utf8'), { minifySyntax: true, minifyWhitespace: true, minifyIdentifiers: /cli\.js$|\.cjs$/.test(file), lineLimit: LONGEST_LINE, target: 'es2022' }).code);
}

const common = {
  platform: 'neutral',
  target: 'es2022',
  removeNodeProtocol: false, // the node entry's imports, which say what they are
  external: [/^node:/],
  splitting: true, // the entries share their classes
  esbuildPlugins: [compilerForEsbuild],
} satisfies Options;

const comments: Plugin = { name: 'without-comments', renderChunk: (code, { map }) => ({ code: withoutComments(code), map: map ?? null }) };
/*
 * What people do not read: the command, and the same code and declarations again for programs that cannot import. White space goes
 * elsewhere too where a bundler needs no comments to see what is unused.
 */
const isShort = (name: string): boolean => /cli\.js$|\.cjs$/.test(name) || (name.endsWith('.js') && !readFileSync(name, 'utf8').includes('__PURE__'));
const short: Plugin = { name: 'compact', buildEnd: ({ writtenFiles }) => compact(writtenFiles.map(({ name }) => name).filter(isShort)) };

export default defineConfig([
  { ...common, sourcemap: true, plugins: [comments, short], esbuildOptions: (options) => { options.minifySyntax = true; }, entry: [...ENTRIES, 'src/cli.ts'], format: ['esm'], dts: { entry: ENTRIES } },
  { ...common, plugins: [comments, short], entry: ENTRIES, format: ['cjs'], dts: { entry: ENTRIES, compilerOptions: { removeComments: true } } },
]);
