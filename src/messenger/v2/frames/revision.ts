import { Mask64 } from '../../../features/mask64.ts';

/** The form of frames: 0 in the first releases of Nautilus, 1 in all later ones, with {@link REVISION_1}. */
export type Revision = 0 | 1;

/** The messenger features, which are separate from Ceph's features, and which the banners offer. */
export const REVISION_1 = Mask64.bit(0);
/** The messenger feature of frames that may be compressed, which this library does not support. */
export const COMPRESSION = Mask64.bit(1);

/** What one side's banner offers. */
export interface MessengerFeatures {
  readonly supported: Mask64;
  readonly required: Mask64;
}

/** What this library supports. */
export const OWN_MESSENGER_FEATURES: MessengerFeatures = { supported: REVISION_1, required: Mask64.NONE };

/** The revision that follows from both banners. */
export function revisionOf(a: MessengerFeatures, b: MessengerFeatures): Revision {
  return a.supported.and(b.supported).has(REVISION_1) ? 1 : 0;
}
