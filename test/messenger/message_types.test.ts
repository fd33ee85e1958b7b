import { describe, expect, it } from 'vitest';
import { messageTypeByName, messageTypeName, messageTypeNames } from '../../src/messenger/message_types.ts';
import { MAuth } from '../../src/types/messages/MAuth.ts';
import { MAuthReply } from '../../src/types/messages/MAuthReply.ts';
import { MMonGetMap } from '../../src/types/messages/MMonGetMap.ts';
import { MMonMap } from '../../src/types/messages/MMonMap.ts';
import { MMonSubscribe } from '../../src/types/messages/MMonSubscribe.ts';
import { MMonSubscribeAck } from '../../src/types/messages/MMonSubscribeAck.ts';

const ALL = Array.from({ length: 0x10000 }, (_, type) => type).filter((type) => messageTypeNames(type).length > 0);

describe('the name of a message type', () => {
  it.each([MMonMap, MMonGetMap, MMonSubscribe, MMonSubscribeAck, MAuth, MAuthReply])('is $name for $type', ({ name, type }) => {
    expect(messageTypeName(type)).toBe(name);
    expect(messageTypeByName(name)).toBe(type);
  });

  // One of every block of numbers in Ceph's headers.
  it.each([
    [1, 'MGenericMessage'], [2, 'MPing'], [6, 'MMonGetOSDMap'], [13, 'MStatfs'], [20, 'MMonGetVersionReply'], [21, 'MMDSMap'],
    [24, 'MClientRequest'], [41, 'MOSDMap'], [42, 'MOSDOp'], [43, 'MOSDOpReply'], [45, 'MFSMap'], [50, 'MMonCommand'], [51, 'MMonCommandAck'],
    [62, 'MConfig'], [64, 'MMonScrub'], [70, 'MOSDPing'], [87, 'MPGStats'], [100, 'MMDSBeacon'], [112, 'MOSDRepOp'], [150, 'MRecoveryReserve'],
    [0x200, 'MMDSResolve'], [0x300, 'MLock'], [0x310, 'MClientCaps'], [0x449, 'MExportDirDiscover'], [0x500, 'MHeartbeat'],
    [0x600, 'MTimeCheck'], [0x608, 'MMonHealthChecks'], [0x700, 'MMgrOpen'], [0x704, 'MMgrMap'], [0x70a, 'MMgrCommandReply'], [0x801, 'MNVMeofGwBeacon'],
  ])('for %i is %s', (type, name) => {
    expect(messageTypeName(type)).toBe(name);
    expect(messageTypeByName(name)).toBe(type);
  });

  it('is the number if there is no class', () => {
    for (const type of [0, 3, 40, 0x205, 0xffff]) expect(messageTypeName(type)).toBe(`type ${type}`);
    expect(messageTypeByName('type 3')).toBeUndefined();
    expect(messageTypeByName('constructor')).toBeUndefined();
  });

  it.each([
    [76, ['MMonGetPurgedSnaps', 'MOSDSubOp']],
    [77, ['MMonGetPurgedSnapsReply', 'MOSDSubOpReply']],
    [92, ['MOSDScrubReserve', 'MOSDPGMissing']],
    [101, ['MMDSPeerRequest', 'MMDSSlaveRequest']],
  ])('is the newest of two for %i, and both can be looked up', (type, names) => {
    expect(messageTypeNames(type)).toEqual(names);
    expect(messageTypeName(type)).toBe(names[0]);
    for (const name of names) expect(messageTypeByName(name)).toBe(type);
  });

  it('belongs to one number, for each of the 177 numbers', () => {
    expect(ALL).toHaveLength(177);
    for (const type of ALL) for (const name of messageTypeNames(type)) expect(messageTypeByName(name)).toBe(type);
    expect(ALL.flatMap((type) => messageTypeNames(type).filter((name) => !/^M[A-Z]\w+$/.test(name)))).toEqual([]);
  });
});
