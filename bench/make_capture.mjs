// Writes a capture file of any size for measurements: the fixture's connections again and again, each time from another client.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HELP = `usage: node bench/make_capture.mjs [--size MIB] [--kind tiny|v1|mixed] [-o FILE]

  --size MIB            at least so large (default 64)
  --kind tiny|v1|mixed  tiny: connections of 1 to 2 KB alone, as probes make; v1: those of them that speak messenger v1; mixed, the
                        default: all of the fixture, most of it in two connections of 76 KB
  -o FILE               by default capture.pcap in a new temporary folder, whose path is printed
`;

const FIXTURE = new URL('../fixtures/capture/one-mon.pcapng', import.meta.url);
const MIB = 1024 * 1024;
const ENHANCED_PACKET = 6;
const [ETHERNET, IPV4, RECORD_HEADER] = [14, 20, 16];
/** What a client sends and is sent, at most, to count as tiny. */
const TINY = 4096;
/** The fixture's monitor listens here for messenger v1. */
const V1_PORT = 16789;

/** Frames of the fixture: little-endian, one interface, Ethernet and IPv4 without options. */
function framesOf(file) {
  const frames = [];
  for (let at = 0; at < file.length; at += file.readUInt32LE(at + 4)) {
    if (file.readUInt32LE(at) === ENHANCED_PACKET) frames.push(file.subarray(at + 28, at + 28 + file.readUInt32LE(at + 20)));
  }
  return frames;
}

/** A frame's connection and server, and whether the client sent it: its port is the one that the system chose. */
function placed(frame) {
  const ports = [frame.readUInt16BE(ETHERNET + IPV4), frame.readUInt16BE(ETHERNET + IPV4 + 2)];
  return { frame, client: Math.max(...ports), server: Math.min(...ports), isFromClient: ports[0] > ports[1] };
}

function isTiny(all, client) {
  return all.reduce((sum, each) => sum + (each.client === client ? each.frame.length - 66 : 0), 0) <= TINY;
}

const KINDS = new Map([
  ['tiny', (all) => all.filter(({ client }) => isTiny(all, client))],
  ['v1', (all) => all.filter(({ server }) => server === V1_PORT)],
  ['mixed', (all) => all],
]);

/** Records of a pcap, and where in them the clients' addresses stand. */
function roundOf(frames) {
  const clientsAt = [];
  let length = 0;
  const records = frames.map(({ frame, isFromClient }) => {
    const header = Buffer.alloc(RECORD_HEADER);
    header.writeUInt32LE(frame.length, 8);
    header.writeUInt32LE(frame.length, 12);
    clientsAt.push({ record: length, ip: length + RECORD_HEADER + ETHERNET, addr: length + RECORD_HEADER + ETHERNET + (isFromClient ? 12 : 16) });
    length += RECORD_HEADER + frame.length;
    return Buffer.concat([header, frame]);
  });
  return { bytes: Buffer.concat(records), clientsAt };
}

/** The nth round: clients in 127.0.0.0/8, one second a round, and the sums of the IP headers right. */
function dress({ bytes, clientsAt }, nth) {
  for (const [i, { record, ip, addr }] of clientsAt.entries()) {
    bytes.writeUInt32LE(1_600_000_000 + nth, record);
    bytes.writeUInt32LE(i, record + 4);
    bytes.writeUInt32BE(0x7f000000 + (nth % 0xffffff) + 1, addr);
    bytes.writeUInt16BE(0, ip + 10);
    let sum = 0;
    for (let at = ip; at < ip + IPV4; at += 2) sum += bytes.readUInt16BE(at);
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
    bytes.writeUInt16BE(~sum & 0xffff, ip + 10);
  }
  return bytes;
}

function fileHeader() {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20); // Ethernet
  return header;
}

/**
 * Writes at least `size` MiB to a file.
 *
 * @returns how often the fixture's connections are in it
 */
export function makeCapture(path, { size = 64, kind = 'mixed' } = {}) {
  if (!(size > 0)) throw new TypeError(`--size takes MiB, got "${size}"`);
  const framesOfKind = KINDS.get(kind);
  if (framesOfKind === undefined) throw new TypeError(`--kind takes ${[...KINDS.keys()].join(', ')}, got "${kind}"`);
  const round = roundOf(framesOfKind(framesOf(readFileSync(FIXTURE)).map(placed)));
  const rounds = Math.ceil((size * MIB) / round.bytes.length);
  const file = openSync(path, 'w');
  try {
    writeSync(file, fileHeader());
    for (let nth = 0; nth < rounds; nth++) writeSync(file, dress(round, nth));
  } finally {
    closeSync(file);
  }
  return rounds;
}

/** Makes a capture in a temporary folder for as long as `use` runs, which is given its path. */
export async function withCapture(options, use) {
  const folder = mkdtempSync(join(tmpdir(), 'cephwire-bench-'));
  try {
    const path = join(folder, 'capture.pcap');
    makeCapture(path, options);
    return await use(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main() {
  const { values } = parseArgs({ options: { size: { type: 'string', default: '64' }, kind: { type: 'string', default: 'mixed' }, output: { type: 'string', short: 'o' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP.trimEnd());
  const path = values.output ?? join(mkdtempSync(join(tmpdir(), 'cephwire-bench-')), 'capture.pcap');
  const rounds = makeCapture(path, { size: Number(values.size), kind: values.kind });
  console.log(`${path}: ${rounds} rounds of ${values.kind}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
  }
}
