import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/* What a bundler keeps of the library for a program that names one type only. Needs `npm run build`. */

async function bundled(contents: string): Promise<Record<string, unknown>> {
  const stdin = { contents, resolveDir: fileURLToPath(new URL('..', import.meta.url)) };
  const { outputFiles: [file] } = await build({ stdin, bundle: true, minify: true, format: 'esm', write: false, logLevel: 'silent' });
  return import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(file?.contents ?? expect.unreachable()).toString('base64')}`) as Promise<Record<string, unknown>>;
}

describe('a bundle of MonMap alone', () => {
  it('has the text and the JSON of all that is in a map, although no type but MonMap is named', async () => {
    const { asked } = await bundled(`
      import { decode, encode, MonMap, parseJson } from 'cephwire';
      const json = { fsid: 'a95fdcf2-74c1-456e-9de8-b4bd237924bc', epoch: 1, modified: '7.000000', created: '0.000000', mons: [{ name: 'a', addr: '10.0.0.1:6789/0' }] };
      const map = decode(MonMap, encode(MonMap, MonMap.load(parseJson(JSON.stringify(json)))));
      const info = map.monInfo.get('a');
      const parts = [map, info, info.publicAddrs[0], info.publicAddrs[0].ip, map.lastChanged, map.persistentFeatures];
      export const asked = [parts.map(String), parts.slice(2).map((part) => JSON.stringify(part))];`);
    expect(asked).toEqual([
      ['e1: 1 mons at {a=v1:10.0.0.1:6789/0}', 'mon.a addrs v1:10.0.0.1:6789/0 priority 0 weight 0', 'v1:10.0.0.1:6789/0', '10.0.0.1', '7.000000', '0x0000000000000000'],
      ['{"type":"v1","addr":"10.0.0.1:6789","nonce":0}', '"10.0.0.1"', '{"seconds":7,"nanoseconds":0}', '"0x0000000000000000"'],
    ]);
  });
});
