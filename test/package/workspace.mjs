// A folder as a user has it: the packed package installed, and programs beside it.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Compilers, bundlers and runtimes are here, and not where the programs could find them. */
export const TOOLS = fileURLToPath(new URL('node_modules', import.meta.url));
const INPUT = { message: 'fixtures/messages/MMonMap/v5-incident-hammer59.bin', capture: 'fixtures/capture/one-mon.pcapng' };

export function makeWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), 'cephwire-package-'));
  const npm = (args, cwd) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = npm(['pack', '--json', '--pack-destination', folder], ROOT); // builds first, and says so
  const [{ filename, unpackedSize }] = JSON.parse(printed.slice(printed.indexOf('[\n')));
  const tarball = join(folder, filename);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'user', private: true }));
  npm(['install', '--no-audit', '--no-fund', tarball], folder);
  cpSync(fileURLToPath(new URL('use', import.meta.url)), folder, { recursive: true });
  const bytes = Object.entries(INPUT).map(([name, path]) => `  ${name}: of('${readFileSync(join(ROOT, path)).toString('base64')}'),\n`);
  writeFileSync(join(folder, 'input.mjs'), `const of = (text) => Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));\nexport const input = {\n${bytes.join('')}};\n`);
  return { folder, tarball, unpackedSize, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The folder again, for programs that have the types of Node. */
export function withNodeTypes({ folder }) {
  mkdirSync(join(folder, 'node', 'node_modules', '@types'), { recursive: true });
  symlinkSync(join(TOOLS, '@types', 'node'), join(folder, 'node', 'node_modules', '@types', 'node'));
  return join(folder, 'node');
}

/** Runs a program and returns what it printed; an Error with all of it if it fails, or writes to standard error. */
export function run(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const options = { cwd, encoding: 'utf8', maxBuffer: 1 << 26, env: { ...process.env, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' } };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null && stderr === '') resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}${error === null ? '' : (error.code ?? error.signal)}`));
    });
  });
}
