import { AN_OBJECT, A_BOOLEAN, A_NUMBER, numbersOf, objectOf, required } from '../../arguments/options.ts';
import type { OptionKinds } from '../../arguments/options.ts';
import { A_MASK } from '../../features/mask64.ts';
import { Mask64 } from '../../features/mask64.ts';
import type { EntityName } from '../../types/common/entity_name_t.ts';
import { MON_PROTOCOL } from './frames/connect.ts';
import { LIMITS } from './frames/limits.ts';
import type { Limits } from './frames/limits.ts';

/** The options that a client and a server share. */
export interface SideOptions {
  /** All features that this side supports. */
  readonly features: Mask64;
  /** The features that the other side must support; none by default. */
  readonly required?: Mask64;
  /** The name of this side. A connect contains its type, and every message all of it. */
  readonly name: EntityName;
  /** 15 by default, the protocol between a client and a monitor: see {@link CLIENT_PROTOCOLS}. */
  readonly protocolVersion?: number;
  /** Whether messages are dropped with the connection, and so need no acknowledgement; true by default. The server decides. */
  readonly lossy?: boolean;
  /** How many connects one stream may have; 8 by default. */
  readonly maxConnects?: number;
  /** Whether the data of messages gets a checksum; true by default. */
  readonly dataCrc?: boolean;
  readonly limits?: Partial<Limits>;
}

export const SIDE_OPTIONS: OptionKinds<SideOptions> = {
  features: required(A_MASK), required: A_MASK, name: required(AN_OBJECT), protocolVersion: A_NUMBER, lossy: A_BOOLEAN, maxConnects: A_NUMBER,
  dataCrc: A_BOOLEAN, limits: objectOf(numbersOf<Limits>(LIMITS)),
};

/** Options, with the default of each that was left out. */
export type CompleteOptions<Options extends SideOptions> = Options & Required<Omit<SideOptions, 'limits'>> & { readonly limits: Limits };

export function withDefaults<Options extends SideOptions>(options: Options): CompleteOptions<Options> {
  const { required = Mask64.NONE, protocolVersion = MON_PROTOCOL, lossy = true, maxConnects = 8, dataCrc = true } = options;
  return { ...options, required, protocolVersion, lossy, maxConnects, dataCrc, limits: { ...LIMITS, ...options.limits } };
}
