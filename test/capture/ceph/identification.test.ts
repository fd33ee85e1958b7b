import { describe, expect, it } from 'vitest';
import { Identification } from '../../../src/capture/ceph/identification.ts';
import type { Identified, Chunk } from '../../../src/capture/ceph/identification.ts';
import type { End, TcpConnection } from '../../../src/capture/tcp/event.ts';
import { Ipv4 } from '../../../src/types/common/ip.ts';
import { ascii } from '../support/support.ts';

function connection(port: number, client: End | null): TcpConnection {
  return { id: 1, client, endpoints: [{ ip: new Ipv4(1), port: 40_000 }, { ip: new Ipv4(2), port }] };
}

function chunk(from: End, bytes: Uint8Array | null, length = bytes?.length ?? 0): Chunk {
  return { from, bytes, length, stamp: null };
}

/** The result of the last chunk, as version and client. */
function decide(of: Identification, ...chunks: readonly Chunk[]): unknown {
  const result = chunks.map((each) => of.addChunk(each)).at(-1);
  return typeof result === 'object' && result !== null ? summary(result) : result;
}

function summary({ reader, client }: Identified): unknown {
  return { version: reader.version, client };
}

describe('Identification', () => {
  it('waits for enough of a banner to distinguish the versions', () => {
    const of = new Identification(connection(6789, 0));
    expect(decide(of, chunk(1, ascii('ceph')))).toBeNull();
    expect(decide(of, chunk(1, ascii(' v')))).toBeNull();
    expect(decide(of, chunk(1, ascii('0')))).toEqual({ version: 1, client: 0 });
    expect(decide(new Identification(connection(3300, 0)), chunk(0, ascii('ceph v2\n')))).toEqual({ version: 2, client: 0 });
  });

  it('finds the client from the SYN, and without one from the first banner in v1, or from the ports in v2', () => {
    expect(decide(new Identification(connection(6789, 1)), chunk(1, ascii('ceph v027')))).toEqual({ version: 1, client: 1 });
    expect(decide(new Identification(connection(6789, null)), chunk(0, ascii('ceph v027')))).toEqual({ version: 1, client: 1 });
    expect(decide(new Identification(connection(3300, null)), chunk(1, ascii('ceph v2\n')))).toEqual({ version: 2, client: 0 });
  });

  it('decides at once that it is another protocol, if the beginning was captured', () => {
    expect(decide(new Identification(connection(6789, 0)), chunk(0, ascii('SSH-2.0')))).toBe('other');
  });

  it('keeps looking without a beginning and after a gap, longer on a port of Ceph', () => {
    const quarter = chunk(0, new Uint8Array(256 * 1024));
    expect(decide(new Identification(connection(80, null)), quarter)).toBeNull();
    expect(decide(new Identification(connection(80, null)), quarter, chunk(1, ascii('x')))).toBe('other');
    expect(decide(new Identification(connection(6789, null)), quarter, chunk(1, ascii('x')))).toBeNull();
    expect(decide(new Identification(connection(80, 0)), chunk(0, null, 9), chunk(0, ascii('x')))).toBeNull();
  });

  it('holds almost nothing while it looks', () => {
    const of = new Identification(connection(6789, null));
    of.addChunk(chunk(0, new Uint8Array(1024 * 1024)));
    expect(of.held).toBe(0);
  });
});
