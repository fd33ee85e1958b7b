import type { Incarnation } from './ceph_features.ts';

/** What an operator of the cluster can do so that a bit is no longer required. */
export interface OperatorRemedy {
  readonly bit: number;
  readonly incarnation: Incarnation;
  /** A command, with what is to be filled in between angle brackets. */
  readonly run: string;
  /** What it costs, or when it is enough. */
  readonly effect: string;
}

const MOVES_DATA = 'data moves';
const KEEPS_IT_SO = 'after that, what would need newer clients is refused';

/**
 * By bit, the ways to do without it, the one that mends first.
 *
 * Source  ceph v16.0.0 src/osd/OSDMap.cc:1556-1640 for what requires which bit, src/mon/MonCommands.h for the commands
 */
export const OPERATOR_REMEDIES: readonly OperatorRemedy[] = [
  { bit: 18, incarnation: 1, run: 'ceph osd crush tunables legacy', effect: MOVES_DATA },
  {
    bit: 21, incarnation: 2, run: 'ceph osd rm-pg-upmap-items <pgid>',
    effect: 'for each PG with such an exception, with the balancer out of upmap mode; data moves',
  },
  { bit: 21, incarnation: 2, run: 'ceph osd set-require-min-compat-client jewel', effect: KEEPS_IT_SO },
  {
    bit: 23, incarnation: 1, run: 'ceph config set global cephx_require_signatures false',
    effect: 'messages go unsigned to such peers',
  },
  { bit: 25, incarnation: 1, run: 'ceph osd crush tunables legacy', effect: MOVES_DATA },
  {
    bit: 30, incarnation: 1, run: 'ceph osd pool set <pool> hashpspool false',
    effect: 'for each pool that has the flag; data moves',
  },
  { bit: 35, incarnation: 1, run: 'ceph osd tier remove <pool> <cache>', effect: 'for each cache tier, once flushed' },
  { bit: 41, incarnation: 1, run: 'ceph osd crush tunables bobtail', effect: MOVES_DATA },
  { bit: 41, incarnation: 1, run: 'ceph osd primary-affinity <osd> 1', effect: 'for each OSD with another affinity' },
  {
    bit: 48, incarnation: 1, run: 'ceph osd crush tunables firefly',
    effect: 'enough only where no bucket of the CRUSH map is straw2; data moves',
  },
  { bit: 48, incarnation: 1, run: 'ceph osd set-require-min-compat-client firefly', effect: KEEPS_IT_SO },
  { bit: 58, incarnation: 1, run: 'ceph osd crush tunables hammer', effect: MOVES_DATA },
  { bit: 58, incarnation: 1, run: 'ceph osd set-require-min-compat-client hammer', effect: KEEPS_IT_SO },
  { bit: 61, incarnation: 1, run: 'ceph osd set-require-min-compat-client mimic', effect: 'it is required from nautilus on' },
];
