import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileTypes } from './modules.ts';
import type { Compiled } from './modules.ts';

const TYPES = fileURLToPath(new URL('../types', import.meta.url)).replaceAll('\\', '/');
/** Where the written modules are left for whoever wants to read them. */
const READABLE = fileURLToPath(new URL('../../dist/compiled', import.meta.url));

/** The types as they are now; made when the first of them is loaded. */
class Sources {
  private made: Compiled | undefined;

  get compiled(): Compiled {
    return (this.made ??= compileTypes(TYPES));
  }

  /** A written module, or one that was changed, whose lines are where they were; undefined for any other. */
  load(path: string): { code: string; map: object | null } | undefined {
    if (!path.startsWith(`${TYPES}/`)) return undefined;
    const written = this.compiled.written.get(path);
    if (written !== undefined) return { code: written.text, map: written.map };
    const changed = this.compiled.changed.get(path);
    return changed === undefined ? undefined : { code: changed, map: null };
  }

  has(path: string): boolean {
    return this.compiled.written.has(path);
  }

  /** Leaves each written module, with its map, beside the bundle. */
  leave(): void {
    mkdirSync(READABLE, { recursive: true });
    for (const [path, { text, map }] of this.compiled.written) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      writeFileSync(join(READABLE, name), `${text}//# sourceMappingURL=${name}.map\n`);
      writeFileSync(join(READABLE, `${name}.map`), JSON.stringify(map));
    }
  }
}

interface EsbuildPlugin {
  onResolve(options: { filter: RegExp }, resolve: (of: { path: string; resolveDir: string }) => { path: string } | undefined): void;
  onLoad(options: { filter: RegExp }, load: (file: { path: string }) => { contents: string; loader: 'ts' } | undefined): void;
  onEnd(end: () => void): void;
}

/** Compiles the types while tsup bundles. */
export const compilerForEsbuild = {
  name: 'cephwire-compiler',
  setup(build: EsbuildPlugin): void {
    const sources = new Sources();
    build.onResolve({ filter: /\.fast\.ts$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path) }));
    build.onLoad({ filter: /[\\/]src[\\/]types[\\/].*\.ts$/ }, ({ path }) => {
      const loaded = sources.load(path.replaceAll('\\', '/'));
      return loaded && { contents: loaded.code + (loaded.map === null ? '' : inlineMap(loaded.map)), loader: 'ts' };
    });
    build.onEnd(() => sources.leave());
  },
};

function inlineMap(map: object): string {
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`;
}

/** Compiles them while vitest loads src, so that its tests read as users do. */
export function compilerForVite(): {
  name: string;
  enforce: 'pre';
  resolveId(this: void, id: string, importer: string | undefined): string | undefined;
  load(this: void, id: string): { code: string; map: object | null } | undefined;
} {
  const sources = new Sources();
  return {
    name: 'cephwire-compiler',
    enforce: 'pre',
    resolveId: (id, importer) => {
      if (importer === undefined || !id.endsWith('.fast.ts')) return undefined;
      const path = join(dirname(importer), id).replaceAll('\\', '/');
      return sources.has(path) ? path : undefined;
    },
    load: (id) => sources.load(id),
  };
}
