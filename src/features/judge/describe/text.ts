import type { DescribedBit, DescribedName, FeatureDescription, InferredRelease } from './describe.ts';
import type { Mask64 } from '../../mask64.ts';
import { exactMatches, nearestRelease } from '../match/match.ts';
import type { NearestRelease, ReleaseMatch } from '../match/match.ts';
import { entry, wrapped } from '../../../text/columns.ts';

const BIT = 6;

/** A description as text for a terminal: lines of at most 100 columns, no colour, no newline at the end. */
export function featuresText(description: FeatureDescription): string {
  const { features, sanitized } = description;
  const lines = [
    ...entry('features', sanitized === features ? features : `${features}, sanitized ${sanitized}`),
    ...entry('release', description.matches.map(matchText).join('; ') || 'no exact match'),
    ...entry('nearest', description.nearest === null ? '' : nearestText(description.nearest)),
    ...entry('ceph features', inferredText(description.inferredRelease)),
    ...entry('addresses', description.speaksAddr2 ? 'ADDR2' : 'legacy'),
    ...description.remarks.flatMap((remark) => entry('remark', remark.text)),
    '',
    ...description.bits.flatMap(bitLines),
  ];
  return lines.join('\n').trimEnd();
}

/** A word, and the release that it is of or nearest to. */
export function wordText(word: Mask64): string {
  const matches = exactMatches(word);
  const nearest = matches.length > 0 ? null : nearestRelease(word);
  return `${word}, ${nearest === null ? matches.map(matchText).join('; ') : `nearest ${nearestText(nearest)}`}`;
}

export function matchText({ release, versions }: ReleaseMatch): string {
  return `${release} ${versions.join(', ')}`;
}

export function nearestText(nearest: NearestRelease): string {
  const added = nearest.added.map((bit) => `+${bit}`);
  const missing = nearest.missing.map((bit) => `-${bit}`);
  return `${matchText(nearest)}: ${[...added, ...missing].join(' ') || 'no difference'}`;
}

function inferredText(inferred: readonly InferredRelease[]): string {
  const names = [...new Set(inferred.map((i) => i.release))];
  return names.map((name) => `${name} (${inferred.filter((i) => i.release === name).map(spanText).join(', ')})`).join(', ');
}

function spanText({ since, until }: InferredRelease): string {
  return since === until ? since : `${since} to ${until}`;
}

/** `has` names plain; `was` what the bit no longer means; `not` what it would mean with its incarnation's bits. */
function bitLines({ bit, impossible, names }: DescribedBit): string[] {
  const text = [
    namesText(impossible ? 'impossible: ' : '', names, 'has'),
    namesText('was ', names, 'superseded'),
    namesText('not ', names, 'lacks'),
  ].filter((part) => part !== '').join('; ');
  return wrapped(String(bit).padStart(BIT - 2).padEnd(BIT), text);
}

function namesText(lead: string, names: readonly DescribedName[], status: DescribedName['status']): string {
  const chosen = names.filter((n) => n.status === status);
  return chosen.length === 0 ? '' : lead + chosen.map(nameText).join(', ');
}

function nameText({ name, introduced, deprecated, retired }: DescribedName): string {
  if (deprecated === null) return introduced === null ? `${name} (never advertised)` : name;
  return `${name} (ignored from ${deprecated}${retired === null ? '' : `, retired in ${retired}`})`;
}
