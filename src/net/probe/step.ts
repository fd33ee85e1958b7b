import type { Mask64 } from '../../features/mask64.ts';
import type { MissingFeature } from '../../features/judge/missing/missing.ts';
import type { EntityAddr } from '../../types/common/entity_addr_t.ts';
import type { EntityAddrvec } from '../../types/common/entity_addrvec_t.ts';

/** The version of the messenger. Version 2 exists since Nautilus. */
export type MessengerVersion = 1 | 2;

/** The connection is open. Both ends are as the system reports them, `10.0.0.1:6789` or `[::1]:6789`. */
export interface ConnectedStep {
  readonly kind: 'connected';
  readonly local: string;
  readonly remote: string;
}

/** The peer is a Ceph daemon that uses this messenger. Only v2 states messenger features. */
export interface BannerStep {
  readonly kind: 'banner';
  readonly messenger: MessengerVersion;
  /** The form of frames; null in v1, as are the messenger features. */
  readonly revision: 0 | 1 | null;
  readonly supported: Mask64 | null;
  readonly required: Mask64 | null;
}

/** The client's address, as the server sees it. */
export interface SeenStep {
  readonly kind: 'seen';
  readonly addr: EntityAddr;
}

/** The addresses that the server states as its own. */
export interface ServerStep {
  readonly kind: 'server';
  readonly addrs: EntityAddrvec;
  /** Whether the dialled address is among them. If not, Ceph's own clients close the connection. */
  readonly isDialled: boolean;
}

/** The server accepted the client's features. */
export interface FeaturesStep {
  readonly kind: 'features';
  /** All features that the server supports. */
  readonly supported: Mask64;
  /** The features that the server requires; null in v1, which states them only if the client lacks some. */
  readonly required: Mask64 | null;
  /** What both sides support, and encode for. */
  readonly negotiated: Mask64;
  /** 15 between a client and a monitor; null in v2. */
  readonly protocolVersion: number | null;
}

/** One side requires features that the other lacks. The probe ends there. */
export interface MissingStep {
  readonly kind: 'missing';
  /** The side that lacks them. */
  readonly side: 'client' | 'server';
  readonly features: readonly MissingFeature[];
}

/** The monitor accepted the client without authentication. */
export interface AuthStep {
  readonly kind: 'auth';
  /** The number that the monitor gave to the client. */
  readonly globalId: bigint;
}

/** The MMonMap arrived. */
export interface MapStep {
  readonly kind: 'map';
  /** Length of its front, in bytes. */
  readonly length: number;
  /** Whether checksums covered it. In v1 a monitor can be configured to compute none. */
  readonly isChecked: boolean;
}

/** What a probe learns, in this order. */
export type ProbeStep = ConnectedStep | BannerStep | SeenStep | ServerStep | FeaturesStep | MissingStep | AuthStep | MapStep;
