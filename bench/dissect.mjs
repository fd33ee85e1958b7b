// `node bench/dissect.mjs FILE` finds the messages of a capture and prints how many there are.
import { openSync, readSync } from 'node:fs';
import { CaptureDissector } from '../dist/capture.js';

const file = openSync(process.argv[2]);
const chunk = new Uint8Array(64 * 1024);
const dissector = new CaptureDissector();
for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) dissector.receive(chunk.subarray(0, length));
dissector.end();
if (dissector.error !== null) throw dissector.error;
if (dissector.counts.messages === 0) throw new Error('no message found');
console.log(dissector.counts.messages);
