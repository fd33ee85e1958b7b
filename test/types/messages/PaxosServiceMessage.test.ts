import { expect, it } from 'vitest';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { encoderFor } from '../../../src/encoding/ceph_type.ts';
import { Decoder } from '../../../src/encoding/decoder.ts';
import { JsonNode } from '../../../src/text/json.ts';
import { PAXOS_OF_CLIENT, decodePaxos, dumpPaxos, encodePaxos, loadPaxos } from '../../../src/types/messages/PaxosServiceMessage.ts';
import { hex } from '../../support/support.ts';

const bytes = hex`
  0000000000000000   # version 0
  ffff               # deprecated_session_mon -1
  0000000000000000   # deprecated_session_mon_tid 0`;

it('a PaxosServiceMessage from a client begins with 0, -1 and 0', () => {
  const e = encoderFor({});
  encodePaxos(e, PAXOS_OF_CLIENT);
  expect(toHex(e.toBytes())).toBe(toHex(bytes));
  expect(new Decoder(bytes).whole('', decodePaxos)).toEqual(PAXOS_OF_CLIENT);
});

it('a PaxosServiceMessage comes back from its JSON, at both ends of its range', () => {
  for (const paxos of [
    { version: 2n ** 64n - 1n, deprecatedSessionMon: 0x7fff, deprecatedSessionMonTid: 1n },
    { version: 1n, deprecatedSessionMon: -0x8000, deprecatedSessionMonTid: 2n ** 64n - 1n },
  ]) {
    const dumped = Object.fromEntries(Object.entries(dumpPaxos(paxos)).map(([key, value]) => [key, String(value)]));
    expect(loadPaxos(new JsonNode(dumped, ''))).toEqual(paxos);
  }
});
