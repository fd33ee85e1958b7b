import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../../src/features/mask64.ts';
import { RELEASES } from '../../../src/features/releases.ts';
import { FEATURES } from '../../../src/features/tables/ceph_features.ts';
import { sanitize } from '../../../src/features/sanitize.ts';
import { HISTORY } from '../../../src/features/tables/history.ts';
import { compareVersions } from '../../../src/features/versions.ts';

/**
 * What CEPH_FEATURES_ALL lists in src/include/ceph_features.h: `headers` at the tags (samchoraria/ceph-ci) and in Debian's sources,
 * each as the names that it gained and lost against the row before; `derived` where no header is at hand, against the one `from`.
 */
interface Facts {
  readonly headers: readonly { readonly first: string; readonly last: string; readonly gained: readonly string[]; readonly lost: readonly string[] }[];
  readonly derived: readonly { readonly first: string; readonly from: string; readonly gained: readonly string[]; readonly lost: readonly string[] }[];
}

const { headers, derived } = JSON.parse(readFileSync(new URL('headers.json', import.meta.url), 'utf8')) as Facts;

/** The names of each header, by the first version that has it. */
const NAMES = new Map<string, ReadonlySet<string>>();
let names = new Set<string>();
for (const { first, gained, lost } of headers) {
  names = new Set([...names, ...gained].filter((name) => !lost.includes(name)));
  NAMES.set(first, names);
}

function namesOf(version: string): ReadonlySet<string> {
  const exact = derived.find((d) => d.first === version);
  if (exact !== undefined) return new Set([...namesOf(exact.from), ...exact.gained].filter((name) => !exact.lost.includes(name)));
  const row = headers.find(({ first, last }) => compareVersions(first, version) <= 0 && compareVersions(version, last) <= 0);
  return NAMES.get(row?.first ?? '') ?? new Set();
}

/** The bits of names, each in the incarnation that our table has. */
function maskOfNames(names: Iterable<string>): Mask64 {
  return [...names].reduce((mask, name) => {
    const bit = FEATURES.find((f) => f.name === name)?.bit;
    if (bit === undefined) throw new Error(`no feature ${name}`);
    return mask.or(Mask64.bit(bit));
  }, Mask64.NONE);
}

describe('the mask of', () => {
  const spans = RELEASES.flatMap(({ name, masks }) => masks.map((m) => [`${name} ${m[0]} to ${m[3]}`, m] as const));

  it.each(spans)('%s is what its header lists, and no bit more', (_, [first, mask, source, last]) => {
    // The header of 20.2.4 stands for its series, that of 18.2.7 for Reef.
    const seen = { '18.2.0': '18.2.7', '20.2.0': '20.2.4' }[first] ?? first;
    const listed = namesOf(seen);
    expect(listed.size).toBeGreaterThan(30);
    expect(maskOfNames(listed).toString()).toBe(mask.toString());
    if (source === 'header' && compareVersions(last, '13.2.8') <= 0) expect(maskOfNames(namesOf(last)).toString()).toBe(mask.toString());
  });
});

describe('the history', () => {
  it('has the mask of every recorded header, development versions included', () => {
    for (const { first } of headers) {
      const row = HISTORY.filter(([since]) => compareVersions(since, first) <= 0).at(-1);
      expect(sanitize(row?.[1] ?? Mask64.NONE).toString(), first).toBe(maskOfNames(namesOf(first)).toString());
    }
  });
});
