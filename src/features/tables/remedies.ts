import type { Incarnation } from './ceph_features.ts';

/** A command with which an operator of the cluster makes sure that a bit is not required any more. */
export interface OperatorRemedy {
  readonly bit: number;
  readonly incarnation: Incarnation;
  /** The command; the operator fills in the parts in angle brackets. */
  readonly run: string;
  /** What the command costs, or when it is enough. */
  readonly effect: string;
}

const MOVES_DATA = 'data moves';
const KEEPS_IT_SO = 'from then on, the cluster refuses settings that need newer clients';

/**
 * The commands for each bit. The command that removes the need comes first, then the one that keeps it away.
 *
 * Source  ceph v16.0.0 src/osd/OSDMap.cc:1556-1640 for what requires which bit, src/mon/MonCommands.h for the commands
 */
export const OPERATOR_REMEDIES: readonly OperatorRemedy[] = [
  { bit: 18, incarnation: 1, run: 'ceph osd crush tunables legacy', effect: MOVES_DATA },
  {
    bit: 21, incarnation: 2, run: 'ceph osd rm-pg-upmap-items <pgid>',
    effect: 'for each PG with an upmap exception, after the balancer has left upmap mode; data moves',
  },
  { bit: 21, incarnation: 2, run: 'ceph osd set-require-min-compat-client jewel', effect: KEEPS_IT_SO },
  {
    bit: 23, incarnation: 1, run: 'ceph config set global cephx_require_signatures false',
    effect: 'messages to such peers are not signed',
  },
  { bit: 25, incarnation: 1, run: 'ceph osd crush tunables legacy', effect: MOVES_DATA },
  {
    bit: 30, incarnation: 1, run: 'ceph osd pool set <pool> hashpspool false',
    effect: 'for each pool with the flag; data moves',
  },
  { bit: 35, incarnation: 1, run: 'ceph osd tier remove <pool> <cache>', effect: 'for each cache tier, after it was flushed' },
  { bit: 41, incarnation: 1, run: 'ceph osd crush tunables bobtail', effect: MOVES_DATA },
  { bit: 41, incarnation: 1, run: 'ceph osd primary-affinity <osd> 1', effect: 'for each OSD with an affinity other than 1' },
  {
    bit: 48, incarnation: 1, run: 'ceph osd crush tunables firefly',
    effect: 'enough only if the CRUSH map has no straw2 bucket; data moves',
  },
  { bit: 48, incarnation: 1, run: 'ceph osd set-require-min-compat-client firefly', effect: KEEPS_IT_SO },
  { bit: 58, incarnation: 1, run: 'ceph osd crush tunables hammer', effect: MOVES_DATA },
  { bit: 58, incarnation: 1, run: 'ceph osd set-require-min-compat-client hammer', effect: KEEPS_IT_SO },
  { bit: 61, incarnation: 1, run: 'ceph osd set-require-min-compat-client mimic', effect: 'nautilus and later require it' },
];
