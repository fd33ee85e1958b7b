import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MessageEvent } from '../../src/capture/ceph/event.ts';
import { CaptureDissector } from '../../src/capture/dissect.ts';
import { formatUtime } from '../../src/types/common/utime_t.ts';

const FILE = 'fixtures/capture/one-mon.pcapng';
const V1_PORT = 16789;
const V2_PORT = 13300;

/** One packet in which tshark saw Ceph. */
interface Packet {
  readonly time: string;
  readonly srcPort: number;
  readonly info: string;
  readonly isMalformed: boolean;
}

/** What tshark makes of the capture, packet by packet, those alone in which it sees Ceph. */
function tsharkPackets(): Packet[] {
  const fields = ['frame.time_epoch', 'tcp.srcport', '_ws.malformed', '_ws.col.Info'].flatMap((field) => ['-e', field]);
  const text = execFileSync('tshark', ['-r', FILE, '-Y', 'ceph', '-T', 'fields', ...fields], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return text.trimEnd().split('\n').map((line) => {
    const [time = '', srcPort, malformed, info = ''] = line.split('\t');
    return { time, srcPort: Number(srcPort), info, isMalformed: malformed !== '' };
  });
}

function ourMaps(): MessageEvent[] {
  const dissector = new CaptureDissector();
  const events = [...dissector.receive(readFileSync(FILE)), ...dissector.end()];
  return events.filter((event): event is MessageEvent => event.kind === 'message' && event.typeName === 'MMonMap');
}

const isMissing = spawnSync('tshark', ['--version']).error !== undefined;
const title = `tshark${isMissing ? ', which is not installed: apt-get install tshark' : ''}`;

// Where it has to be installed, its absence is a failure.
describe.skipIf(isMissing && !process.env['CI'])(title, () => {
  let packets: Packet[];
  const maps = ourMaps();
  const mapPackets = (): Packet[] => packets.filter(({ info }) => info.includes('Mon Map'));

  beforeAll(() => {
    packets = tsharkPackets();
  });

  it('sees the maps of messenger v1 in the packets in which we find them', () => {
    const stamps = new Set(maps.filter(({ connection }) => connection.version === 1).map(({ stamp }) => (stamp === null ? '' : formatUtime(stamp, 'Z', 9))));
    const theirs = mapPackets().map(({ time }) => `${new Date(Math.floor(Number(time)) * 1000).toISOString().slice(0, 19)}.${time.split('.')[1]}Z`);
    expect(new Set(theirs)).toEqual(stamps);
  });

  // As of tshark 4.0.17, which knows MonMap v3 and no messenger v2; one that does better has earned other numbers.
  it('calls nine of these ten packets malformed, where we decode every map', () => {
    expect(mapPackets().map(({ srcPort }) => srcPort)).toEqual(new Array(10).fill(V1_PORT));
    expect(mapPackets().filter(({ isMalformed }) => isMalformed).length).toBe(9);
    const ours = maps.filter(({ connection }) => connection.version === 1);
    expect(ours.map(({ verdict }) => verdict)).toEqual(new Array(13).fill('read'));
  });

  it('reads no message of messenger v2, where we decode every map', () => {
    const theirs = packets.filter(({ srcPort }) => srcPort === V2_PORT);
    expect(new Set(theirs.map(({ info }) => info))).toEqual(new Set(['Connect']));
    const ours = maps.filter(({ connection }) => connection.version === 2);
    expect(ours.map(({ verdict }) => verdict)).toEqual(new Array(8).fill('read'));
  });
});
