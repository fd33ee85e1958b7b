import { Mask64 } from '../../../features/mask64.ts';

/** How frames are closed: 0 as Nautilus began, 1 as every release since with {@link REVISION_1}. */
export type Revision = 0 | 1;

/** The features of messenger v2 itself, which the banners offer. */
export const REVISION_1 = Mask64.bit(0);
export const COMPRESSION = Mask64.bit(1);

/** What one side's banner offers. */
export interface MessengerFeatures {
  readonly supported: Mask64;
  readonly required: Mask64;
}

/** What this library speaks. */
export const OWN_MESSENGER_FEATURES: MessengerFeatures = { supported: REVISION_1, required: Mask64.NONE };

/** The revision that two banners come to. */
export function revisionOf(a: MessengerFeatures, b: MessengerFeatures): Revision {
  return a.supported.and(b.supported).has(REVISION_1) ? 1 : 0;
}
