import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

/*
 * A program may hold this library twice: one of its modules imports it, and another requires it. Each question here is asked in a
 * process of its own. Needs `npm run build`.
 */

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What a program prints, as JSON. */
async function printed(program: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { cwd: ROOT });
  return JSON.parse(stdout);
}

const BOTH = `import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const require = createRequire(process.cwd() + '/x.js');
const bytes = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin');
const thrownBy = (call) => { try { call(); } catch (error) { return error; } };
const entry = (name, how) => how === 'esm' ? import('./dist/' + name + '.js') : require('./dist/' + name + '.cjs');
`;

/** The copies, in the order in which they are loaded. */
const ORDERS = [['esm', 'cjs'], ['cjs', 'esm']] as const;

describe.each(ORDERS)('what the %s build makes, in the hands of the %s build,', (first, second) => {
  const asked = (questions: string): Promise<unknown> => printed(`${BOTH}
const all = async (how) => ({ ...await entry('index', how), ...await entry('buffer', how), ...await entry('features', how) });
const [ours, theirs] = [await all('${first}'), await all('${second}')];
const [messenger, capture] = [await entry('messenger', '${second}'), await entry('capture', '${second}')];
console.log(JSON.stringify([${questions}]));`);

  it('is another copy', async () => {
    expect(await asked('ours.decode === theirs.decode, ours.Mask64 === theirs.Mask64')).toEqual([false, false]);
  });

  it('is an error of its class, and of no other', async () => {
    const error = 'thrownBy(() => ours.decode(ours.MonMap, new Uint8Array(3)))';
    expect(await asked(`${error} instanceof theirs.DecodeError, ${error} instanceof theirs.CephwireError, ${error} instanceof Error`)).toEqual([true, true, true]);
    expect(await asked(`${error} instanceof messenger.MessengerError, ${error} instanceof capture.CaptureError, new TypeError('x') instanceof theirs.CephwireError`)).toEqual([false, false, false]);
    expect(await asked("Object.create(null) instanceof theirs.CephwireError, null instanceof theirs.CephwireError, 'x' instanceof theirs.DecodeError")).toEqual([false, false, false]);
  });

  it('is a mask as good as its own', async () => {
    const mask = "ours.Mask64.parse('0x08c3ffffffffffff')";
    expect(await asked(`theirs.toFeatures(${mask}), theirs.Mask64.bit(3).or(${mask}), theirs.negotiate('pacific', ${mask}).features.equals(ours.negotiate('pacific', ${mask}).features)`)).toEqual(['0x08c3ffffffffffff', '0x08c3ffffffffffff', true]);
  });

  it('is a value that it prints and writes, and a bufferlist that it reads', async () => {
    const value = 'ours.decode(ours.MMonMap, bytes)';
    expect(await asked(`theirs.MMonMap.print(${value}) === ours.MMonMap.print(${value})`)).toEqual([true]);
    expect(await asked(`Buffer.compare(theirs.encode(theirs.MMonMap, ${value}), ours.encode(ours.MMonMap, ${value}))`)).toEqual([0]);
    expect(await asked('theirs.decode(theirs.MMonMap, ours.BufferList.from(bytes)).monmap.epoch')).toEqual([1]);
  });

  it('is a type that it reads by, and that reports wrong bytes', async () => {
    expect(await asked('theirs.decode(ours.MMonMap, bytes).monmap.epoch')).toEqual([1]);
    expect(await asked('thrownBy(() => theirs.decode(ours.MMonMap, bytes.subarray(0, 50)))')).toMatchObject([{ name: 'DecodeError', path: 'MMonMap.monmap.length' }]);
  });
});

describe('the package', () => {
  it('is one copy, imported and required, where Node can require ESM', async () => {
    const [canRequire, isOne] = (await printed(`${BOTH}
const names = ['cephwire', 'cephwire/decode', 'cephwire/buffer', 'cephwire/features', 'cephwire/inspect', 'cephwire/messenger', 'cephwire/capture', 'cephwire/node'];
const same = [];
for (const name of names) same.push(require(name) === await import(name));
console.log(JSON.stringify([Boolean(process.features.require_module), same]));`)) as [boolean, boolean[]];
    expect(isOne).toEqual(isOne.map(() => canRequire));
  });
});
