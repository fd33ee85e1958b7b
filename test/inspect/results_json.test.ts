import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../src/features/mask64.ts';
import { diagnose } from '../../src/inspect/diagnose/diagnose.ts';
import { explain } from '../../src/inspect/explain/explain.ts';
import { MMonMap } from '../../src/types/messages/MMonMap.ts';

const incident = new Uint8Array(readFileSync(new URL('../../fixtures/messages/MMonMap/v5-incident-hammer59.bin', import.meta.url)));

/** The JSON of a result, in which no bytes are spelt out one by one. */
function told(result: unknown): string {
  const text = JSON.stringify(result);
  expect(text).not.toMatch(/\{"0":|\[object/);
  return text;
}

describe('JSON.stringify', () => {
  it('prints an explanation, with the bytes of its leaves', () => {
    const { bytes, rows } = JSON.parse(told(explain(MMonMap, incident))) as { readonly bytes: string; readonly rows: { readonly bytes: string | null }[] };
    expect(rows.map((row) => row.bytes ?? '').join('')).toBe(bytes);
  });

  it('prints why an explanation ends', () => {
    const { error } = JSON.parse(told(explain(MMonMap, incident, { release: 'hammer' }))) as { readonly error: object };
    expect(error).toEqual({ name: 'DecodeError', message: 'MMonMap.monmap.created.nsec at offset 190: need 4 bytes, 0 left', path: 'MMonMap.monmap.created.nsec', code: 'end_of_buffer', offset: 190, reason: 'need 4 bytes, 0 left', needed: 4, available: 0 });
  });

  it('prints a diagnosis, with the monitors of the map', () => {
    const diagnosis = diagnose(MMonMap, incident, { peer: Mask64.parse('0x08c3ffffffffffff') });
    expect(JSON.parse(told(diagnosis))).toMatchObject({ peer: { release: 'hammer' }, own: { value: { mons: [{ name: 'mon1' }] } } });
    expect(told(diagnosis.peer)).toContain('"release":"hammer"');
  });
});
