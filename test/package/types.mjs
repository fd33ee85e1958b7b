// Every TypeScript that users may have, with every way to find a module, and no declaration left unchecked.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOOLS, run, withNodeTypes } from './workspace.mjs';

const NAMES = Object.keys(JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')).dependencies).filter((name) => name.startsWith('typescript-'));
const OPTIONS = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, target: 'es2022', lib: ['es2022'] };
/** By resolution: what it needs besides OPTIONS, and the files that it is tried on. A page has the DOM, which has types of the same names. */
const RESOLUTIONS = {
  node16: { options: { module: 'node16', moduleResolution: 'node16' }, files: ['mts', 'cts'] },
  nodenext: { options: { module: 'nodenext', moduleResolution: 'nodenext' }, files: ['mts', 'cts'] },
  bundler: { options: { module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom'] }, files: ['ts'] },
  node10: { options: { module: 'commonjs', moduleResolution: 'node10' }, files: ['ts'], until: 7 },
};

/** One job for each compiler, resolution, and program: all entries but `cephwire/node` without the types of Node, all with them. */
export function typeJobs(workspace) {
  const folders = [
    { folder: workspace.folder, program: 'types.ts', types: [], what: '' },
    { folder: withNodeTypes(workspace), program: 'types_node.ts', types: ['node'], what: ' with @types/node' },
  ];
  return NAMES.flatMap((name) => {
    const { version } = JSON.parse(readFileSync(join(TOOLS, name, 'package.json'), 'utf8'));
    const major = Number(version.split('.')[0]);
    const known = Object.entries(RESOLUTIONS).filter(([, { until = Infinity }]) => major < until);
    return known.flatMap(([resolution, { options, files }]) =>
      folders.map(({ folder, program, types, what }) => ({
        environment: `TypeScript ${version}`,
        what: resolution + what,
        run: () => check(join(TOOLS, name, 'bin', 'tsc'), join(folder, `${name}-${resolution}`), join(workspace.folder, program), {
          files,
          options: { ...OPTIONS, ...options, types, ...(resolution === 'node10' && major === 6 ? { ignoreDeprecations: '6.0' } : {}) },
        }),
      })),
    );
  });
}

async function check(tsc, folder, program, { files, options }) {
  mkdirSync(folder);
  for (const extension of files) cpSync(program, join(folder, `use.${extension}`));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: files.map((extension) => `use.${extension}`) }));
  await run(process.execPath, [tsc, '-p', '.'], folder);
}
