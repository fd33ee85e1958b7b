import ts from 'typescript';
import { defineConfig } from 'tsup';
import type { Options } from 'tsup';
import { compilerForEsbuild } from './src/compiler/plugins.ts';

const ENTRIES = ['index', 'decode', 'buffer', 'features', 'inspect', 'messenger', 'capture', 'node'].map((name) => `src/${name}.ts`);

/** Takes out the docstrings that esbuild leaves in classes: the declarations have them. Every line stays where it is. */
function withoutDocstrings(code: string): string {
  const docstrings: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    docstrings.push(...ts.getJSDocCommentsAndTags(node).filter(({ parent }) => parent === node));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('chunk.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  return docstrings.reduceRight((text, { pos, end }) => text.slice(0, pos) + text.slice(pos, end).replace(/.+/g, '') + text.slice(end), code);
}

const common: Options = {
  platform: 'neutral',
  target: 'es2022',
  removeNodeProtocol: false, // the node entry's imports, which say what they are
  external: [/^node:/],
  splitting: true, // the entries share their classes
  sourcemap: true,
  esbuildPlugins: [compilerForEsbuild],
  plugins: [{ name: 'without-docstrings', renderChunk: (code, { map }) => ({ code: withoutDocstrings(code), map: map ?? null }) }],
};

export default defineConfig([
  { ...common, entry: [...ENTRIES, 'src/cli.ts'], format: ['esm'], dts: { entry: ENTRIES } },
  // The same code again, for programs that cannot import: people read the other one. Names stay, for traces of the stack.
  { ...common, minifyWhitespace: true, minifySyntax: true, entry: ENTRIES, format: ['cjs'], dts: { entry: ENTRIES } },
]);
