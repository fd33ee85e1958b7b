import { describeFeatures } from '../../features/judge/describe/describe.ts';
import { featuresText } from '../../features/judge/describe/text.ts';
import { ambiguity } from '../../features/judge/read/masks.ts';
import type { FoundMask } from '../../features/judge/read/masks.ts';
import { featuresAndWho, whoText } from '../../features/judge/who/text.ts';
import { whoIs } from '../../features/judge/who/who.ts';
import { readingText } from '../../features/to_features.ts';
import { entry } from '../../text/columns.ts';
import { snakeCased } from '../../text/snake_case.ts';
import type { JsonObject } from '../../text/snake_case.ts';

/** The masks that were found, as text for a terminal: one in full, several as a list. */
export function featuresTexts(found: readonly FoundMask[]): string {
  const [only] = found;
  if (only === undefined || found.length > 1) return found.flatMap(lineOf).join('\n');
  if (only.mask === null) return lineOf(only).join('\n');
  return [...entry('given', givenText(only)), featuresText(describeFeatures(only.mask))].join('\n');
}

/** The same as JSON: a description, or a list of them under `masks`. */
export function featuresJson(found: readonly FoundMask[]): JsonObject {
  const [only] = found;
  if (only !== undefined && found.length === 1) return jsonOf(only);
  return { masks: found.map((f) => ({ ...snakeCased({ group: f.group, count: f.count }), ...jsonOf(f) })) };
}

function jsonOf(found: FoundMask): JsonObject {
  const given = { text: found.text, readings: found.readings.map(({ base, mask }) => ({ base, features: mask, who: whoIs(mask) })) };
  return snakeCased<object>({ given, ...(found.mask !== null && describeFeatures(found.mask)) }) as JsonObject;
}

/** A mask in a list: whose it is, and how many have it. */
function lineOf(found: FoundMask): string[] {
  const { group, count, mask } = found;
  if (mask !== null) return entry(group ?? 'mask', `${featuresAndWho(mask)}${count === null ? '' : `; ${count} of them`}`);
  return [...entry(group ?? 'given', ambiguity(found)), ...found.readings.flatMap((r) => entry(r.base, `${r.mask}, ${whoText(whoIs(r.mask))}`))];
}

/** How digits were read, if they are not `0x` and hex. */
function givenText({ text, readings, mask }: FoundMask): string {
  const [chosen] = readings.filter((r) => mask !== null && r.mask.equals(mask));
  if (chosen === undefined || /^0x/i.test(text)) return '';
  const others = readings.filter((r) => r !== chosen).map((r) => `; it can be ${readingText(r)} too, which is ${whoText(whoIs(r.mask))}`);
  return `${text}, read as ${chosen.base}${others.join('')}`;
}
