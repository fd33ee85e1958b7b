import type { Incarnation } from '../../tables/ceph_features.ts';
import type { Mismatch } from './mismatch.ts';

/** How a program tells of missing features. */
export interface Wording {
  readonly logged: Mismatch['logged'];
  readonly lacking: Mismatch['lacking'];
  readonly actor: Mismatch['actor'];
  /** The newest incarnation that both sides know, if the wording tells: 3 for messenger v2 and monitors of Nautilus and later. */
  readonly incarnation?: Incarnation;
  /** Undefined if the line itself says it. */
  readonly space?: Mismatch['space'];
  readonly pattern: RegExp;
}

const HEX = (name: string): string => `(?:0x)?(?<${name}>[0-9a-fA-F]{1,16})(?![0-9a-zA-Z])`;
const DECIMAL = (name: string): string => `(?<${name}Decimal>\\d{1,20})(?![0-9a-zA-Z])`;

type Parts = Omit<Wording, 'pattern'>;

/** Makes a wording. In its text, a name in braces stands for a mask in hex, with or without `0x`; `{name:d}` for one in decimal. */
function wording(parts: Parts, text: string): Wording {
  const pattern = text.replace(/\{(\w+?)(:d)?\}/g, (_, name: string, decimal?: string) => (decimal === undefined ? HEX(name) : DECIMAL(name)));
  return { ...parts, pattern: new RegExp(pattern) };
}

const KERNEL = { logged: 'kernel', lacking: 'local', actor: 'kernel' } as const;
const SERVER = { logged: 'kernel', lacking: 'peer', actor: 'server' } as const;
const MESSENGER = { logged: 'messenger', lacking: 'local', actor: 'user_space' } as const;
const ITS_PEER = { logged: 'messenger', lacking: 'peer', actor: 'peer' } as const;
const MONITOR = { logged: 'monitor', lacking: 'local', actor: 'monitor' } as const;
const OTHER_MONITOR = { logged: 'monitor', lacking: 'peer', actor: 'monitor' } as const;
const CLUSTER = { logged: 'monitor', lacking: null, actor: 'client' } as const;

/**
 * Every line about missing features, the more particular ones first. Masks are in hex where a colon and `d` do not say decimal.
 *
 * Source  Linux net/ceph/messenger.c, messenger_v1.c, messenger_v2.c; ceph v0.94.9 src/msg/simple/Pipe.cc, src/msg/async/AsyncConnection.cc,
 *         src/mon/Monitor.cc, Elector.cc, OSDMonitor.cc; v12.2.5, v14.2.8 and v16.0.0 src/msg/async/ProtocolV1.cc, ProtocolV2.cc,
 *         src/mon/Monitor.cc, Elector.cc, OSDMonitor.cc, src/osd/OSD.cc
 */
export const WORDINGS: readonly Wording[] = [
  wording({ ...KERNEL, space: 'rados' }, String.raw`feature set mismatch, my {my} <? ?server\S{0,8} {theirs}, missing {missing}`),
  // A report that hides its masks, or lost them, still has the missing bits.
  wording({ ...KERNEL, space: 'rados' }, String.raw`feature set mismatch, my \S{1,40} .{0,60}?missing {missing}`),
  wording({ ...SERVER, space: 'rados' }, String.raw`protocol feature mismatch, my required {required} >? ?server\S{0,8} {theirs}, need {missing}`),
  wording({ ...SERVER, incarnation: 3 }, String.raw`(?<space>RADOS|msgr2) feature set mismatch: my required >? ?server\S{0,8} supported {theirs}, need {missing}`),
  wording({ ...KERNEL, incarnation: 3 }, String.raw`(?<space>RADOS|msgr2) feature set mismatch: server\S{0,8} required >? ?my supported {my}, missing {missing}`),
  wording({ ...MESSENGER, space: 'rados' }, 'connect protocol feature mismatch, my {my} <? ?peer {theirs} missing {missing}'),
  wording({ ...ITS_PEER, space: 'rados' }, 'missing required features {missing}'),
  wording({ ...MESSENGER, space: 'rados', incarnation: 3 }, 'client does not support all server features: {missing}'),
  wording({ ...ITS_PEER, space: 'msgr2' }, 'peer does not support all required features required={required} supported={theirs}'),
  wording({ ...MESSENGER, space: 'msgr2' }, 'we do not support all peer required features required={required} supported={my}'),
  wording(MONITOR, 'missing features, have {my:d}, required {required:d}, missing {missing:d}'),
  wording({ ...MONITOR, incarnation: 3 }, String.raw`require release (?<needs>\w+) >? ?(?<is>\w+), or missing features \(have {my:d}, required {required:d}, missing {missing:d}\)`),
  wording({ ...OTHER_MONITOR, incarnation: 3 }, String.raw`peer (?<address>\S+) release (?<is>\w+) <? ?min_mon_release (?<needs>\w+), or missing features {missing:d}`),
  wording(OTHER_MONITOR, String.raw`peer (?<address>\S+) missing features {missing:d}`),
  wording(OTHER_MONITOR, String.raw`ignoring peer (?<who>mon\.\S+) has features {theirs} but we require {required}`),
  wording(OTHER_MONITOR, String.raw`required features {required:d}.{0,600}?, peer features {theirs:d}`),
  wording(OTHER_MONITOR, String.raw`sending nak to peer (?<who>\S+) (?:that only )?supports {theirs:d}.{0,600}? required {required:d}`),
  wording(CLUSTER, String.raw`crush map has features {required:d}(?: was \d+)?, adjusting msgr requires(?: for (?<of>clients|mons|osds))?`),
  wording({ ...OTHER_MONITOR, actor: 'client', incarnation: 3 }, String.raw`cannot set require_min_compat_client to (?<needs>\w+):.{0,200}?look like (?<is>\w+) \(missing {missing}\)`),
  wording({ ...OTHER_MONITOR, actor: 'daemon' }, String.raw`features {missing:d} unsupported by: (?<who>[^;"]{1,200})`),
  wording({ ...OTHER_MONITOR, actor: 'daemon', incarnation: 3 }, String.raw`disallowing boot of \S* ?OSD (?<who>osd\.\d+).{0,300}?lacks (?:the )?(?<names>(?:CEPH_FEATURE_)?[A-Z][A-Z0-9_]+(?:;(?:CEPH_FEATURE_)?[A-Z][A-Z0-9_]+)*)`),
];
