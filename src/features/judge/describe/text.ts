import type { DescribedBit, DescribedName, FeatureDescription, InferredRelease } from './describe.ts';
import { nearestText } from '../match/text.ts';
import { whoText } from '../who/text.ts';
import { rangeText } from '../../versions.ts';
import { entry, wrapped } from '../../../text/columns.ts';

const BIT = 6;

/**
 * A description as text for a terminal: lines of at most 100 columns, without colour and without a newline at the end.
 *
 * @example
 * ```ts
 * import { describeFeatures, featuresText, toFeatures } from 'cephwire/features';
 *
 * console.log(featuresText(describeFeatures(toFeatures('pacific'))).split('\n').slice(0, 2).join('\n'));
 * // → features        0x3f01cfbdfffdffff
 * // → who             pacific 16.2.11 to 16.2.15
 * ```
 */
export function featuresText(description: FeatureDescription): string {
  const { features, sanitized } = description;
  const lines = [
    ...entry('features', sanitized === features ? features : `${features}, sanitized ${sanitized}`),
    ...entry('who', whoText(description.who)),
    ...entry('nearest', description.nearest === null || description.who.kind === 'fork' ? '' : nearestText(description.nearest)),
    ...entry('ceph features', inferredText(description.inferredRelease)),
    ...entry('addresses', description.speaksAddr2 ? 'ADDR2' : 'legacy'),
    ...description.remarks.flatMap((remark) => entry('remark', remark.text)),
    '',
    ...description.bits.flatMap(bitLines),
  ];
  return lines.join('\n').trimEnd();
}

function inferredText(inferred: readonly InferredRelease[]): string {
  const names = [...new Set(inferred.map((i) => i.release))];
  return names.map((name) => `${name} (${inferred.filter((i) => i.release === name).map(({ since, until }) => rangeText(since, until)).join(', ')})`).join(', ');
}

/** The names that the features have; after `was` older meanings; after `not` meanings that need more bits. */
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
