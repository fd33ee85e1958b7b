import { entry } from '../../../text/columns.ts';
import type { MissingFeature, Remedy } from './missing.ts';

/** A missing bit and its remedies, as lines with a label. */
export function missingLines(label: string, { bit, names, introduced, introducedExact, remedies }: MissingFeature): string[] {
  const since = introduced === null ? '' : `, since ${introduced}${introducedExact ? '' : ' or earlier'}`;
  const named = names.length === 0 ? '' : ` (${names.join(', ')})`;
  return [...entry(label, `bit ${bit}${named}${since}`), ...remedies.flatMap((r) => entry('', `- ${remedyText(r)}`))];
}

function remedyText(remedy: Remedy): string {
  if (remedy.kind === 'release') return `upgrade it to ${remedy.atLeast} or later`;
  if (remedy.kind === 'kernel') return `if it is a kernel client, upgrade it to Linux ${remedy.atLeast} or later`;
  return `${remedy.run}: ${remedy.effect}`;
}
