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
  const names = json.find('features');
  return json.find('mask')?.parsed(Mask64.parse) ?? loadMonFeatureNames(names ?? json.get('features'), 'mask');
}

/**
 * Returns the mask of a list of names. A name may have the number of its bit behind it, as Ceph prints it for `unknown(4096)`.
 *
 * @param maskKey the key that can say the mask instead, for the error about a name without a bit
 */
export function loadMonFeatureNames(json: JsonNode, maskKey: string): MonFeature {
  const masks = json.items().map((item) => {
    const name = item.string();
    const digits = /\((\d{1,20})\)$/.exec(name)?.[1];
    if (digits !== undefined) return item.attempt(() => Mask64.of(BigInt(digits)));
    try {
      return monFeatureMask([name]);
    } catch (error) {
      return item.fail(`${error instanceof Error ? error.message : ''}; or give the mask, in hex, as "${maskKey}"`);
    }
  });
  return masks.reduce((all, mask) => all.or(mask), Mask64.NONE);
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
