// The package as users get it: npm ci --prefix test/package && npm run test:package
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { browserJobs } from './browser.mjs';
import { bundlerJobs, sizeJobs } from './bundlers.mjs';
import { runtimeJobs } from './runtimes.mjs';
import { typeJobs } from './types.mjs';
import { TOOLS, makeWorkspace, run } from './workspace.mjs';

/** A job checks one thing in one environment; it throws if that is wrong, and may return what is to be shown. */
const finished = [];

async function runJobs(jobs) {
  const queue = [...jobs];
  finished.push(...jobs);
  const work = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await runJob(job);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

async function runJob(job) {
  try {
    job.outcome = (await job.run()) ?? 'ok';
  } catch (error) {
    job.outcome = '**fails**';
    process.exitCode = 1;
    console.error(`\n${job.environment} ${job.what}: ${error.message}`);
  }
}

/** One row for each environment: what was tried there, by its outcome. */
function table() {
  const rows = new Map();
  for (const { environment, what, outcome } of finished) {
    const row = rows.get(environment) ?? new Map();
    rows.set(environment, row.set(outcome, [...(row.get(outcome) ?? []), what].filter((tried) => tried !== '')));
  }
  const cell = (row) => [...row].map(([outcome, tried]) => (tried.length === 0 ? outcome : `${outcome}: ${tried.join(', ')}`)).join('; ');
  return [...rows].map(([environment, row]) => `| ${environment} | ${cell(row)} |`).join('\n');
}

const workspace = makeWorkspace();
try {
  await runJobs(bundlerJobs(workspace));
  await runJobs(sizeJobs(workspace));
  const browser = await browserJobs(workspace);
  await runJobs([...runtimeJobs(workspace), ...browser.jobs]);
  await browser.close();
  await runJobs([{ environment: 'Are the types wrong?', what: '', run: () => run(join(TOOLS, '.bin', 'attw'), ['--quiet', workspace.tarball], workspace.folder).then(() => 'no') }]);
  await runJobs(typeJobs(workspace));
} finally {
  workspace.remove();
}
console.log(`\n| environment | result |\n|---|---|\n${table()}`);
