import { matchText, nearestText } from '../describe/text.ts';
import type { EncodingChoice } from '../../encoding_choice.ts';
import type { KernelWord } from '../../tables/kernels.ts';
import type { MissingFeature, Remedy } from '../missing/missing.ts';
import type { MismatchExplanation } from '../mismatch/explain.ts';
import type { Mask64 } from '../../mask64.ts';
import type { NegotiatingSide, Negotiation } from './negotiate.ts';
import { entry } from '../../../text/columns.ts';

/** A negotiation as text for a terminal: lines of at most 100 columns, no colour, no newline at the end. */
export function negotiationText(negotiation: Negotiation): string {
  const { local, peer, trusted: believed, untrusted: disbelieved, features, missing, release, encoding } = negotiation;
  return [
    ...entry('local', sideText(local)),
    ...entry('peer', sideText(peer)),
    ...disbelieved.flatMap((d) => entry('not believed', d.text)),
    ...entry('believed', believed.equals(peer.sanitized) ? '' : believed.toString()),
    ...entry('features', features.toString()),
    ...entry('encoding', `${release}: ${encodingText(encoding)}`),
    ...missing.peer.flatMap((m) => missingLines('peer lacks', m)),
    ...missing.local.flatMap((m) => missingLines('local lacks', m)),
  ].join('\n');
}

/** An explained log line as text for a terminal: lines of at most 100 columns, no colour, no newline at the end. */
export function mismatchText(explanation: MismatchExplanation): string {
  const { who, address, my, theirs, missing, lacking, features, remarks, matches, kernel } = explanation;
  const of = [...matches.map(matchText), ...(kernel === null ? [] : [kernelText(kernel)])].join('; ');
  return [
    ...entry('peer', [who, address].filter((part) => part !== null).join(' ')),
    ...entry('my', my === null ? '' : `${my}${of === '' ? '' : `, ${of}`}`),
    ...entry('theirs', maskText(theirs)),
    ...entry('missing', `${missing}, by the ${lacking === 'local' ? 'side that logged' : 'peer'}`),
    ...remarks.flatMap((r) => entry('remark', r.text)),
    ...features.flatMap((m) => missingLines('lacks', m)),
  ].join('\n');
}

function maskText(mask: Mask64 | null): string {
  return mask === null ? '' : mask.toString();
}

function sideText({ given, sanitized, matches, nearest, kernel }: NegotiatingSide): string {
  const word = given.equals(sanitized) ? given.toString() : `${given}, sanitized ${sanitized}`;
  if (kernel !== null) return `${word}, ${kernelText(kernel)}`;
  if (nearest !== null) return `${word}, nearest ${nearestText(nearest)}`;
  return `${word}, ${matches.map(matchText).join('; ')}`;
}

function kernelText({ since, client }: KernelWord): string {
  return since === undefined ? 'a kernel client' : `${client ?? ''} client of Linux ${since}`.trim();
}

function encodingText({ addresses, monMap, monMapBehind, monInfo }: EncodingChoice): string {
  const behind = monMapBehind === null ? '' : ` and a v${monMapBehind} behind it`;
  return `${addresses} addresses, MonMap v${monMap}${behind}${monInfo === null ? '' : `, mon_info_t v${monInfo}`}`;
}

/** A missing bit and what helps, below a label. */
export function missingLines(label: string, { bit, names, introduced, introducedExact, remedies }: MissingFeature): string[] {
  const since = introduced === null ? '' : `, ${introducedExact ? 'since' : 'at the latest since'} ${introduced}`;
  const named = names.length === 0 ? '' : ` (${names.join(', ')})`;
  return [...entry(label, `bit ${bit}${named}${since}`), ...remedies.flatMap((r) => entry('', `- ${remedyText(r)}`))];
}

function remedyText(remedy: Remedy): string {
  if (remedy.kind === 'release') return `upgrade it to ${remedy.atLeast} or later`;
  if (remedy.kind === 'kernel') return `or, a kernel client, to Linux ${remedy.atLeast} or later`;
  return `${remedy.run}: ${remedy.effect}`;
}
