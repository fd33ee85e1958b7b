import { Mask64 } from '../../features/mask64.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import { MON_PROTOCOL } from './frames/connect.ts';
import { LIMITS } from './frames/limits.ts';
import type { Limits } from './frames/limits.ts';

/** What is to be known of either side. */
export interface SideOptions {
  /** All that this side supports. */
  readonly features: Mask64;
  /** What the other side must support; nothing by default. */
  readonly required?: Mask64;
  /** Who this side is: the type goes into a connect, all of it into every message. */
  readonly name: EntityName;
  /** 15, between a client and a monitor, by default: see {@link CLIENT_PROTOCOLS}. */
  readonly protocolVersion?: number;
  /** Whether messages are not kept for a reconnect, and so not acknowledged; true by default. The server's word decides. */
  readonly lossy?: boolean;
  /** How many connects there may be on one stream; 8 by default. */
  readonly maxConnects?: number;
  /** Whether the data of messages gets a checksum; true by default. */
  readonly dataCrc?: boolean;
  readonly limits?: Partial<Limits>;
}

/** Options with nothing left out. */
export type Settled<Options extends SideOptions> = Options & Required<Omit<SideOptions, 'limits'>> & { readonly limits: Limits };

export function settle<Options extends SideOptions>(options: Options): Settled<Options> {
  const defaults = { required: Mask64.NONE, protocolVersion: MON_PROTOCOL, lossy: true, maxConnects: 8, dataCrc: true };
  return { ...defaults, ...options, limits: { ...LIMITS, ...options.limits } };
}
