import { diagnosisJson } from '../../../inspect/diagnose/json.ts';
import type { ProbeResult, ProbedMap } from '../../../net/probe/probe.ts';
import type { ProbeStep } from '../../../net/probe/step.ts';
import { snakeCased } from '../../../text/snake_case.ts';
import { formatEntityAddr } from '../../../types/common/entity_addr_t.ts';
import { MonMap } from '../../../types/mon/MonMap/MonMap.ts';

/** What a probe found out, as JSON. */
export function probeJson({ host, port, features, steps, map, error }: ProbeResult): object {
  return {
    ...snakeCased({ host, port, features, steps: steps.map(stepFields) }),
    map: map === null ? null : mapJson(map),
    error: error === null ? null : { code: error.code, message: error.message },
  };
}

/** A step with its addresses as text. */
function stepFields(step: ProbeStep): object {
  switch (step.kind) {
    case 'seen': return { ...step, addr: formatEntityAddr(step.addr) };
    case 'server': return { ...step, addrs: step.addrs.map(formatEntityAddr) };
    default: return step;
  }
}

/** The map with the keys of `ceph mon dump -f json`, and its diagnosis. */
function mapJson({ diagnosis }: ProbedMap): object {
  const { value } = diagnosis.own;
  return { monmap: value === undefined ? null : MonMap.dump(value), diagnosis: diagnosisJson(diagnosis) };
}
