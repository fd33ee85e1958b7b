// The programs of use/ in each runtime. Each prints one line, the same everywhere, and nothing else.
import { join } from 'node:path';
import { TOOLS, run } from './workspace.mjs';

const NODES = [20, 22, 24, 26];

export const EXPECTED = {
  text: 'fsid bc6515b9-af68-4221-b9dd-771e91ebfc44',
  json: true,
  hammer: [3, 190],
  decodeOnly: 1,
  error: 'length_past_parent',
  explained: 'MonMap.created.nsec',
  verdict: 'fails',
  negotiated: '0x0001cfbdfffdffff',
  captured: [70, 21],
  checksums: true,
};

/** Throws if a program did not print the one line that it must. */
export function judge(printed, expected = EXPECTED) {
  if (printed.trim() !== JSON.stringify(expected)) throw new Error(`printed  ${printed.trim()}\nexpected ${JSON.stringify(expected)}`);
}

export function runtimeJobs({ folder }) {
  const job = (environment, what, command, args, expected) => ({ environment, what, run: async () => judge(await run(command, args, folder), expected) });
  const programs = (environment, command, args) => [
    job(environment, 'import', command, [...args, 'main.mjs']),
    job(environment, 'require', command, [...args, 'main.cjs']),
    job(environment, 'worker', command, [...args, 'worker.mjs']),
    job(environment, 'sockets', command, [...args, 'sockets.mjs'], 'end_of_stream'),
  ];
  return [
    ...NODES.flatMap((version) => {
      const node = ['-y', '-p', `node@${version}`, 'node'];
      // A Node that can require an ES module may choose the ESM build for it: older ones cannot.
      return [...programs(`Node ${version}`, 'npx', node), job(`Node ${version}`, 'require as before 20.19', 'npx', [...node, '--no-experimental-require-module', 'main.cjs'])];
    }),
    ...programs('Bun', join(TOOLS, '.bin', 'bun'), ['run']),
    ...programs('Deno', join(TOOLS, '.bin', 'deno'), ['run', '--quiet', '--allow-read', '--allow-env', '--allow-net=127.0.0.1']),
  ];
}
