import type { Mask64 } from '../../mask64.ts';
import type { Incarnation } from '../../tables/ceph_features.ts';

/** The contents of a log line about features that one side requires and the other side lacks. */
export interface Mismatch {
  /** Who logged the line: the Linux kernel client, a messenger of user-space Ceph, or a monitor or OSD. */
  readonly logged: 'kernel' | 'messenger' | 'monitor';
  /** The name of the daemon that logged the line, `mon.a`, if the line begins with it. */
  readonly logger: string | null;
  /** What the bits are: Ceph's features, or the few bits that messenger v2 exchanges in its banner. */
  readonly space: 'rados' | 'msgr2';
  /** The side that lacks the bits. `local` is the side that logged the line. Null if the line only says what is required from now on. */
  readonly lacking: 'local' | 'peer' | null;
  /**
   * What lacks the bits: a kernel client, the servers of a kernel client, a client or daemon in user space, a monitor, an OSD or other
   * daemon, any client, or a peer of which the line does not say what it is.
   */
  readonly actor: 'kernel' | 'server' | 'user_space' | 'monitor' | 'daemon' | 'client' | 'peer';
  /** The name of the peer, as in the line: `mon0` and `osd12` in lines of the kernel, `mon.2` in lines of a monitor. */
  readonly who: string | null;
  /** The peer's address, as in the line. */
  readonly address: string | null;
  readonly my: Mask64 | null;
  /**
   * The peer's features, as it stated them. To a client that lacks features, a server does not state all of its own
   * features, but the bits that both sides have and the bits that it requires.
   */
  readonly theirs: Mask64 | null;
  /** All that is required, if the line says so. */
  readonly required: Mask64 | null;
  /** What is required and not there; what the line says, if it does not state both. */
  readonly missing: Mask64;
  /** The missing bits as the line states them; null if it does not. */
  readonly stated: Mask64 | null;
  /** The release that the other side is of, and the one that is needed, as in the line: names or numbers. */
  readonly release: { readonly is: string; readonly needs: string } | null;
  /** The newest meanings of reused bits that both sides know, if the line tells; 1 if not. */
  readonly incarnation: Incarnation;
  /** Whom the requirement is for, if nobody lacks it yet: `clients`, `mons`, `osds`. */
  readonly of: string | null;
}
