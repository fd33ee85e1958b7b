import type { Mask64 } from '../../mask64.ts';
import type { KernelMask } from '../../tables/kernels.ts';
import { exactMatches, nearestRelease } from './match.ts';
import type { NearestRelease, ReleaseMatch } from './match.ts';

/** Features, and the release that matches exactly or is nearest: `0x08c3ffffffffffff, nearest hammer 0.94.9: +59`. */
export function featuresAndRelease(features: Mask64): string {
  const matches = exactMatches(features);
  const nearest = matches.length > 0 ? null : nearestRelease(features);
  return `${features}, ${nearest === null ? matches.map(matchText).join('; ') : `nearest ${nearestText(nearest)}`}`;
}

/** `hammer 0.94.7, 0.94.9`. */
export function matchText({ release, versions }: ReleaseMatch): string {
  return `${release} ${versions.join(', ')}`;
}

/** `hammer 0.94.7, 0.94.9: +59`, with the bits that were added and those that are missing. */
export function nearestText(nearest: NearestRelease): string {
  const added = nearest.added.map((bit) => `+${bit}`);
  const missing = nearest.missing.map((bit) => `-${bit}`);
  return `${matchText(nearest)}: ${[...added, ...missing].join(' ') || 'no difference'}`;
}

/** `rbd client of Linux 4.5`. */
export function kernelText({ since, client }: KernelMask): string {
  return since === undefined ? 'a kernel client' : `${client ?? ''} client of Linux ${since}`.trim();
}
