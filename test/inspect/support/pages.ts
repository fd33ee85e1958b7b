import { encode } from '../../../src/encoding/ceph_type.ts';
import { explain } from '../../../src/inspect/explain/explain.ts';
import type { Explanation } from '../../../src/inspect/explain/explain.ts';
import { explainHtml } from '../../../src/inspect/html/html.ts';
import { MMonMap } from '../../../src/types/messages/MMonMap.ts';
import { MonMap } from '../../../src/types/mon/MonMap/MonMap.ts';
import { fixture } from '../../support/fixtures.ts';
import { mapOf, monOf } from '../../types/support/support.ts';

export const INCIDENT = fixture('messages/MMonMap/v5-incident-hammer59.bin').bytes;

export const ours = (): Explanation<unknown> => explain(MMonMap, INCIDENT);
export const hammers = (): Explanation<unknown> => explain(MMonMap, INCIDENT, { release: 'hammer' });
export const incidentPage = (): string => explainHtml(ours(), hammers());

/** A v5 map with ADDR2 addresses, of monitors with these names. */
export function mapNaming(...names: readonly string[]): Uint8Array {
  return encode(MonMap, mapOf(names.map((name, i) => monOf(name, `v1:10.0.${i >> 8}.${i & 255}:6789/0`))), { features: 'luminous', release: 'luminous' });
}

export const HOSTILE = '<img src=x onerror=alert(1)>"\'</script>\u202e\u009b2J';
