import type { KernelMask } from '../../tables/kernel_masks.ts';
import { rangeText } from '../../versions.ts';
import type { NearestRelease, ReleaseMatch } from './match.ts';

/** `hammer 0.94.7 to 0.94.10`. */
export function matchText({ release, versions }: ReleaseMatch): string {
  return `${release} ${versions.join(' to ')}`;
}

/** `hammer 0.94.7 to 0.94.10: +59`, with the bits that were added and those that are missing. */
export function nearestText(nearest: NearestRelease): string {
  const added = nearest.added.map((bit) => `+${bit}`);
  const missing = nearest.missing.map((bit) => `-${bit}`);
  return `${matchText(nearest)}: ${[...added, ...missing].join(' ') || 'no difference'}`;
}

/** `kernel rbd client of Linux 4.3 to 4.4`, `kernel client of Linux 4.19 to 5.2 (also 4.15 of Ubuntu)`. */
export function kernelText({ since, until, client, also }: KernelMask): string {
  const kind = client === undefined ? '' : `${client === 'rbd' ? 'rbd' : 'CephFS'} `;
  return `kernel ${kind}client of Linux ${rangeText(since, until)}${also === undefined ? '' : ` (also ${also})`}`;
}
