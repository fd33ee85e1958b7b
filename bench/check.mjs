// Whether it has become slower: `npm run bench -- --check`.
import { committed } from './results.mjs';
import { digits } from './format.mjs';
import { measure, summary } from './measure.mjs';

/** Between two machines, and two days of one, a ratio is not the same: code that had not changed gave ratios 1.3 times as high, the feature test 1.9. */
const FLOOR = 0.4;

/** How many more rounds a case gets that seems worse: the first few may have met a busy machine. */
const AGAIN = 3;

/**
 * The highest median that is no worse than the committed one: noise was as wide as its spread. Within its goal none is worse.
 */
function limitOf({ goal = 0 }, { median, lowest, highest }) {
  return Math.max(goal, median + Math.max(FLOOR * median, highest - lowest));
}

/** What results.json has for each case on `node`; throws where it has nothing. */
export function baseline(node) {
  const results = committed()[node.major]?.results;
  if (results === undefined) throw new Error(`no committed results for Node ${node.major}: npm run bench writes them`);
  return results;
}

/** A line for each case that is worse than `results`, where a new one is not; `figures`: an array of rounds for each of `cases`. */
export async function worse(node, cases, figures, results, progress) {
  const isWorse = (one, found) => one.name in results && summary(found).median > limitOf(one, results[one.name]);
  const suspects = cases.filter((one, i) => isWorse(one, figures[i]));
  if (suspects.length === 0) return [];
  const more = (await measure([node], suspects, AGAIN * figures[0].length, progress)).get(node);
  return suspects.flatMap((one, i) => (isWorse(one, more[i]) ? [complaint(node, one, summary(more[i]), results[one.name])] : []));
}

function complaint(node, one, { median }, before) {
  return `worse: ${one.name} on ${node.version}: ${digits(median)}, was ${digits(before.median)}, allowed ${digits(limitOf(one, before))}`;
}
