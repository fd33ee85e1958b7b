import { entry } from '../../../text/columns.ts';
import type { MissingFeature, Remedy } from './missing.ts';

/** A missing bit and its remedies, as lines with a label. */
export function missingLines(label: string, { bit, names, introduced, introducedExact, remedies }: MissingFeature): string[] {
  const since = introduced === null ? '' : `, since ${introduced}${introducedExact ? '' : ' or earlier'}`;
  const named = names.length === 0 ? '' : ` (${names.join(', ')})`;
  const isForAny = remedies.some(({ kind }) => kind === 'release');
  return [...entry(label, `bit ${bit}${named}${since}`), ...remedies.flatMap((r) => entry('', `- ${remedyText(r, isForAny)}`))];
}

function remedyText(remedy: Remedy, isForAny: boolean): string {
  if (remedy.kind === 'release') return `upgrade it to ${remedy.atLeast} or later`;
  if (remedy.kind === 'kernel') return `${isForAny ? 'if it is a kernel client, upgrade it' : 'upgrade the kernel'} to Linux ${remedy.atLeast} or later`;
  if (remedy.kind === 'no_kernel') return 'no Linux has it: a newer kernel does not help';
  if (remedy.kind === 'user_space') return `or use a client in user space (librbd, rbd-nbd, ceph-fuse) of ${remedy.atLeast} or later in place of the kernel's`;
  if (remedy.kind === 'cluster') return `upgrade the cluster to ${remedy.atLeast} or later: ${remedy.effect}`;
  return `${remedy.run}: ${remedy.effect}`;
}
