import { describe, expect, it } from 'vitest';
import { Identification } from '../../../src/capture/ceph/identification.ts';
import type { Identified, Chunk } from '../../../src/capture/ceph/identification.ts';
import type { End, TcpConnection } from '../../../src/capture/tcp/event.ts';
import { Ipv4 } from '../../../src/types/common/ip.ts';
import { ascii } from '../support/support.ts';

function connection(port: number, client: End | null): TcpConnection {
  return { id: 1, client, endpoints: [{ ip: new Ipv4(1), port: 40_000 }, { ip: new Ipv4(2), port }] };
}

function piece(from: End, bytes: Uint8Array | null, length = bytes?.length ?? 0): Chunk {
  return { from, bytes, length, stamp: null };
}

/** What the last of the pieces decides, as version and client. */
function decide(of: Identification, ...pieces: readonly Chunk[]): unknown {
  const result = pieces.map((each) => of.addChunk(each)).at(-1);
  return typeof result === 'object' && result !== null ? summary(result) : result;
}

function summary({ reader, client }: Identified): unknown {
  return { version: reader.version, client };
}

describe('Identification', () => {
  it('waits for as much of a banner as tells the versions apart', () => {
    const of = new Identification(connection(6789, 0));
    expect(decide(of, piece(1, ascii('ceph')))).toBeNull();
    expect(decide(of, piece(1, ascii(' v')))).toBeNull();
    expect(decide(of, piece(1, ascii('0')))).toEqual({ version: 1, client: 0 });
    expect(decide(new Identification(connection(3300, 0)), piece(0, ascii('ceph v2\n')))).toEqual({ version: 2, client: 0 });
  });

  it('believes the SYN before all else, and without one the first to speak in v1, the ports in v2', () => {
    expect(decide(new Identification(connection(6789, 1)), piece(1, ascii('ceph v027')))).toEqual({ version: 1, client: 1 });
    expect(decide(new Identification(connection(6789, null)), piece(0, ascii('ceph v027')))).toEqual({ version: 1, client: 1 });
    expect(decide(new Identification(connection(3300, null)), piece(1, ascii('ceph v2\n')))).toEqual({ version: 2, client: 0 });
  });

  it('knows at once that it is another protocol, where the beginning was seen', () => {
    expect(decide(new Identification(connection(6789, 0)), piece(0, ascii('SSH-2.0')))).toBe('other');
  });

  it('goes on looking in mid-stream and behind a gap, longer where a port is Ceph\'s', () => {
    const quarter = piece(0, new Uint8Array(256 * 1024));
    expect(decide(new Identification(connection(80, null)), quarter)).toBeNull();
    expect(decide(new Identification(connection(80, null)), quarter, piece(1, ascii('x')))).toBe('other');
    expect(decide(new Identification(connection(6789, null)), quarter, piece(1, ascii('x')))).toBeNull();
    expect(decide(new Identification(connection(80, 0)), piece(0, null, 9), piece(0, ascii('x')))).toBeNull();
  });

  it('keeps next to nothing while it looks', () => {
    const of = new Identification(connection(6789, null));
    of.addChunk(piece(0, new Uint8Array(1024 * 1024)));
    expect(of.held).toBe(0);
  });
});
