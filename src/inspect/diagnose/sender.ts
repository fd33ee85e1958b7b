import { compareBytes } from '../../buffer/bytes/bytes.ts';
import { encode } from '../../encoding/ceph_type.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import { KERNEL_WORDS } from '../../features/tables/kernels.ts';
import { Mask64 } from '../../features/mask64.ts';
import { RELEASES } from '../../features/releases.ts';
import { CODEC_RELEASES, seriesOf } from '../../features/codec_release.ts';
import type { CodecReleaseName } from '../../features/codec_release.ts';
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
  readonly releases: readonly CodecReleaseName[];
  /** False where only the fields are theirs, not the bytes: a v2 mon_info_t hides its weight and location from its readers. */
  readonly isExact: boolean;
  /** What such an encoder must have seen in the peer's features. */
  readonly conditions: readonly FormCondition[];
  /** Known words that it can have seen: of releases, and of kernel clients. */
  readonly peers: readonly string[];
}

interface Hit {
  readonly release: CodecReleaseName;
  readonly features: Mask64;
  readonly bytes: Uint8Array;
}

/** Who wrote these bytes, and for whom: found by writing the value again as every release for every choice of features. */
export function senderOf<T>(type: CephType<T>, { value, bytes, rows }: Explanation<T>): Sender {
  const lookedAt = Object.entries(type.features ?? {});
  const choices = choicesOf(lookedAt.map(([, mask]) => mask));
  const all = value === undefined ? [] : CODEC_RELEASES.flatMap(({ name }) => choices.flatMap((features) => write(type, value, name, features)));
  const exact = all.filter((hit) => compareBytes(hit.bytes, bytes) === 0);
  const form = formOf(rows);
  const hits = exact.length > 0 ? exact : all.filter((hit) => formOf(explain(type, hit.bytes).rows) === form);
  const conditions = lookedAt.map(([name, mask]) => ({ name, mask, wanted: agreed(hits.map(({ features }) => features.has(mask))) }));
  const releases = withoutPoints(CODEC_RELEASES.map(({ name }) => name).filter((name) => hits.some(({ release }) => release === name)));
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

/** Leaves out a point release that does as its series. */
function withoutPoints(names: readonly CodecReleaseName[]): CodecReleaseName[] {
  return names.filter((name) => seriesOf(name) === name || !names.some((other) => other === seriesOf(name)));
}

/** Every subset of what is looked at. */
function choicesOf(lookedAt: readonly Mask64[]): Mask64[] {
  return lookedAt.reduce<Mask64[]>((masks, mask) => masks.flatMap((m) => [m, m.or(mask)]), [Mask64.NONE]);
}

/** Nothing where the release has no such type. */
function write<T>(type: CephType<T>, value: T, release: CodecReleaseName, features: Mask64): Hit[] {
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
