import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encode } from '../../../src/encoding/ceph_type.ts';
import * as core from '../../../src/index.ts';
import { diagnose } from '../../../src/inspect/diagnose/diagnose.ts';
import type { PeerDiagnosis } from '../../../src/inspect/diagnose/peer.ts';
import { bitRemedies, codecName } from '../../../src/inspect/diagnose/remedies.ts';
import { diagnosisText, formText, remedyText } from '../../../src/inspect/diagnose/text.ts';
import { explain } from '../../../src/inspect/explain/explain.ts';
import { EntityAddr, parseEntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { TYPES } from '../../../src/types/registry.ts';

const HAMMER59 = '0x08c3ffffffffffff';
const incident = readFileSync('fixtures/messages/MMonMap/v5-incident-hammer59.bin').subarray(4);

function peerOf(peer: string): PeerDiagnosis {
  const diagnosis = diagnose(MonMap, incident, { peer }).peer;
  if (diagnosis === null) throw new Error('no peer');
  return diagnosis;
}

describe('the remedy', () => {
  it('for an untrusted bit is to patch the client', () => {
    expect(remedyText(peerOf(HAMMER59))).toBe('patch the client so that it does not advertise bit 59, or so that it supports MSG_ADDR2');
  });

  it('for a bit that the client does not advertise is to find out who does', () => {
    expect(remedyText(peerOf('hammer'))).toBe(
      'these bytes were written for another peer: find out who advertises bit 59 on behalf of this client, or encode for the features that the client itself advertises',
    );
  });

  it('for a bit that the client may well have is to upgrade it', () => {
    const { blame, release, negotiation } = peerOf(HAMMER59);
    expect(bitRemedies(blame, release, { ...negotiation, untrusted: [] })).toEqual([
      { actor: 'client', text: 'upgrade the client: hammer advertises bit 59, but does not support this form', cost: null },
    ]);
  });

  it('is empty if the peer can read the bytes', () => {
    expect(remedyText(peerOf('luminous'))).toBe('');
  });

  it('names the codec of the type as this library exports it', () => {
    for (const { name } of TYPES.values()) expect(core, name).toHaveProperty(codecName(name));
    const addr2 = encode(EntityAddr, parseEntityAddr('v1:10.0.0.1:6789/0'));
    expect(diagnosisText(diagnose(EntityAddr, addr2, { peer: HAMMER59 }))).toMatch(/encode\(EntityAddr, value,\s+negotiate\(local, peer\)\)/);
  });
});

describe('the form', () => {
  it('counts the bytes, and names the version and the form of addresses', () => {
    expect(formText(explain(MonMap, incident).rows, incident.length)).toBe('186 bytes, struct_v 5, ADDR2 addresses');
    expect(formText([], 1)).toBe('1 byte');
  });
});
