/** The `./features` entry: feature bits and releases, without the codec. */
export { advertised } from './features/advertised.ts';
export * from './features/ceph_features.ts';
export { describeFeatures } from './features/describe.ts';
export type { DescribeOptions, DescribedBit, DescribedName, FeatureDescription, InferredRelease, NameStatus } from './features/describe.ts';
export { featuresText } from './features/describe_text.ts';
export { INFERENCE_TABLES, inferRelease } from './features/inference.ts';
export { Mask64 } from './features/mask64.ts';
export { exactMatches, nearestRelease } from './features/match.ts';
export { inferReleaseFromMonFeatures, monFeatureMask, monFeatureNames } from './features/mon_features.ts';
export { KERNEL_CLIENTS, NEWEST, RELEASES, release, releaseByNumber } from './features/releases.ts';
export type { MaskSource, Release, ReleaseMask, ReleaseName, Writer, WriterName, Writes } from './features/releases.ts';
export { sanitize } from './features/sanitize.ts';
export { speaksAddr2 } from './features/addr2.ts';
export { toFeatures } from './features/to_features.ts';
export type { FeaturesLike } from './features/to_features.ts';
