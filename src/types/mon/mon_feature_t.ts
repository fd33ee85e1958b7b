import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import type { Json, JsonNode } from '../../text/json.ts';
import { Mask64 } from '../../features/mask64.ts';
import { monFeatureMask, monFeatureNames } from '../../features/tables/mon_features.ts';

/**
 * Features that the monitors of a cluster agree on; they are not the features of a connection.
 *
 * Layout  envelope 1/1: u64 mask
 * Source  ceph v16.0.0 src/mon/mon_types.h
 */
export type MonFeature = Mask64;

export function decodeMonFeature(d: Decoder): MonFeature {
  d.start(1);
  return d.finish(d.mask64('features'));
}

export function encodeMonFeature(e: Encoder, mask: MonFeature): void {
  e.start(1, 1);
  e.mask64(mask);
  e.finish();
}

/** Returns the names, as in the JSON of a MonMap; each bit without a name is `unknown`, as in Ceph. */
function dumpMonFeature(mask: MonFeature, exact = false): Json {
  const features = monFeatureNames(mask);
  return exact ? { features, mask: Mask64.from(mask).toString() } : { features };
}

/** A mask alone, as `JSON.stringify` has it, is its hex. */
function loadMonFeature(json: JsonNode): MonFeature {
  if (typeof json.value === 'string') return json.parsed(Mask64.parse);
  return json.find('mask')?.parsed(Mask64.parse) ?? loadMonFeatureNames(json.get('features'));
}

export function loadMonFeatureNames(json: JsonNode): MonFeature {
  const names = json.items().map((name) => name.string());
  return json.attempt(() => monFeatureMask(names));
}

export const MonFeature: CephType<MonFeature> = {
  name: 'mon_feature_t',
  decode: decodeMonFeature,
  encode: encodeMonFeature,
  dump: dumpMonFeature,
  load: loadMonFeature,
  print: (mask) => `[${monFeatureNames(mask).join(',') || 'none'}]`,
  kind: 'features',
};
