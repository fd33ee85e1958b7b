import { compareBytes } from '../../buffer/bytes/bytes.ts';
import { encode } from '../../encoding/ceph_type.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import { KERNEL_MASKS } from '../../features/tables/kernel_masks.ts';
import { Mask64 } from '../../features/mask64.ts';
import { RELEASES } from '../../features/releases.ts';
import { CODEC_RELEASES } from '../../features/codec_release.ts';
import type { CodecReleaseName } from '../../features/codec_release.ts';
import { rangeText } from '../../features/versions.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explain.ts';
import type { Row } from '../explain/row.ts';

/** A feature on which the form depends, and whether the peer must have it so that it is sent these bytes. */
export interface FormCondition {
  readonly name: string;
  readonly mask: Mask64;
  /** Null if these bytes are sent with and without the feature. */
  readonly wanted: boolean | null;
}

/** Who can have written bytes, and for whom. */
export interface Sender {
  /** The releases whose encoder writes these bytes, each with its point releases that differ, oldest first; none if no release writes them. */
  readonly releases: readonly CodecReleaseName[];
  /** False if only the fields are the same, not the bytes: readers skip the weight and location of a v2 mon_info_t, so the value lacks them. */
  readonly isExact: boolean;
  /** The features that the peer must have, and those that it must lack. */
  readonly conditions: readonly FormCondition[];
  /** The known peers that meet the conditions: releases and kernel clients. */
  readonly peers: readonly string[];
}

interface Hit {
  readonly release: CodecReleaseName;
  readonly features: Mask64;
  readonly bytes: Uint8Array;
}

/** Finds out who wrote bytes and for whom: encodes the value as every release, for every combination of the features on which the type depends. */
export function senderOf<T>(type: CephType<T>, { value, bytes, rows }: Explanation<T>): Sender {
  const features = Object.entries(type.dependsOn ?? {});
  const whole = value === undefined ? undefined : type.atSender?.(value, skippedIn(rows)) ?? value;
  const all = whole === undefined ? [] : CODEC_RELEASES.flatMap(({ name }) => combinations(features).flatMap((mask) => write(type, whole, name, mask)));
  const exact = all.filter((hit) => compareBytes(hit.bytes, bytes) === 0);
  const form = formOf(rows);
  const hits = exact.length > 0 ? exact : all.filter((hit) => formOf(explain(type, hit.bytes).rows) === form);
  const conditions = features.map(([name, mask]) => ({ name, mask, wanted: agreed(hits.map((hit) => hit.features.has(mask))) }));
  const releases = CODEC_RELEASES.map(({ name }) => name).filter((name) => hits.some((hit) => hit.release === name));
  return { releases, isExact: exact.length > 0, conditions, peers: hits.length === 0 ? [] : peersOf(conditions) };
}

/** The bytes that a reader skips at the end of a struct, by the label of this struct. */
function skippedIn(rows: readonly Row[]): ReadonlyMap<string, Uint8Array> {
  return new Map(rows.filter((row) => row.state === 'skipped').map(({ path, bytes }) => [path.split('.').at(-2) ?? '', bytes]));
}

/** The paths and lengths of the fields, without their values and without what readers skip. */
function formOf(rows: readonly Row[]): string {
  return rows.filter((row) => row.isLeaf && row.state !== 'skipped').map(({ path, length }) => `${path} ${length}`).join('\n');
}

/** Whether a peer with these features can have been sent these bytes. */
function meets(features: Mask64, conditions: readonly FormCondition[]): boolean {
  return conditions.every(({ mask, wanted }) => wanted === null || features.has(mask) === wanted);
}

/** Every combination of these features. */
function combinations(features: readonly (readonly [name: string, mask: Mask64])[]): Mask64[] {
  return features.reduce<Mask64[]>((masks, [, mask]) => masks.flatMap((m) => [m, m.or(mask)]), [Mask64.NONE]);
}

/** The bytes as a list of one; an empty list if the release has no such type. */
function write<T>(type: CephType<T>, value: T, release: CodecReleaseName, features: Mask64): Hit[] {
  try {
    return [{ release, features, bytes: encode(type, value, { release, features }) }];
  } catch {
    return [];
  }
}

/** The common answer; null if the answers differ or there are none. */
function agreed(answers: readonly boolean[]): boolean | null {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : null;
}

function peersOf(conditions: readonly FormCondition[]): string[] {
  const releases = RELEASES.flatMap(({ name, masks }) => {
    const versions = masks.filter(([, mask]) => meets(mask, conditions)).map(([version]) => version);
    return versions.length === 0 ? [] : [versions.length === masks.length ? name : `${name} ${versions.join(', ')}`];
  });
  return [...releases, ...kernelsOf(conditions)];
}

/** The kernels whose clients meet the conditions, neighbours as one range. */
function kernelsOf(conditions: readonly FormCondition[]): string[] {
  const ranges: { readonly since: string; until: string | undefined; next: boolean }[] = [];
  for (const { mask, since, until } of KERNEL_MASKS) {
    const last = ranges.at(-1);
    if (!meets(mask, conditions)) ranges.forEach((range) => (range.next = false));
    else if (last?.next === true) last.until = until;
    else ranges.push({ since, until, next: true });
  }
  return ranges.map(({ since, until }) => `Linux ${rangeText(since, until)}`);
}
