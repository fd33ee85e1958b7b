import { encode } from '../../src/encoding/ceph_type.ts';
import { explain } from '../../src/inspect/explain.ts';
import type { Explanation } from '../../src/inspect/explain.ts';
import { explainHtml } from '../../src/inspect/html.ts';
import { mMonMap } from '../../src/types/MMonMap.ts';
import { monMap } from '../../src/types/MonMap.ts';
import { fixture } from '../fixtures.ts';
import { mapOf, monOf } from '../types/support.ts';

export const INCIDENT = fixture('MMonMap/v5-incident-hammer59.bin').bytes;

export const ours = (): Explanation<unknown> => explain(mMonMap, INCIDENT);
export const hammers = (): Explanation<unknown> => explain(mMonMap, INCIDENT, { as: 'hammer' });
export const incidentPage = (): string => explainHtml(ours(), hammers());

/** A v5 map in the ADDR2 form, of monitors with these names. */
export function mapNaming(...names: readonly string[]): Uint8Array {
  return encode(monMap, mapOf(names.map((name, i) => monOf(name, `v1:10.0.${i >> 8}.${i & 255}:6789/0`))), { features: 'luminous', release: 'luminous' });
}

export const HOSTILE = '<img src=x onerror=alert(1)>"\'</script>\u202e\u009b2J';
