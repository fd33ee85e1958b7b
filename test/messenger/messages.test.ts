import { describe, expect, it } from 'vitest';
import { BufferList } from '../../src/buffer/list.ts';
import { toHex } from '../../src/buffer/bytes/hex.ts';
import { SUBSCRIBE2 } from '../../src/features/masks.ts';
import { Mask64 } from '../../src/features/mask64.ts';
import type { Message } from '../../src/messenger/message.ts';
import { messageOf, readFront, readMessage } from '../../src/messenger/messages.ts';
import { MAuth } from '../../src/types/messages/MAuth.ts';
import { MMonGetMap } from '../../src/types/messages/MMonGetMap.ts';
import { MMonMap } from '../../src/types/messages/MMonMap.ts';
import { MMonSubscribe } from '../../src/types/messages/MMonSubscribe.ts';
import { PAXOS_OF_CLIENT } from '../../src/types/messages/PaxosServiceMessage.ts';
import { decode } from '../../src/encoding/ceph_type.ts';
import { fixture } from '../support/fixtures.ts';
import { decodeErrorOf, hex } from '../support/support.ts';

const wants = { what: new Map([['osdmap', { start: 0n, flags: 1 }]]), hostname: 'vm' };
const auth = { ...PAXOS_OF_CLIENT, protocol: 0, authPayload: hex`cafe`, monmapEpoch: 0 };
const frontOf = ({ front }: Message): string => toHex(front.toBytes());

describe('messageOf', () => {
  it('returns a message of the type, without a seq, from a client without a number', () => {
    const { front, middle, data, ...header } = messageOf(MMonGetMap, {});
    expect(header).toEqual({
      seq: 0n, tid: 0n, type: 5, priority: 127, version: 1, compatVersion: 1, dataOff: 0, src: { type: 8, num: -1n },
    });
    expect([front.length, middle.length, data.length]).toEqual([0, 0, 0]);
  });

  it('takes the other fields of the header', () => {
    const header = { seq: 7n, tid: 3n, priority: 196, src: { type: 1, num: 0n } };
    expect(messageOf(MMonGetMap, {}, header)).toMatchObject(header);
  });

  it.each([
    { version: 3, compatVersion: 1, options: {} },
    { version: 2, compatVersion: 2, options: { release: 'hammer' } },
    { version: 0, compatVersion: 1, options: { features: Mask64.ALL.without(SUBSCRIBE2) } },
  ] as const)('writes version $version if release and peer need it, and states it', ({ version, compatVersion, options }) => {
    const message = messageOf(MMonSubscribe, wants, options);
    expect(message).toMatchObject({ type: 15, version, compatVersion });
    const { what } = readFront(MMonSubscribe, message);
    expect(what).toEqual(wants.what);
  });

  it('writes the fronts that a real client sends', () => {
    const { bytes } = fixture('messages/MMonSubscribe/v3-mon-dump.bin');
    const { what, hostname } = decode(MMonSubscribe, bytes);
    expect(frontOf(messageOf(MMonSubscribe, { what, hostname }))).toBe(toHex(bytes));
  });
});

describe('readMessage', () => {
  it.each(['messages/MAuth/v1-hello', 'messages/MAuthReply/v1-welcome', 'messages/MMonGetMap/v1-front', 'messages/MMonMap/v9-one-mon', 'messages/MMonSubscribe/v3-mon-dump', 'messages/MMonSubscribeAck/v1-a-day'])(
    'reads the front %s',
    (file) => {
      const { type, bytes } = fixture(`${file}.bin`);
      const number = { MAuth: 17, MAuthReply: 18, MMonGetMap: 5, MMonMap: 4, MMonSubscribe: 15, MMonSubscribeAck: 16 }[type.name] ?? 0;
      const version = type.name === 'MMonSubscribe' ? 3 : 1;
      const { message: _, ...value } = decode(type, bytes) as { message: null };
      expect(readMessage({ ...messageOf(MMonGetMap, {}), type: number, version, front: BufferList.from(bytes) })).toEqual({ name: type.name, value });
    },
  );

  it('returns a value of the type that the name states', () => {
    const read = readMessage(messageOf(MAuth, auth));
    if (!('value' in read) || read.name !== 'MAuth') throw new Error(`expected an MAuth, got ${read.name}`);
    expect(read.value.authPayload).toEqual(hex`cafe`);
  });

  it('returns any other message unchanged, with its name', () => {
    const osdMap = { ...messageOf(MMonGetMap, {}), type: 41, front: BufferList.from(hex`00`) };
    const read = readMessage(osdMap);
    expect(read).toEqual({ name: 'MOSDMap', message: osdMap });
    expect('message' in read && read.message).toBe(osdMap);
    expect(readMessage({ ...osdMap, type: 3 })).toMatchObject({ name: 'type 3' });
  });

  it('refuses a newer compat_version, and reads a newer version without the fields that it appends', () => {
    const message = messageOf(MAuth, auth);
    const newer = { ...message, version: 2, front: BufferList.from(hex`${message.front.toBytes()} 07`) };
    expect(readMessage(newer)).toEqual({ name: 'MAuth', value: auth });
    expect(decodeErrorOf(() => readMessage({ ...newer, compatVersion: 2 }))).toMatchObject({ code: 'incompatible', path: 'MAuth.compat_version' });
    expect(readMessage({ ...messageOf(MMonSubscribe, wants), compatVersion: 3 })).toMatchObject({ name: 'MMonSubscribe' });
    expect(decodeErrorOf(() => readMessage({ ...messageOf(MMonSubscribe, wants), compatVersion: 4 })).reason).toBe('needs a decoder of version 4 or newer, this one is 3');
  });

  it('names the wrong field of a front', () => {
    const { front, ...message } = messageOf(MAuth, auth);
    front.splice(20, front.length - 20);
    expect(decodeErrorOf(() => readMessage({ ...message, front }))).toMatchObject({ code: 'end_of_buffer', path: 'MAuth.protocol', offset: 18 });
  });
});

describe('readFront', () => {
  it('refuses a message of another type', () => {
    expect(readFront(MAuth, messageOf(MAuth, auth))).toEqual(auth);
    expect(() => readFront(MMonMap, messageOf(MAuth, auth))).toThrow(new TypeError('needs a message of type 4, MMonMap, got 17, MAuth'));
  });

  it('reads a front in many chunks', () => {
    const { front, ...message } = messageOf(MAuth, auth);
    const chunks = new BufferList();
    for (const octet of front.toBytes()) chunks.claimAppend(BufferList.from(Uint8Array.of(octet)));
    expect(chunks.getNumBuffers()).toBe(front.length);
    expect(readFront(MAuth, { ...message, front: chunks })).toEqual(auth);
  });
});
