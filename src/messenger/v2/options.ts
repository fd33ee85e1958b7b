import { A_BIGINT, A_BOOLEAN, numbersOf, objectOf, required } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import { A_MASK } from '../../features/mask64.ts';
import { MSG_ADDR2 } from '../../features/masks.ts';
import { Mask64 } from '../../features/mask64.ts';
import { LIMITS } from './frames/limits.ts';
import type { Limits } from './frames/limits.ts';
import { OWN_MESSENGER_FEATURES } from './frames/revision.ts';
import type { MessengerFeatures } from './frames/revision.ts';

/** The options that a client and a server share. */
export interface SideOptions {
  /** All features that this side supports. */
  readonly features: Mask64;
  /** The features that the other side must support. MSG_ADDR2 is always required: messenger v2 does not work without it. */
  readonly required?: Mask64;
  readonly globalSeq?: bigint;
  readonly cookie?: bigint;
  /** Whether messages are dropped with the connection, and so need no acknowledgement; true by default. The server decides. */
  readonly lossy?: boolean;
  /** What the banner of this side offers: revision 1 by default, and only revision 0 without {@link REVISION_1}. */
  readonly messenger?: MessengerFeatures;
  readonly limits?: Partial<Limits>;
}

export const SIDE_OPTIONS: OptionKinds<SideOptions> = {
  features: required(A_MASK), required: A_MASK, globalSeq: A_BIGINT, cookie: A_BIGINT, lossy: A_BOOLEAN,
  messenger: objectOf<MessengerFeatures>({ supported: required(A_MASK), required: required(A_MASK) }), limits: objectOf(numbersOf<Limits>(LIMITS)),
};

/** Options, with the default of each that was left out. */
export type CompleteOptions<Options extends SideOptions> = Options & Required<Omit<SideOptions, 'limits'>> & { readonly limits: Limits };

export function withDefaults<Options extends SideOptions>(options: Options): CompleteOptions<Options> {
  const { required = Mask64.NONE, globalSeq = 1n, cookie = 0n, lossy = true, messenger = OWN_MESSENGER_FEATURES } = options;
  return { ...options, required: required.or(MSG_ADDR2), globalSeq, cookie, lossy, messenger, limits: { ...LIMITS, ...options.limits } };
}
