// Runs the interop suite: npm run test:interop -- [--ceph-root DIR] [what vitest takes]
// DIR is the root of packages unpacked there (dpkg-deb -x), with the libraries they depend on.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const args = process.argv.slice(2);
const at = args.indexOf('--ceph-root');
const [, root] = at < 0 ? [] : args.splice(at, 2);
if (at >= 0 && root === undefined) {
  console.error('--ceph-root takes a folder');
  process.exit(2);
}
const env = root === undefined ? process.env : { ...process.env, CEPH_ROOT: resolve(root) };
const vitest = spawn('vitest', ['run', '--project', 'interop', ...args], { stdio: 'inherit', env });
vitest.on('error', (error) => console.error(`cannot start vitest (use npm run test:interop): ${error.message}`));
vitest.on('exit', (code) => process.exit(code ?? 1));
