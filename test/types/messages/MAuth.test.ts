import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { decode, encode } from '../../../src/encoding/ceph_type.ts';
import { MAuth } from '../../../src/types/messages/MAuth.ts';
import { PAXOS_OF_CLIENT } from '../../../src/types/messages/PaxosServiceMessage.ts';
import type { Stored } from '../../../src/types/messages/message_type.ts';
import { hex } from '../../support/support.ts';
import { itIsACephType, outcome, readablePrefixes, throughExactJson, written } from '../support/support.ts';
import { inMessage } from './bytes.ts';

const withoutEpoch = hex`
  0000000000000000 ffff 0000000000000000   # version 0, deprecated_session_mon -1, deprecated_session_mon_tid 0
  02000000 03000000 caff07                 # protocol 2, auth_payload`;
const front = hex`
  ${withoutEpoch}
  05000000                                 # monmap_epoch 5`;
const auth: Stored<MAuth> = { ...PAXOS_OF_CLIENT, protocol: 2, authPayload: hex`caff07`, monmapEpoch: 5, message: null };

describe('the front of an MAuth', () => {
  it('is the prefix of a request to a service, a protocol, opaque bytes and an epoch', () => {
    expect(decode(MAuth, front)).toEqual(auth);
    expect(written(MAuth, auth)).toBe(toHex(front));
  });

  it('may end before the epoch, as from a kernel client', () => {
    expect(decode(MAuth, withoutEpoch)).toEqual({ ...auth, monmapEpoch: null });
    expect(written(MAuth, { ...auth, monmapEpoch: null })).toBe(toHex(withoutEpoch));
    expect(throughExactJson(MAuth, { ...auth, monmapEpoch: null })).toEqual({ ...auth, monmapEpoch: null });
  });

  it('is a DecodeError when cut anywhere else', () => {
    expect(readablePrefixes(MAuth, front)).toEqual([withoutEpoch.length]);
    expect(outcome(MAuth, front.subarray(0, withoutEpoch.length + 3))).toMatchObject({ code: 'end_of_buffer', path: 'MAuth.monmap_epoch', offset: withoutEpoch.length });
    expect(outcome(MAuth, front.subarray(0, withoutEpoch.length - 1))).toMatchObject({ path: 'MAuth.auth_payload', offset: 26 });
  });

  it('prints, and has the JSON of ceph-dencoder: one line', () => {
    expect(MAuth.print(auth)).toBe('auth(proto 2 3 bytes epoch 5)');
    expect(MAuth.print({ ...auth, monmapEpoch: null })).toBe('auth(proto 2 3 bytes epoch 0)');
    expect(MAuth.dump(auth)).toEqual({ summary: 'auth(proto 2 3 bytes epoch 5)' });
  });
});

describe('a stored MAuth', () => {
  const stored = encode(MAuth, inMessage(MAuth, auth));

  itIsACephType(MAuth, stored);

  it('is of version 1, compatible with 1, for any peer of any release', () => {
    for (const options of [{}, { release: 'hammer', features: 0n }] as const) {
      expect(decode(MAuth, encode(MAuth, inMessage(MAuth, auth), options)).message).toMatchObject({ version: 1, compatVersion: 1 });
    }
  });
});
