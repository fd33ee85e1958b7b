import type { ReleaseName } from '../releases.ts';
import type { Incarnation } from './ceph_features.ts';

/** What an operator of the cluster can do so that a bit is not required of clients any more. */
export interface OperatorRemedy {
  readonly bit: number;
  readonly incarnation: Incarnation;
  /** A command; the operator fills in the parts in angle brackets. Undefined if the remedy is an upgrade of the cluster. */
  readonly run?: string;
  /** The first release whose cluster does not require the bit of clients. */
  readonly cluster?: ReleaseName;
  /** What it does and costs, or when it is enough. */
  readonly effect: string;
}

const MOVES_DATA = 'data moves';
const KEEPS_IT_SO = 'from then on, the cluster refuses settings that need newer clients; nothing moves';

/**
 * The remedies for each bit. The one that removes the need comes first, then the one that keeps it away.
 *
 * Source  ceph v0.80, v0.80.4 and v16.0.0 src/osd/OSDMap.cc, get_features, for what requires which bit; v16.0.0 src/mon/MonCommands.h for the
 *         commands; notes of 19.2.3 for rm-pg-upmap-primary-all
 */
export const OPERATOR_REMEDIES: readonly OperatorRemedy[] = [
  { bit: 18, incarnation: 1, run: 'ceph osd crush tunables legacy', effect: MOVES_DATA },
  {
    bit: 21, incarnation: 2, run: 'ceph osd rm-pg-upmap-items <pgid>',
    effect: 'for each PG with an upmap exception, after "ceph balancer mode crush-compat" or "ceph balancer off"; data moves',
  },
  { bit: 21, incarnation: 2, run: 'ceph osd crush weight-set rm <pool>', effect: 'for each pool with a weight set of its own; data moves' },
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
  {
    bit: 31, incarnation: 3, run: 'ceph osd rm-pg-upmap-primary-all',
    effect: 'the primaries go back to those that CRUSH chooses; no data moves. Before 19.2.3: "ceph osd rm-pg-upmap-primary <pgid>" for each PG that has one',
  },
  { bit: 31, incarnation: 3, run: 'ceph balancer mode upmap', effect: 'in place of read or upmap-read: the read balancer is off, and sets no primaries again' },
  { bit: 31, incarnation: 3, run: 'ceph osd set-require-min-compat-client luminous', effect: KEEPS_IT_SO },
  { bit: 35, incarnation: 1, run: 'ceph osd tier remove <pool> <cache>', effect: 'for each cache tier, after it was flushed' },
  {
    bit: 36, incarnation: 1, run: 'ceph osd pool set <pool> crush_rule <rule>',
    effect: 'for each pool whose rule has indep or set_ steps; pools with erasure codes need such rules, and have to go; data moves',
  },
  { bit: 38, incarnation: 1, cluster: 'giant', effect: 'from 0.80.4 on, pools with erasure codes require the bit of daemons only' },
  {
    bit: 38, incarnation: 2, run: 'ceph osd pool set <pool> crush_rule <rule>',
    effect: 'for each pool with an MSR rule, to a rule without MSR steps; data moves',
  },
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
