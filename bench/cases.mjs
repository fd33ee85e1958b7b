// The table: what is measured, the goal, and the two sides of sides.mjs it comes from.
import { hasTshark } from './captures.mjs';
import { PEERS } from './peers/peers.mjs';

const YARDSTICK = 'yardstick luminous';

/** Ours must be 1.5 times as fast, and this is ours / theirs. */
const PEER_GOAL = 1 / 1.5;

const against = (verb, side) => PEERS.filter((peer) => peer[verb] !== undefined).map(({ name, version }) => ({
  name: `MonMap ${verb}, against ${name}`,
  goal: PEER_GOAL,
  ours: side,
  against: `${name} ${verb}s`,
  missing: version === undefined ? 'npm ci --prefix bench' : undefined,
  unchecked: true, // they change as much by what the other library gets of a machine
}));

/** In a service, and in a process that does nothing else: an ArrayBuffer for each message. */
const messages = [
  { name: 'MonMap decode, ADDR2', goal: 0.5, ours: 'decode ADDR2', against: 'yardstick ADDR2' },
  { name: 'MonMap decode, legacy', goal: 0.6, ours: 'decode legacy', against: 'yardstick legacy' },
  { name: 'MonMap decode, Pacific v9', goal: 0.55, ours: 'decode Pacific v9', against: 'yardstick Pacific v9' },
  { name: 'MonMap decode, short names', goal: 0.6, ours: 'decode short names', against: 'yardstick short names' },
  { name: 'MonMap encode, ADDR2', goal: 0.6, ours: 'encode ADDR2', against: 'yardstick ADDR2' },
  { name: 'utime_t decode, less its reading', goal: 15, ours: 'decode utime', against: 'read utime', difference: true, unit: 'ns', unchecked: true },
];
const messagesWhere = (where) => messages.map((one) => ({ ...one, name: `${where}: ${one.name}`, ours: `${one.ours}, ${where}` }));

const COPY = 'copy and crc32c of 64 KiB';

/** Not for --check: another machine has another tshark, and such long runs are seldom undisturbed. */
const TSHARK = { missing: hasTshark() ? undefined : 'apt-get install tshark', unchecked: true };

/**
 * `name`; `ours` and `against`, whose ratio is the figure, unless `difference`; without `against` it is ours alone, and `unit`
 * says of what; `goal`: the highest figure to be content with; `missing`: what would install a side that is not there;
 * `unchecked`: --check leaves it out.
 */
export const CASES = [
  ...messagesWhere('service'),
  ...messagesWhere('alone'),
  { name: 'MonMap decode, Luminous, 3 monitors', goal: 0.5, ours: 'decode luminous', against: YARDSTICK },
  { name: 'MonMap decode, legacy addresses', goal: 0.5, ours: 'decode luminous legacy', against: 'yardstick luminous legacy' },
  { name: 'MonMap decode, Pacific v9', goal: 0.5, ours: 'decode pacific', against: 'yardstick pacific' },
  { name: 'MonMap decode, a monitor of 100', goal: 1, ours: 'decode 100 monitors, each', against: 'decode 3 monitors, each' },
  { name: 'MonMap encode, Luminous, 3 monitors', goal: 0.5, ours: 'encode luminous', against: YARDSTICK },
  { name: 'entity_addr_t of 1,000, ADDR2', goal: 0.05, ours: 'decode addresses, ADDR2', against: YARDSTICK },
  { name: 'entity_addr_t of 1,000, legacy', goal: 0.05, ours: 'decode addresses, legacy', against: YARDSTICK },
  { name: 'MonMap decode after a trace', goal: 1.1, ours: 'decode after a trace', against: 'decode luminous' },
  { name: "MonMap decode as hammer, Hammer's v3", goal: 1.1, ours: 'decode hammer as hammer', against: 'decode hammer' },
  { name: 'MonMap decode as hammer, Luminous v5', goal: 1.1, ours: 'decode luminous legacy as hammer', against: 'decode luminous legacy' },
  { name: 'MonMap decode, bufferlist of 1 segment', goal: 1.05, ours: 'decode one segment', against: 'decode luminous' },
  { name: 'MonMap decode, 64-byte segments', goal: 2, ours: 'decode 64-byte segments', against: 'decode luminous' },
  { name: 'append of 1,000,000 u32', goal: 3, ours: 'append u32s', against: 'DataView loop' },
  { name: 'crc32c of 4 MiB', goal: 0.6, ours: 'crc32c 4 MiB', against: 'slicing by 8' },
  { name: 'crc32c of 64 bytes', goal: 1, ours: 'crc32c 64 bytes', against: 'crc32c by byte' },
  { name: 'feature test', goal: 2, ours: 'feature test', against: 'bit test', unchecked: true },
  { name: 'feature test, allocated', goal: 0, ours: 'allocated by feature test', unit: 'bytes' },
  { name: 'explain of a MonMap', goal: 8, ours: 'explain luminous', against: 'decode luminous' },
  { name: 'MonMap decode, allocated', goal: 1.5, ours: 'allocated by decode', against: 'returned by decode' },
  { name: 'MonMap decode, BigInts', goal: 0, ours: 'BigInts of decode', unit: 'of them' },
  { name: 'import of the core entry', goal: 15, ours: 'import core', against: 'import empty', difference: true, unit: 'ms', unchecked: true },
  { name: 'bundle of decode and MonMap, from cephwire/decode', goal: 14, ours: 'bundle of decode', unit: 'kB' },
  { name: 'bundle of decode, encode, MonMap', goal: 20, ours: 'bundle of decode and encode', unit: 'kB' },
  { name: 'bundle of the whole core entry', goal: 32, ours: 'bundle of the core entry', unit: 'kB' },
  { name: 'messenger v1, receiving 64 KiB', ours: 'receive v1', against: COPY },
  { name: 'messenger v1, sending 64 KiB', ours: 'send v1', against: COPY },
  { name: 'messenger v2, receiving 64 KiB', ours: 'receive v2', against: COPY },
  { name: 'messenger v2, sending 64 KiB', ours: 'send v2', against: COPY },
  { name: 'capture of v1 and v2, against tshark', ...TSHARK, ours: 'dissect mixed', against: 'tshark mixed' },
  { name: 'capture of v1 alone, against tshark', ...TSHARK, ours: 'dissect v1', against: 'tshark v1' },
  ...against('decode', 'decode luminous'),
  ...against('encode', 'encode luminous'),
];
