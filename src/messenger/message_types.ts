/** The number of a type, its class in C++, and the class that had this number earlier. */
type Row = readonly [type: number, name: string, before?: string];

/**
 * Every message type that has a class in Ceph, from Argonaut to the main branch after Tentacle, by number.
 *
 * Four numbers have two classes: 76, 77 and 92 were reused after Luminous and Kraken, and the class of 101 was renamed after Octopus.
 *
 * Source  ceph v0.48.3 to v16.0.0 src/include/ceph_fs.h, src/msg/Message.h, src/msg/Message.cc decode_message; main at 02cf206e, the same
 */
const ROWS: readonly Row[] = [
  [1, 'MGenericMessage'],
  [2, 'MPing'],
  [4, 'MMonMap'],
  [5, 'MMonGetMap'],
  [6, 'MMonGetOSDMap'],
  [7, 'MMonMetadata'],
  [13, 'MStatfs'],
  [14, 'MStatfsReply'],
  [15, 'MMonSubscribe'],
  [16, 'MMonSubscribeAck'],
  [17, 'MAuth'],
  [18, 'MAuthReply'],
  [19, 'MMonGetVersion'],
  [20, 'MMonGetVersionReply'],
  [21, 'MMDSMap'],
  [22, 'MClientSession'],
  [23, 'MClientReconnect'],
  [24, 'MClientRequest'],
  [25, 'MClientRequestForward'],
  [26, 'MClientReply'],
  [27, 'MClientReclaim'],
  [28, 'MClientReclaimReply'],
  [29, 'MClientMetrics'],
  [41, 'MOSDMap'],
  [42, 'MOSDOp'],
  [43, 'MOSDOpReply'],
  [44, 'MWatchNotify'],
  [45, 'MFSMap'],
  [46, 'MForward'],
  [47, 'MRoute'],
  [48, 'MPoolOpReply'],
  [49, 'MPoolOp'],
  [50, 'MMonCommand'],
  [51, 'MMonCommandAck'],
  [52, 'MLog'],
  [53, 'MLogAck'],
  [54, 'MKVData'],
  [58, 'MGetPoolStats'],
  [59, 'MGetPoolStatsReply'],
  [60, 'MMonGlobalID'],
  [61, 'MOSDBackoff'],
  [62, 'MConfig'],
  [63, 'MGetConfig'],
  [64, 'MMonScrub'],
  [65, 'MMonElection'],
  [66, 'MMonPaxos'],
  [67, 'MMonProbe'],
  [68, 'MMonJoin'],
  [69, 'MMonSync'],
  [70, 'MOSDPing'],
  [71, 'MOSDBoot'],
  [72, 'MOSDFailure'],
  [73, 'MOSDAlive'],
  [74, 'MOSDMarkMeDown'],
  [75, 'MOSDFull'],
  [76, 'MMonGetPurgedSnaps', 'MOSDSubOp'],
  [77, 'MMonGetPurgedSnapsReply', 'MOSDSubOpReply'],
  [78, 'MOSDPGTemp'],
  [79, 'MOSDBeacon'],
  [80, 'MOSDPGNotify'],
  [81, 'MOSDPGQuery'],
  [83, 'MOSDPGLog'],
  [84, 'MOSDPGRemove'],
  [85, 'MOSDPGInfo'],
  [86, 'MOSDPGTrim'],
  [87, 'MPGStats'],
  [88, 'MPGStatsAck'],
  [89, 'MOSDPGCreate'],
  [90, 'MRemoveSnaps'],
  [91, 'MOSDScrub'],
  [92, 'MOSDScrubReserve', 'MOSDPGMissing'],
  [93, 'MOSDRepScrub'],
  [94, 'MOSDPGScan'],
  [95, 'MOSDPGBackfill'],
  [96, 'MOSDPGBackfillRemove'],
  [97, 'MCommand'],
  [98, 'MCommandReply'],
  [99, 'MBackfillReserve'],
  [100, 'MMDSBeacon'],
  [101, 'MMDSPeerRequest', 'MMDSSlaveRequest'],
  [102, 'MMDSTableRequest'],
  [103, 'MFSMapUser'],
  [105, 'MOSDPGPush'],
  [106, 'MOSDPGPull'],
  [107, 'MOSDPGPushReply'],
  [108, 'MOSDECSubOpWrite'],
  [109, 'MOSDECSubOpWriteReply'],
  [110, 'MOSDECSubOpRead'],
  [111, 'MOSDECSubOpReadReply'],
  [112, 'MOSDRepOp'],
  [113, 'MOSDRepOpReply'],
  [114, 'MOSDPGUpdateLogMissing'],
  [115, 'MOSDPGUpdateLogMissingReply'],
  [116, 'MOSDPGCreated'],
  [117, 'MOSDRepScrubMap'],
  [118, 'MOSDPGRecoveryDelete'],
  [119, 'MOSDPGRecoveryDeleteReply'],
  [120, 'MOSDPGCreate2'],
  [121, 'MOSDScrub2'],
  [122, 'MOSDPGReadyToMerge'],
  [123, 'MOSDMarkMeDead'],
  [124, 'MOSDPGStopMerge'],
  [130, 'MOSDPGNotify2'],
  [131, 'MOSDPGQuery2'],
  [132, 'MOSDPGInfo2'],
  [133, 'MOSDPGLease'],
  [134, 'MOSDPGLeaseAck'],
  [135, 'MMDSScrub'],
  [136, 'MOSDPGPCT'],
  [137, 'MOSDScrubReschedule'],
  [140, 'MMonPing'],
  [141, 'MMonUsedPendingKeys'],
  [150, 'MRecoveryReserve'],
  [151, 'MOSDForceRecovery'],
  [0x200, 'MMDSResolve'],
  [0x201, 'MMDSResolveAck'],
  [0x202, 'MMDSCacheRejoin'],
  [0x203, 'MDiscover'],
  [0x204, 'MDiscoverReply'],
  [0x206, 'MDirUpdate'],
  [0x207, 'MCacheExpire'],
  [0x208, 'MDentryUnlink'],
  [0x209, 'MMDSFragmentNotify'],
  [0x20a, 'MMDSLoadTargets'],
  [0x20c, 'MDentryLink'],
  [0x20d, 'MMDSFindIno'],
  [0x20e, 'MMDSFindInoReply'],
  [0x20f, 'MMDSOpenIno'],
  [0x210, 'MMDSOpenInoReply'],
  [0x211, 'MMDSSnapUpdate'],
  [0x212, 'MMDSFragmentNotifyAck'],
  [0x300, 'MLock'],
  [0x301, 'MInodeFileCaps'],
  [0x310, 'MClientCaps'],
  [0x311, 'MClientLease'],
  [0x312, 'MClientSnap'],
  [0x313, 'MClientCapRelease'],
  [0x314, 'MClientQuota'],
  [0x449, 'MExportDirDiscover'],
  [0x450, 'MExportDirDiscoverAck'],
  [0x451, 'MExportDirCancel'],
  [0x452, 'MExportDirPrep'],
  [0x453, 'MExportDirPrepAck'],
  [0x456, 'MExportDir'],
  [0x457, 'MExportDirAck'],
  [0x458, 'MExportDirNotify'],
  [0x459, 'MExportDirNotifyAck'],
  [0x460, 'MExportDirFinish'],
  [0x470, 'MExportCaps'],
  [0x471, 'MExportCapsAck'],
  [0x472, 'MGatherCaps'],
  [0x500, 'MHeartbeat'],
  [0x501, 'MMDSMetrics'],
  [0x502, 'MMDSPing'],
  [0x503, 'MMDSScrubStats'],
  [0x505, 'MMDSQuiesceDbListing'],
  [0x506, 'MMDSQuiesceDbAck'],
  [0x600, 'MTimeCheck'],
  [0x601, 'MMonHealth'],
  [0x602, 'MDataPing'],
  [0x607, 'MNop'],
  [0x608, 'MMonHealthChecks'],
  [0x609, 'MTimeCheck2'],
  [0x700, 'MMgrOpen'],
  [0x701, 'MMgrConfigure'],
  [0x702, 'MMgrReport'],
  [0x703, 'MMgrBeacon'],
  [0x704, 'MMgrMap'],
  [0x705, 'MMgrDigest'],
  [0x706, 'MMonMgrReport'],
  [0x707, 'MServiceMap'],
  [0x708, 'MMgrClose'],
  [0x709, 'MMgrCommand'],
  [0x70a, 'MMgrCommandReply'],
  [0x70b, 'MMgrUpdate'],
  [0x800, 'MNVMeofGwMap'],
  [0x801, 'MNVMeofGwBeacon'],
];

const NAMES: ReadonlyMap<number, readonly string[]> = new Map(ROWS.map(([type, name, before]) => [type, before === undefined ? [name] : [name, before]]));
const TYPES: ReadonlyMap<string, number> = new Map([...NAMES].flatMap(([type, names]) => names.map((name) => [name, type] as const)));

/**
 * The class in C++ of a message type, such as `MMonMap` for 4. If a number had two, the newest; if it has none, `type 3`.
 *
 * @example
 * ```ts
 * import { messageTypeName } from 'cephwire/messenger';
 *
 * console.log(messageTypeName(4)); // → MMonMap
 * ```
 */
export function messageTypeName(type: number): string {
  return messageTypeNames(type)[0] ?? `type ${type}`;
}

/** Every class that had this number, the newest first: two for a number that was reused. */
export function messageTypeNames(type: number): readonly string[] {
  return NAMES.get(type) ?? [];
}

/**
 * The number of a message type, from its class in C++.
 *
 * @example
 * ```ts
 * import { messageTypeByName } from 'cephwire/messenger';
 *
 * console.log(messageTypeByName('MMonMap'), messageTypeByName('MNothing')); // → 4 undefined
 * ```
 */
export function messageTypeByName(name: string): number | undefined {
  return TYPES.get(name);
}
