/** The `./features` entry: feature bits and releases, without the codec. */
export { describeFeatures } from './features/judge/describe/describe.ts';
export type { DescribeOptions, DescribedBit, DescribedName, FeatureDescription, InferredRelease, NameStatus } from './features/judge/describe/describe.ts';
export type { FeaturesRemark, FeaturesRemarkCode } from './features/judge/describe/remarks.ts';
export { featuresText } from './features/judge/describe/text.ts';
export { exactMatches, nearestRelease } from './features/judge/match/match.ts';
export type { NearestRelease, ReleaseMatch } from './features/judge/match/match.ts';
export { explainMismatch } from './features/judge/mismatch/explain.ts';
export type { MismatchExplanation, MismatchRemark, MismatchRemarkCode } from './features/judge/mismatch/explain.ts';
export { parseMismatch } from './features/judge/mismatch/line.ts';
export type { Mismatch } from './features/judge/mismatch/line.ts';
export { mismatchText } from './features/judge/mismatch/text.ts';
export type { MissingFeature, Remedy } from './features/judge/missing/missing.ts';
export { negotiate } from './features/judge/negotiate/negotiate.ts';
export type { NegotiateOptions, NegotiatingSide, Negotiation } from './features/judge/negotiate/negotiate.ts';
export { negotiationText } from './features/judge/negotiate/text.ts';
export { speaksAddr2 } from './features/judge/trust/addr2.ts';
export { missingImpliedBits } from './features/judge/trust/implied_bits.ts';
export type { MissingImpliedBits } from './features/judge/trust/implied_bits.ts';
export type { UntrustedBit, UntrustedReason } from './features/judge/trust/untrusted_bits.ts';
export { Mask64 } from './features/mask64.ts';
export {
  CEPHX_V2, MONENC, MONNAMES, MON_STATEFUL_SUB, MSGR_KEEPALIVE2, MSG_ADDR2, MSG_AUTH, NOSRCADDR, RECONNECT_SEQ, SERVER_LUMINOUS,
  SERVER_MIMIC, SERVER_NAUTILUS, SERVER_OCTOPUS, SERVER_PACIFIC, SERVER_QUINCY, SERVER_REEF, SERVER_SQUID, SERVER_TENTACLE, SUBSCRIBE2,
} from './features/masks.ts';
export { NEWEST, RELEASES, release, releaseByNumber } from './features/releases.ts';
export type { MaskSource, Release, ReleaseMask, ReleaseName } from './features/releases.ts';
export { CODEC_RELEASES, codecReader, codecRelease } from './features/codec_release.ts';
export type { CodecRelease, CodecReleaseLike, CodecReleaseName, KnownCodec, ReaderLike, ReaderName } from './features/codec_release.ts';
export { KERNEL_ERAS, KERNEL_RANGES } from './features/kernel_reader.ts';
export type { Kernel, KernelEra, KernelName, KernelRange, MsMode } from './features/kernel_reader.ts';
export { sanitize } from './features/sanitize.ts';
export { versionsAdvertising } from './features/tables/advertised.ts';
export type { VersionRange } from './features/tables/advertised.ts';
export { FEATURES, INCARNATION_MASKS, feature } from './features/tables/ceph_features.ts';
export type { Feature, Incarnation } from './features/tables/ceph_features.ts';
export { INFERENCE_TABLES, inferRelease } from './features/tables/inference.ts';
export type { InferenceTable } from './features/tables/inference.ts';
export { KERNEL_BITS, KERNEL_CLIENTS, KERNEL_MASKS } from './features/tables/kernels.ts';
export type { KernelBit, KernelMask } from './features/tables/kernels.ts';
export { inferReleaseFromMonFeatures, monFeatureMask, monFeatureNames } from './features/tables/mon_features.ts';
export { requiredByTunables } from './features/tables/tunables.ts';
export type { TunablesProfile } from './features/tables/tunables.ts';
export { VENDOR_PROFILES } from './features/tables/vendor.ts';
export type { ReusedBit, VendorProfile } from './features/tables/vendor.ts';
export { toFeatures } from './features/to_features.ts';
export type { FeaturesLike } from './features/to_features.ts';
