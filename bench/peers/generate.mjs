// Writes generated/ anew from mon_map.proto and mon_map.ksy. The generators are no dependencies: fetch them first with
//   npm install --no-save --ignore-scripts --prefix bench \
//     protobufjs-cli@2.7.1 @bufbuild/buf@1.75.0 @bufbuild/protoc-gen-es@2.17.0 kaitai-struct-compiler@0.11.0 js-yaml@5.5.0
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const cwd = fileURLToPath(new URL('.', import.meta.url));
const bin = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
const run = (tool, ...args) => execFileSync(tool, args, { cwd, env, stdio: 'inherit' });

// Nothing but encode and decode.
const leftOut = ['create', 'verify', 'convert', 'delimited', 'typeurl', 'service', 'comments'].map((part) => `--no-${part}`);
run('pbjs', '--target', 'static-module', '--wrap', 'es6', ...leftOut, '--out', 'generated/mon_map.mjs', 'mon_map.proto');

const template = { version: 'v2', plugins: [{ local: 'protoc-gen-es', out: 'generated', opt: ['target=js'] }] };
run('buf', 'generate', '--template', JSON.stringify(template), 'mon_map.proto');

const { load } = await import('js-yaml');
const { default: kaitai } = await import('kaitai-struct-compiler');
const ksy = load(readFileSync(new URL('mon_map.ksy', import.meta.url), 'utf8'));
const { 'MonMap.js': text } = await kaitai.compile('javascript', ksy, undefined, false);
writeFileSync(new URL('generated/mon_map.cjs', import.meta.url), text);
