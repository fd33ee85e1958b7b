import { diagnosisJson } from '../../inspect/diagnose/json.ts';
import type { DiagnosisJson } from '../../inspect/diagnose/json.ts';
import type { Json } from '../../text/json.ts';
import { snakeCased } from '../../text/snake_case.ts';
import type { SnakeCased } from '../../text/snake_case.ts';
import { jsonBy } from '../../text/with_json.ts';
import { formatEntityAddr } from '../../types/common/entity_addr_t.ts';
import { MonMap } from '../../types/mon/MonMap/MonMap.ts';
import type { ProbeErrorCode } from './probe_error.ts';
import type { ProbeResult, ProbedMap } from './result.ts';
import type { ProbeStep, SeenStep, ServerStep } from './step.ts';

/** What a probe found out, as JSON with keys in snake_case. A mask is `0x` and 16 hex digits, a u64 a decimal string. */
export interface ProbeJson {
  readonly host: string;
  readonly port: number;
  readonly features: string;
  readonly steps: readonly ProbeStepJson[];
  readonly map: ProbedMapJson | null;
  readonly error: { readonly code: ProbeErrorCode; readonly message: string } | null;
}

/** A step: the keys of {@link ProbeStep}, with each address as text. */
export type ProbeStepJson =
  | SnakeCased<Exclude<ProbeStep, SeenStep | ServerStep>>
  | { readonly kind: 'seen'; readonly addr: string }
  | { readonly kind: 'server'; readonly addrs: readonly string[]; readonly is_dialled: boolean };

/** The map that the monitor sent, and its diagnosis for a client with the offered features. */
export interface ProbedMapJson {
  /** With the keys of `ceph mon dump -f json`; null if the map does not decode. */
  readonly monmap: Json;
  readonly diagnosis: DiagnosisJson;
}

/**
 * A probe as JSON, as `cephwire probe --json` prints it. `JSON.stringify` makes the same of a result.
 *
 * @example
 * ```ts
 * import { probe, probeJson } from 'cephwire/node';
 *
 * const json = probeJson(await probe({ host: '127.0.0.1', port: 1, features: 'hammer' }));
 * console.log(json.features, json.error); // no monitor is there
 * // → 0x00c3ffffffffffff { code: 'connection', message: '127.0.0.1:1: connection refused' }
 * ```
 */
export function probeJson({ host, port, features, steps, map, error }: ProbeResult): ProbeJson {
  return {
    host, port, features: features.toString(),
    steps: steps.map(probeStepJson),
    map: map === null ? null : mapJson(map),
    error: error === null ? null : { code: error.code, message: error.message },
  };
}

/**
 * A step of a probe as JSON, as in {@link ProbeJson}. `JSON.stringify` makes the same of a step that `onStep` gets.
 *
 * @example
 * ```ts
 * import { parseEntityAddr } from 'cephwire';
 * import { probeStepJson } from 'cephwire/node';
 * import type { ProbeStep } from 'cephwire/node';
 *
 * const onStep = (step: ProbeStep): void => console.log(JSON.stringify(probeStepJson(step))); // an option of `probe`
 * onStep({ kind: 'seen', addr: parseEntityAddr('v1:10.0.0.9:0/123') }); // → {"kind":"seen","addr":"v1:10.0.0.9:0/123"}
 * ```
 */
export function probeStepJson(step: ProbeStep): ProbeStepJson {
  switch (step.kind) {
    case 'seen': return { kind: step.kind, addr: formatEntityAddr(step.addr) };
    case 'server': return { kind: step.kind, addrs: step.addrs.map(formatEntityAddr), is_dialled: step.isDialled };
    default: return snakeCased(step) as ProbeStepJson;
  }
}

function mapJson({ diagnosis }: ProbedMap): ProbedMapJson {
  const { value } = diagnosis.own;
  return { monmap: value === undefined ? null : MonMap.dump(value), diagnosis: diagnosisJson(diagnosis) };
}

/** Let `JSON.stringify` print a step and a result. */
export const stepWithJson = jsonBy(probeStepJson);
export const resultWithJson = jsonBy(probeJson);
