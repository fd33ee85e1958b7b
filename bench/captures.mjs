// How long a capture takes, us and tshark: processes from their start to their end, which read the same file.
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withCapture } from './make_capture.mjs';

const DISSECT = fileURLToPath(new URL('dissect.mjs', import.meta.url));

export const hasTshark = () => spawnSync('tshark', ['--version'], { stdio: 'ignore' }).status === 0;

/** Milliseconds for 64 MiB of `kind`. */
export const ourTime = (kind) => timeOf(kind, process.execPath, (path) => [DISSECT, path]);
export const tsharkTime = (kind) => timeOf(kind, 'tshark', (path) => ['-r', path, '-Y', 'ceph']);

function timeOf(kind, command, argsFor) {
  return withCapture({ kind }, (path) => {
    const start = performance.now();
    execFileSync(command, argsFor(path), { stdio: ['ignore', 'ignore', 'pipe'] });
    return performance.now() - start;
  });
}
