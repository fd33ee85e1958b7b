import type { Mask64 } from '../../mask64.ts';
import { kernelText, matchText, nearestText } from '../match/text.ts';
import { nearestRelease } from '../match/match.ts';
import type { NearestRelease } from '../match/match.ts';
import { whoIs } from './who.ts';
import type { Who } from './who.ts';

/** Features, and whose they are: `0x3f01cfbdfffdffff, pacific 16.2.11 to 16.2.15`. */
export function featuresAndWho(features: Mask64): string {
  const who = whoIs(features);
  return `${features}, ${whoOrNearest(who, who.kind === 'unknown' ? nearestRelease(features) : null)}`;
}

/** Who that is, or where nobody is known, the nearest release. */
export function whoOrNearest(who: Who, nearest: NearestRelease | null): string {
  return who.kind === 'unknown' && nearest !== null ? `nearest ${nearestText(nearest)}` : whoText(who);
}

/** What is said about a kernel client that was found by its mask. */
export const BACK_PORTS = 'distributions back-port the client of newer kernels: the number of their kernel may be lower';

/**
 * Who that is, for people; `unknown` if nobody is known.
 *
 * @example
 * ```ts
 * import { toFeatures, whoIs, whoText } from 'cephwire/features';
 *
 * console.log(whoText(whoIs(toFeatures('0x2f018fb87aa4aafe')))); // → kernel client of Linux 5.11 and later
 * ```
 */
export function whoText(who: Who): string {
  if (who.kind === 'release') return matchText(who);
  if (who.kind === 'kernel') return kernelText(who.kernel);
  if (who.kind === 'fork') return `${who.profile}, a fork of ${who.release} ${who.version}: ${who.added.map((bit) => `+${bit}`).join(' ')}`;
  if (who.kind === 'common') return `what ${whoText(who.of[0])} and ${whoText(who.of[1])} have in common`;
  if (who.kind === 'required') return requiredText(who);
  return 'unknown';
}

function requiredText({ by, minMonRelease, release, lastRelease, kernel }: Extract<Who, { kind: 'required' }>): string {
  const what = {
    monitors: `no peer: what monitors require of each other${minMonRelease === null ? '' : ` with min_mon_release ${minMonRelease}`}`,
    osdmap: 'no peer: what an OSDMap requires of clients and OSDs',
    other: 'no genuine peer: perhaps features that are required or missing',
  }[by];
  const has = [...(release === null ? [] : [lastRelease === null ? `${release} and later` : `${release} to ${lastRelease}`]), ...(kernel === null ? [] : [`Linux ${kernel} and later`])];
  const kernels = by === 'osdmap' && kernel === null ? '; no Linux has all of them' : '';
  return `${what}; ${has.length === 0 ? 'no known release has all of them' : `had by ${has.join(', and by ')}`}${kernels}`;
}
