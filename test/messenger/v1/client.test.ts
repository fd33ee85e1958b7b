import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../src/buffer/crc32c/crc32c.ts';
import { toHex } from '../../../src/buffer/bytes/hex.ts';
import { Mask64 } from '../../../src/features/mask64.ts';
import { MessengerError } from '../../../src/messenger/messenger_error.ts';
import type { Client, ClientEvent } from '../../../src/messenger/v1/client.ts';
import { parseEntityAddr } from '../../../src/types/common/entity_addr_t.ts';
import { LINEAR, growth } from '../../support/growth.ts';
import { hex } from '../../support/support.ts';
import { HAMMER, PACIFIC, REQUIRED, clientOf, output, payload } from './support/machines.ts';
import { RECORDINGS, cutAt, plain, recording } from './support/streams.ts';

const HAMMER59 = HAMMER.or(Mask64.bit(59));
/** The front of an MAuth of client.admin, without the monmap_epoch that may follow. */
const MAUTH = '0000000000000000ffff0000000000000000000000001e000000010100000001000000080000000500000061646d696e0000000000000000';
/** Banner and addresses of a server. */
const GREETING = recording('no-features').server.slice(0, 281);
const LE = { one: '01000000', two: '02000000', five: '05000000', nine: '09000000' };

/** Gives the chunks of a server, then its end. */
function all(client: Client, ...chunks: readonly Uint8Array[]): ClientEvent[] {
  return [...chunks.flatMap((chunk) => client.receive(chunk)), ...client.end()];
}

const kinds = (events: readonly ClientEvent[]): string[] => events.map(({ kind }) => kind);

/** The 33 bytes of a connect with Hammer's features, in hex. */
const connectOf = (globalSeq: string, connectSeq: string): string => `ffffffffffffc30008000000${globalSeq}${connectSeq}0f000000000000000000000001`;

/** A connect_reply with Pacific's features. */
const replyOf = (tag: string, globalSeq = '00000000', connectSeq = '00000000'): Uint8Array =>
  hex`${new Uint8Array([parseInt(tag, 16)])} fffffdffbdcf013f ${bytesOf(globalSeq)} ${bytesOf(connectSeq)} 0f000000 00000000 01`;
const bytesOf = (digits: string): Uint8Array => Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));

describe('the client of messenger v1', () => {
  it('writes exactly the bytes that a monitor has accepted', () => {
    const { server, client: recorded } = recording('hammer59');
    const client = clientOf({ features: HAMMER59, addr: parseEntityAddr('v1:127.0.0.1:0/327003226') });
    const steps = [output(client)];
    client.receive(server.slice(0, 281));
    steps.push(output(client));
    client.receive(server.slice(281, 315));
    client.send({ type: 17, priority: 127, front: payload(`${MAUTH}00000000`) });
    client.send({ type: 5 });
    steps.push(output(client));
    expect(steps[0]).toBe('636570682076303237');
    expect(steps[1]).toHaveLength(2 * (136 + 33));
    expect(steps.join('')).toBe(toHex(recorded));
  });

  it('emits each step in order', () => {
    const events = all(clientOf({ features: HAMMER59 }), recording('hammer59').server);
    expect(kinds(events)).toEqual(['banner', 'server_addrs', 'connect_reply', 'seq', 'ready', 'message', 'message', 'message', 'end']);
    expect(events.slice(0, 6)).toMatchObject([
      { at: 0, length: 9 },
      { at: 9, length: 272, server: { port: 16789, nonce: 0 }, seen: { port: 38644 } },
      { at: 281, length: 26, reply: { tag: 13, features: PACIFIC, globalSeq: 71, connectSeq: 1, protocolVersion: 15, flags: 1 } },
      { at: 307, length: 8, seq: 0n },
      { features: HAMMER59.and(PACIFIC), lossy: true },
      { at: 315, length: 99, message: { seq: 1n, type: 18, priority: 196, src: { type: 1, num: 0n } }, footerLength: 21 },
    ]);
  });

  it('exchanges no SEQ if the monitor replies READY', () => {
    const client = clientOf({ features: HAMMER.without(Mask64.bit(6)) });
    expect(kinds(all(client, recording('no-reconnect-seq').server)).slice(2, 5)).toEqual(['connect_reply', 'ready', 'keepalive2_ack']);
    expect(output(client)).toHaveLength(2 * (9 + 136 + 33));
  });

  it('reads and writes the old footer if it lacks MSG_AUTH itself', () => {
    const features = HAMMER.without(Mask64.bit(23));
    const { server, client: recorded } = recording('no-msg-auth');
    const client = clientOf({ features });
    const events = client.receive(server);
    expect(events.filter(({ kind }) => kind === 'message')).toMatchObject([{ footerLength: 13 }, { footerLength: 13 }, { footerLength: 13 }]);
    client.keepalive({ sec: 1, nsec: 2 });
    client.send({ type: 17, front: payload(MAUTH) });
    client.send({ type: 5 });
    expect(output(client)).toBe(toHex(recorded));
  });

  it('answers KEEPALIVE2 with its stamp, and sends KEEPALIVE if the server lacks MSGR_KEEPALIVE2', () => {
    const client = clientOf({ features: HAMMER.without(Mask64.bit(42)) });
    client.receive(recording('hammer59').server.slice(0, 315));
    output(client);
    expect(client.receive(hex`0e 01000000 02000000`)).toMatchObject([{ kind: 'keepalive2', stamp: { sec: 1, nsec: 2 } }]);
    expect(output(client)).toBe('0f0100000002000000');
    client.keepalive({ sec: 3, nsec: 4 });
    expect(output(client)).toBe('09');
  });

  it('acknowledges messages if the session is not lossy', () => {
    const server = Uint8Array.from(recording('hammer59').server);
    server[281 + 25] = 0; // connect_reply.flags
    const client = clientOf({ features: HAMMER59 });
    client.receive(server.slice(0, 315));
    output(client);
    client.receive(server.slice(315));
    expect(output(client)).toBe('080100000000000000' + '080200000000000000' + '080300000000000000');
  });

  it('sends CLOSE, and then neither reads nor writes', () => {
    const client = clientOf();
    const { server } = recording('hammer59');
    client.receive(server.slice(0, 315));
    output(client);
    client.close();
    expect(output(client)).toBe('06');
    client.send({ type: 5 });
    expect([output(client), client.receive(server.slice(315)), client.end()]).toEqual(['', [], []]);
  });

  it('ends at CLOSE', () => {
    const client = clientOf();
    client.receive(recording('hammer59').server.slice(0, 315));
    expect(kinds([...client.receive(hex`09 06 09`), ...client.end()])).toEqual(['keepalive', 'close']);
  });

  it('reads an ACK, and does not check an aborted message', () => {
    const client = clientOf();
    client.receive(recording('hammer59').server.slice(0, 315));
    const { server } = recording('hammer59');
    const aborted = server.slice(315, 414);
    aborted[98] = 0; // flags
    aborted[60] = 0xff; // front, whose checksum is not checked
    expect(client.receive(hex`08 0900000000000000 ${aborted} 09`)).toMatchObject([{ kind: 'ack', seq: 9n }, { kind: 'aborted', length: 99 }, { kind: 'keepalive' }]);
  });

  it('refuses options that do not fit their fields', () => {
    expect(() => clientOf({ globalSeq: -1 })).toThrow(new RangeError('u32 holds 0 to 4294967295, got -1'));
  });

  it('needs a session to send in', () => {
    expect(() => clientOf().send({ type: 5 })).toThrow(new TypeError('send needs a session, which begins with the event "ready"'));
  });
});

describe('the client of messenger v1, if it is not accepted,', () => {
  it('names the features that it lacks', () => {
    const events = all(clientOf({ features: Mask64.NONE }), recording('no-features').server);
    expect(events.slice(3)).toMatchObject([
      { kind: 'missing_features', side: 'client', missing: REQUIRED },
      { kind: 'failed', error: { code: 'missing_features', path: 'v1.connect_reply.features', offset: 282, reason: 'the client lacks 0x0001020002040000' } },
    ]);
  });

  it('names the required features that the server lacks', () => {
    const events = all(clientOf({ required: Mask64.bit(63).or(Mask64.bit(0)) }), recording('hammer59').server);
    expect(events.slice(3)).toMatchObject([
      { kind: 'missing_features', side: 'server', missing: Mask64.bit(63) },
      { kind: 'failed', error: { code: 'missing_features', reason: 'the server lacks 0x8000000000000000' } },
    ]);
  });

  it.each([
    { name: 'protocol-14', code: 'refused', reason: 'BADPROTOVER: the server uses protocol 15, this side 14' },
    { name: 'cephx', code: 'not_supported', reason: 'BADAUTHORIZER: the server requires an authorizer, as cephx does' },
  ] as const)('fails with $code at the reply of the monitor in $name', ({ name, code, reason }) => {
    const [last] = all(clientOf({ protocolVersion: 14 }), recording(name).server).slice(-1);
    expect(last).toMatchObject({ kind: 'failed', error: { code, reason, path: 'v1.connect_reply.tag', offset: 281 } });
  });

  it.each([
    { tag: '03', code: 'refused', path: 'v1.connect_reply.tag', reason: 'WAIT: the server will connect to this side instead' },
    { tag: '10', code: 'not_supported', path: 'v1.connect_reply.tag', reason: 'CHALLENGE_AUTHORIZER: the server challenges an authorizer, as cephx does' },
    { tag: '07', code: 'malformed', path: 'v1.connect_reply.tag', reason: 'expected a reply tag, got 7' },
    { tag: '04', code: 'malformed', path: 'v1.connect_reply.connect_seq', reason: 'expected more than 0, got 0' },
    { tag: '01', code: 'malformed', path: 'v1.connect_reply.connect_seq', reason: 'expected 1, got 0' },
  ])('fails with $code at tag $tag', ({ tag, code, path, reason }) => {
    const [last] = all(clientOf(), GREETING, replyOf(tag)).slice(-1);
    expect(last).toMatchObject({ kind: 'failed', error: { code, path, reason } });
  });

  it('follows RETRY_GLOBAL, RETRY_SESSION and RESETSESSION', () => {
    const client = clientOf();
    client.receive(GREETING);
    output(client);
    client.receive(replyOf('05', LE.five));
    expect(output(client)).toBe(connectOf('06000000', '00000000'));
    client.receive(replyOf('04', LE.one, LE.nine));
    expect(output(client)).toBe(connectOf('06000000', LE.nine));
    client.receive(replyOf('02'));
    expect(output(client)).toBe(connectOf('06000000', '00000000'));
    expect(kinds(client.receive(replyOf('01', LE.two, LE.one)))).toEqual(['connect_reply', 'ready']);
  });

  it('follows only a limited number of times', () => {
    const client = clientOf({ maxConnects: 3 });
    client.receive(GREETING);
    const events = [1, 2, 3, 4].flatMap(() => client.receive(replyOf('02')));
    expect(kinds(events)).toEqual(['connect_reply', 'connect_reply', 'connect_reply', 'failed']);
    expect(events[3]).toMatchObject({ error: { code: 'refused', reason: 'RESETSESSION: the server asks for another connect after 3' } });
  });

  it('names what it received instead of a banner', () => {
    const failure = (bytes: Uint8Array): unknown => all(clientOf(), bytes)[0];
    expect(failure(new TextEncoder().encode('ceph v2\n\u0010\0'))).toMatchObject({ error: { code: 'banner', reason: 'the peer uses messenger v2' } });
    expect(failure(new TextEncoder().encode('SSH-2.0-x'))).toMatchObject({ error: { code: 'banner', reason: 'expected "ceph v027", got 5353482d322e302d78' } });
    expect(failure(new TextEncoder().encode('ceph'))).toMatchObject({ error: { code: 'end_of_stream', path: 'v1.banner', reason: 'need 9 bytes, 4 left' } });
  });
});

describe('the client of messenger v1, given malformed bytes,', () => {
  const ready = (options = {}): Client => {
    const client = clientOf({ features: HAMMER59, ...options });
    client.receive(recording('hammer59').server.slice(0, 315));
    return client;
  };
  const message = recording('hammer59').server.slice(315, 414);
  const changed = (at: number, to: number): Uint8Array => message.map((byte, i) => (i === at ? to : byte));

  it.each([
    { field: 'crc', at: 50, path: 'v1.header.crc', offset: 315 + 50 },
    { field: 'tid', at: 9, path: 'v1.header.crc', offset: 315 + 50 },
    { field: 'front', at: 54, path: 'v1.footer.front_crc', offset: 315 + 78 },
    { field: 'front_crc', at: 78, path: 'v1.footer.front_crc', offset: 315 + 78 },
    { field: 'middle_crc', at: 82, path: 'v1.footer.middle_crc', offset: 315 + 82 },
    { field: 'data_crc', at: 86, path: 'v1.footer.data_crc', offset: 315 + 86 },
  ])('checks $field', ({ at, path, offset }) => {
    expect(ready().receive(changed(at, 0x55))).toMatchObject([{ kind: 'failed', error: { code: 'checksum', path, offset } }]);
  });

  it('does not check the crc of the data if flag 2 is set, nor the crcs of header and front if they are zero', () => {
    const unchecked = Uint8Array.from(message);
    unchecked.set([1, 2, 3, 4], 86);
    unchecked[98] = 3;
    expect(kinds(ready().receive(unchecked))).toEqual(['message']);
    unchecked.fill(0, 50, 54);
    unchecked.fill(0, 78, 82);
    expect(kinds(ready().receive(unchecked))).toEqual(['message']);
    unchecked.fill(1, 78, 82);
    expect(ready().receive(unchecked)).toMatchObject([{ error: { path: 'v1.footer.front_crc' } }]);
  });

  it.each([
    { field: 'front_len', at: 22, limit: 33_554_432 },
    { field: 'middle_len', at: 26, limit: 16_777_216 },
    { field: 'data_len', at: 30, limit: 134_217_728 },
  ])('refuses a huge $field at its header', ({ field, at, limit }) => {
    const header = message.slice(1, 50);
    header.fill(0xff, at, at + 4);
    const events = ready().receive(hex`07 ${header} ${new Uint8Array(Uint32Array.of(crc32c(0, header)).buffer)}`);
    expect(events).toMatchObject([{ error: { code: 'malformed', path: `v1.header.${field}`, offset: 316 + at, reason: `4294967295 bytes exceed the limit of ${limit}` } }]);
  });

  it('refuses a huge authorizer at its length', () => {
    const reply = replyOf('10');
    reply.fill(0xff, 21, 25);
    expect(all(clientOf(), GREETING, reply).at(-1)).toMatchObject({ error: { code: 'malformed', path: 'v1.connect_reply.authorizer_len', offset: 302 } });
  });

  it('allocates nothing for what is only announced', () => {
    const header = message.slice(1, 50);
    new DataView(header.buffer).setUint32(30, 128 * 1024 * 1024, true);
    const client = ready();
    const before = process.memoryUsage().arrayBuffers;
    client.receive(hex`07 ${header} ${new Uint8Array(Uint32Array.of(crc32c(0, header)).buffer)}`);
    client.receive(new Uint8Array(1000));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
  });

  it('refuses an unknown tag in the stream', () => {
    expect(ready().receive(Uint8Array.of(77))).toMatchObject([{ error: { code: 'malformed', path: 'v1.tag', offset: 315, reason: 'expected a stream tag, got 77' } }]);
  });
});

describe('the client of messenger v1, given a large message,', () => {
  const MIB = 1024 * 1024;

  function bigMessage(front: Uint8Array): Uint8Array {
    const header = hex`0100000000000000 0000000000000000 0400 7f00 0100 ${new Uint8Array(Uint32Array.of(front.length).buffer)} 00000000 00000000 0000 01 0000000000000000 0100 0000`;
    const crc = (bytes: Uint8Array): Uint8Array => new Uint8Array(Uint32Array.of(crc32c(0, bytes)).buffer);
    const bytes = new Uint8Array(1 + 53 + front.length + 21);
    bytes.set(hex`07 ${header} ${crc(header)}`);
    bytes.set(front, 54);
    bytes.set(hex`${crc(front)} 00000000 00000000 0000000000000000 01`, 54 + front.length);
    return bytes;
  }

  const receiving = (size: number) => (length: number) => {
    const bytes = bigMessage(new Uint8Array(length).fill(7));
    const client = clientOf({ features: HAMMER59 });
    client.receive(recording('hammer59').server.slice(0, 315));
    return (): void => {
      const events: ClientEvent[] = [];
      for (let at = 0; at < bytes.length; at += size) events.push(...client.receive(bytes.subarray(at, at + size)));
      expect(kinds(events)).toEqual(['message']);
    };
  };

  it('reads it in time proportional to its length, whatever the chunks', () => {
    expect(growth(MIB / 16, receiving(1024))).toBeLessThan(LINEAR);
    expect(growth(MIB / 128, receiving(1))).toBeLessThan(LINEAR);
  });

  it('emits the memory that it arrived in', () => {
    const bytes = bigMessage(new Uint8Array(5000).fill(7));
    const client = clientOf({ features: HAMMER59 });
    client.receive(recording('hammer59').server.slice(0, 315));
    const [event] = [...client.receive(bytes.subarray(0, 2000)), ...client.receive(bytes.subarray(2000))];
    if (event?.kind !== 'message') throw new Error('expected a message');
    const { front } = event.message;
    expect(front.length).toBe(5000);
    expect(front.buffers.map((ptr) => [ptr.cStr().buffer === bytes.buffer, ptr.length])).toEqual([[true, 1946], [true, 3054]]);
  });
});

describe('the client of messenger v1, given any chunks,', () => {
  const anyRecording = fc.constantFrom(...RECORDINGS);
  const run = (name: (typeof RECORDINGS)[number], chunks: readonly Uint8Array[]): unknown => {
    const client = clientOf({ features: name === 'no-msg-auth' ? HAMMER.without(Mask64.bit(23)) : HAMMER59 });
    const events = all(client, ...chunks);
    return plain([...events, output(client)]);
  };

  it('emits the same events and writes the same bytes', () => {
    fc.assert(fc.property(anyRecording, fc.array(fc.nat(1000)), (name, places) => {
      const { server } = recording(name);
      expect(run(name, cutAt(server, places))).toEqual(run(name, [server]));
    }));
  });

  it('emits the complete events of any prefix, and at most one error', () => {
    fc.assert(fc.property(anyRecording, fc.nat(1000), fc.array(fc.nat(1000)), (name, length, places) => {
      const { server } = recording(name);
      const prefix = server.slice(0, length);
      const events = all(clientOf({ features: HAMMER59 }), ...cutAt(prefix, places));
      expect(events.slice(0, -1).every(({ kind }) => kind !== 'failed' && kind !== 'end')).toBe(true);
      expect(run(name, cutAt(prefix, places))).toEqual(run(name, [prefix]));
    }));
  });

  it('emits at most one typed error and throws nothing, whichever bit is wrong', () => {
    fc.assert(fc.property(anyRecording, fc.nat(8 * 1000), fc.array(fc.nat(1000)), (name, bit, places) => {
      const { server } = recording(name);
      const at = (bit >> 3) % server.length;
      const flipped = server.map((byte, i) => (i === at ? byte ^ (1 << (bit & 7)) : byte));
      const events = all(clientOf({ features: HAMMER59 }), ...cutAt(flipped, places));
      const failures = events.filter((event) => event.kind === 'failed');
      expect(failures.length).toBeLessThan(2);
      for (const { error } of failures) expect(error).toBeInstanceOf(MessengerError);
      expect(run(name, cutAt(flipped, places))).toEqual(run(name, [flipped]));
    }), { numRuns: 300 });
  });

  it('throws nothing, whatever the bytes', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), fc.boolean(), (chunks, isReady) => {
      const client = clientOf({ features: HAMMER59 });
      if (isReady) client.receive(recording('hammer59').server.slice(0, 315));
      const events = all(client, ...chunks);
      expect(['failed', 'end', 'close']).toContain(events.at(-1)?.kind);
    }));
  });
});
