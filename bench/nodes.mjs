// The Node binaries to measure on.
import { execFileSync } from 'node:child_process';

export const ALL_MAJORS = ['20', '22', '24', '26'];

const RUNNING = { path: process.execPath, version: process.version, major: process.versions.node.split('.')[0] };

/** The running Node for its own major, else the newest that npx finds; by default the running one alone. */
export function nodesOf(majors = [RUNNING.major]) {
  return majors.map((major) => (major === RUNNING.major ? RUNNING : fetched(major)));
}

function fetched(major) {
  if (!/^\d+$/.test(major)) throw new TypeError(`--node needs major versions, such as 20,22, got "${major}"`);
  const args = ['-y', '-p', `node@${major}`, 'node', '-p', 'process.execPath + " " + process.version'];
  const [path, version] = execFileSync('npx', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split(' ');
  return { path, version, major };
}
