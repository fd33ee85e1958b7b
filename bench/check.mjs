// Whether it has become slower: `npm run bench -- --check`.
import { committed } from './results.mjs';
import { digits } from './format.mjs';
import { measure, summary } from './measure.mjs';

/** Between two machines a ratio is not quite the same. */
const FLOOR = 0.15;

/** How many more rounds a case gets that seems worse: the first few may have met a busy machine. */
const AGAIN = 3;

/** The highest median that is no worse than the committed one: noise was as wide as its spread. What has a unit is the machine's, and may reach its goal. */
export function limitOf({ unit, goal = 0 }, { median, lowest, highest }) {
  const limit = median + Math.max(FLOOR * median, highest - lowest);
  return unit === undefined ? limit : Math.max(limit, goal);
}

/** What the last commit has for each case on `node`; throws where it has nothing. */
export function baseline(node) {
  const results = committed()[node.major]?.results;
  if (results === undefined) throw new Error(`no committed results for Node ${node.major}: npm run bench writes them`);
  return results;
}

/** A line for each case that is worse than `results`; `figures` of rounds by case. */
export async function worse(node, cases, figures, results, progress) {
  const known = cases.map((one, i) => ({ one, figures: figures[i], before: results[one.name] })).filter(({ before }) => before !== undefined);
  const isWorse = ({ one, figures: found, before }) => summary(found).median > limitOf(one, before);
  const suspects = known.filter(isWorse);
  if (suspects.length === 0) return [];
  const more = await measure([node], suspects.map(({ one }) => one), AGAIN * figures[0].length, progress);
  const judged = suspects.map((suspect, i) => ({ ...suspect, figures: more.get(node)[i] }));
  return judged.filter(isWorse).map(({ one, figures: found, before }) => `worse: ${one.name}: ${digits(summary(found).median)}, was ${digits(before.median)}, allowed ${digits(limitOf(one, before))}`);
}
