import { featuresAndWho } from '../../../features/judge/who/text.ts';
import { namesOfBit } from '../../../features/tables/bit_meaning.ts';
import { SERVER_NAUTILUS } from '../../../features/masks.ts';
import type { Mask64 } from '../../../features/mask64.ts';
import { missingLines } from '../../../features/judge/missing/text.ts';
import { entry } from '../../../text/columns.ts';
import { formText, remedyText, verdictLines } from '../../../inspect/diagnose/text.ts';
import type { ProbeResult, ProbedMap } from '../../../net/probe/result.ts';
import type { BannerStep, FeaturesStep, ProbeStep } from '../../../net/probe/step.ts';
import { formatMonMap } from '../../../types/mon/MonMap/text.ts';
import { formatLegacy } from '../../../types/common/entity_addr_t.ts';
import { formatEntityAddrvec } from '../../../types/common/entity_addrvec_t.ts';

/** What a probe found out, as lines of at most 100 columns. The error is not in it: it goes to standard error. */
export function probeText({ features, steps, map }: ProbeResult): string {
  const lines = [
    ...entry('offered', featuresAndWho(features)),
    ...steps.flatMap((step) => stepLines(step, features)),
    ...(map === null ? [] : mapLines(map)),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines(step: ProbeStep, offered: Mask64): string[] {
  switch (step.kind) {
    case 'connected': return entry('connected', `to ${step.remote}, from ${step.local}`);
    case 'banner': return bannerLines(step, offered);
    case 'seen': return entry('our address', `the server sees us as ${formatLegacy(step.addr)}`);
    case 'server': return entry('server', `${formatEntityAddrvec(step.addrs)}${step.isDialled ? '' : ", not the address that was dialled: Ceph's own clients hang up"}`);
    case 'auth': return entry('auth', `none; we are client.${step.globalId}`);
    case 'features': return featuresLines(step);
    case 'missing': return step.features.flatMap((feature) => missingLines(step.side === 'client' ? 'we lack' : 'it lacks', feature));
    case 'map': return entry('map', `${step.length - 4} bytes after the length prefix, ${step.isChecked ? 'checksums correct' : 'without checksums'}`);
  }
}

function bannerLines({ revision, supported, required }: BannerStep, offered: Mask64): string[] {
  if (revision === null) return entry('messenger', 'v1');
  return [
    ...entry('messenger', `v2, revision ${revision}; supports ${supported}, requires ${required}`),
    ...entry('note', offered.has(SERVER_NAUTILUS) ? '' : 'nautilus introduced v2: a real client with these features does not speak it'),
  ];
}

function featuresLines({ supported, required, negotiated, protocolVersion }: FeaturesStep): string[] {
  return [
    ...entry('supported', featuresAndWho(supported)),
    ...entry('required', required === null ? '' : bitsText(required)),
    ...entry('negotiated', negotiated.toString()),
    ...entry('protocol', protocolVersion === null ? '' : String(protocolVersion)),
  ];
}

function bitsText(mask: Mask64): string {
  const bits = mask.bits().map((bit) => `bit ${bit} (${namesOfBit(bit, mask).join(', ')})`);
  return `${mask}${bits.length === 0 ? '' : `: ${bits.join(', ')}`}`;
}

function mapLines({ diagnosis: { own, peer } }: ProbedMap): string[] {
  if (own.value === undefined) return entry('damaged', own.error?.message ?? '');
  return [
    ...entry('form', formText(own.rows, own.bytes.length)),
    ...formatMonMap(own.value).split('\n').map((line) => `${' '.repeat(16)}${line}`),
    ...(peer === null ? [] : [...verdictLines(peer, 4), ...entry('remedy', remedyText(peer))]),
  ];
}
