/** Names of ours are shorter; a longer one is not compared. */
const LONGEST = 40;
/** A name may be cut to so many characters. */
const SHORTEST = 3;
/** More typing errors than these make another word. */
const MOST_EDITS = 3;

/** Returns the name that was probably meant; null if none is near. */
export function nearest(given: string, names: readonly string[]): string | null {
  if (given.length > LONGEST) return null;
  const longer = given.length < SHORTEST ? undefined : names.find((name) => name.toLowerCase().startsWith(given.toLowerCase()));
  if (longer !== undefined) return longer;
  const limit = Math.min(MOST_EDITS, Math.ceil(given.length / 2));
  const [best] = names.map((name) => ({ name, edits: editsBetween(given.toLowerCase(), name.toLowerCase()) })).sort((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= limit ? best.name : null;
}

/** The characters to insert, remove or replace. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
