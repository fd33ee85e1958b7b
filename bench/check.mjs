// Whether it has become slower: `npm run bench -- --check`.
import { committed } from './results.mjs';
import { digits } from './format.mjs';
import { measure, summary } from './measure.mjs';

/** Between two machines, and two hours of one, a ratio is not quite the same: one commit gave 0.77 and 0.96 for the same case. */
const FLOOR = 0.25;

/** How many more rounds a case gets that seems worse: the first few may have met a busy machine. */
const AGAIN = 3;

/**
 * The highest median that is no worse than the committed one: noise was as wide as its spread. What has a unit is the machine's
 * as well, and may reach its goal.
 */
function limitOf({ unit, goal = 0 }, { median, lowest, highest }) {
  const limit = median + Math.max(FLOOR * median, highest - lowest);
  return unit === undefined ? limit : Math.max(limit, goal);
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
