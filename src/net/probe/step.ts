import type { Mask64 } from '../../features/mask64.ts';
import type { MissingFeature } from '../../features/judge/missing/missing.ts';
import type { EntityAddr } from '../../types/common/entity_addr_t.ts';
import type { EntityAddrvec } from '../../types/common/entity_addrvec_t.ts';

/** The protocol between a client and a monitor: v1 of old, v2 from Nautilus on. */
export type MessengerVersion = 1 | 2;

/** There is a connection; both ends as the system names them, `10.0.0.1:6789` or `[::1]:6789`. */
export interface ConnectedStep {
  readonly kind: 'connected';
  readonly local: string;
  readonly remote: string;
}

/** The peer is a Ceph daemon that speaks this messenger; v2 says more of itself, which v1 cannot. */
export interface BannerStep {
  readonly kind: 'banner';
  readonly messenger: MessengerVersion;
  /** How frames are closed; null in v1, as are the features of the messenger itself. */
  readonly revision: 0 | 1 | null;
  readonly supported: Mask64 | null;
  readonly required: Mask64 | null;
}

/** Our own address, as the server sees it. */
export interface SeenStep {
  readonly kind: 'seen';
  readonly addr: EntityAddr;
}

/** The addresses that the server has by its own account. */
export interface ServerStep {
  readonly kind: 'server';
  readonly addrs: EntityAddrvec;
  /** Whether the one that was dialled is among them: where it is not, Ceph's own clients go away. */
  readonly isDialled: boolean;
}

/** The server accepted what we offered. */
export interface FeaturesStep {
  readonly kind: 'features';
  readonly supported: Mask64;
  /** What it requires of us; null in v1, which says so only when something is missing. */
  readonly required: Mask64 | null;
  /** What both support: everything is encoded for these. */
  readonly negotiated: Mask64;
  /** Of messenger v1: 15 between a client and a monitor. */
  readonly protocolVersion: number | null;
}

/** One side requires what the other lacks, and that is the end of it. */
export interface MissingStep {
  readonly kind: 'missing';
  /** Who lacks it. */
  readonly side: 'client' | 'server';
  readonly features: readonly MissingFeature[];
}

/** The monitor let us in, without authentication. */
export interface AuthStep {
  readonly kind: 'auth';
  /** Whom the cluster knows us as. */
  readonly globalId: bigint;
}

/** The MMonMap arrived. */
export interface MapStep {
  readonly kind: 'map';
  /** Of its front, in bytes. */
  readonly length: number;
  /** Whether its checksums were right; a monitor can be configured to compute none in v1. */
  readonly isChecked: boolean;
}

/** What a probe learns, in the order in which it does. */
export type ProbeStep = ConnectedStep | BannerStep | SeenStep | ServerStep | FeaturesStep | MissingStep | AuthStep | MapStep;
