import { diagnosisJson } from '../../../inspect/diagnose/json.ts';
import type { ProbeResult, ProbedMap } from '../../../net/probe/probe.ts';
import type { ProbeStep } from '../../../net/probe/step.ts';
import { MonMap } from '../../../types/mon/MonMap/MonMap.ts';
import { formatEntityAddr } from '../../../types/common/entity_addr_t.ts';

/** What a probe found out as data for machines, fit for JSON.stringify. */
export function probeJson({ host, port, features, steps, map, error }: ProbeResult): object {
  return {
    host,
    port,
    features,
    steps: steps.map(stepJson),
    map: map === null ? null : mapJson(map),
    error: error === null ? null : { code: error.code, message: error.message },
  };
}

function stepJson(step: ProbeStep): object {
  switch (step.kind) {
    case 'seen': return { ...step, addr: formatEntityAddr(step.addr) };
    case 'server': return { ...step, addrs: step.addrs.map(formatEntityAddr) };
    case 'auth': return { ...step, globalId: String(step.globalId) };
    default: return step;
  }
}

/** The map with the keys of `ceph mon dump -f json`. */
function mapJson({ diagnosis }: ProbedMap): object {
  const { value } = diagnosis.own;
  return { monmap: value === undefined ? null : MonMap.dump(value), diagnosis: diagnosisJson(diagnosis) };
}
