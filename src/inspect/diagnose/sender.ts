import { compareBytes } from '../../buffer/bytes/bytes.ts';
import { encode } from '../../encoding/ceph_type.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import { MONENC, MONNAMES, MSG_ADDR2, SERVER_NAUTILUS, SUBSCRIBE2 } from '../../features/masks.ts';
import { KERNEL_WORDS } from '../../features/tables/kernels.ts';
import { Mask64 } from '../../features/mask64.ts';
import { RELEASES } from '../../features/releases.ts';
import type { WriterName } from '../../features/releases.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explain.ts';
import type { Row } from '../explain/row.ts';

/** A feature that the encoders look at, and whether the peer must have had it. */
export interface FormCondition {
  readonly name: string;
  readonly mask: Mask64;
  /** Null where these bytes come out either way. */
  readonly wanted: boolean | null;
}

/** How bytes can have come about. */
export interface Sender {
  /** The releases whose encoder writes these bytes, oldest first; none where the bytes are nobody's. */
  readonly releases: readonly WriterName[];
  /** False where only the fields are theirs, not the bytes: a v2 mon_info_t hides its weight and location from its readers. */
  readonly isExact: boolean;
  /** What such an encoder must have seen in the peer's features. */
  readonly conditions: readonly FormCondition[];
  /** Known words that it can have seen: of releases, and of kernel clients. */
  readonly peers: readonly string[];
}

/** All that the encoders of the types look at. */
const LOOKED_AT: readonly (readonly [name: string, mask: Mask64])[] = [
  ['SUBSCRIBE2', SUBSCRIBE2],
  ['MONNAMES', MONNAMES],
  ['MONENC', MONENC],
  ['MSG_ADDR2', MSG_ADDR2],
  ['SERVER_NAUTILUS', SERVER_NAUTILUS],
];

interface Hit {
  readonly release: WriterName;
  readonly features: Mask64;
  readonly bytes: Uint8Array;
}

/** Who wrote these bytes, and for whom: found by writing the value again as every release for every choice of features. */
export function senderOf<T>(type: CephType<T>, { value, bytes, rows }: Explanation<T>): Sender {
  const all = value === undefined ? [] : writers().flatMap((release) => choices().flatMap((features) => write(type, value, release, features)));
  const exact = all.filter((hit) => compareBytes(hit.bytes, bytes) === 0);
  const form = formOf(rows);
  const hits = exact.length > 0 ? exact : all.filter((hit) => formOf(explain(type, hit.bytes).rows) === form);
  const conditions = LOOKED_AT.map(([name, mask]) => ({ name, mask, wanted: agreed(hits.map(({ features }) => features.has(mask))) }));
  const releases = writers().filter((release) => hits.some((hit) => hit.release === release));
  return { releases, isExact: exact.length > 0, conditions, peers: hits.length === 0 ? [] : peersOf(conditions) };
}

/** The fields, whatever they hold, less what readers skip. */
function formOf(rows: readonly Row[]): string {
  return rows.filter((row) => row.isLeaf && row.state !== 'skipped').map(({ path, length }) => `${path} ${length}`).join('\n');
}

/** Whether a peer with these features can have been sent these bytes. */
function meets(features: Mask64, conditions: readonly FormCondition[]): boolean {
  return conditions.every(({ mask, wanted }) => wanted === null || features.has(mask) === wanted);
}

function writers(): WriterName[] {
  return RELEASES.filter((r) => r.writes !== undefined).map((r) => r.name as WriterName);
}

/** Every subset of what is looked at. */
function choices(): Mask64[] {
  return LOOKED_AT.reduce<Mask64[]>((masks, [, mask]) => masks.flatMap((m) => [m, m.or(mask)]), [Mask64.NONE]);
}

/** Nothing where the release has no such type. */
function write<T>(type: CephType<T>, value: T, release: WriterName, features: Mask64): Hit[] {
  try {
    return [{ release, features, bytes: encode(type, value, { release, features }) }];
  } catch {
    return [];
  }
}

function agreed(answers: readonly boolean[]): boolean | null {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : null;
}

function peersOf(conditions: readonly FormCondition[]): string[] {
  const releases = RELEASES.flatMap(({ name, masks }) => {
    const versions = masks.filter(([, mask]) => meets(mask, conditions)).map(([version]) => version);
    return versions.length === 0 ? [] : [versions.length === masks.length ? name : `${name} ${versions.join(', ')}`];
  });
  const kernels = KERNEL_WORDS.filter(({ word }) => meets(word, conditions)).map(({ word }) => `kernel client ${word}`);
  return [...releases, ...kernels];
}
