import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Mask64 } from '../../../../src/features/mask64.ts';
import { parseMismatch } from '../../../../src/features/judge/mismatch/line.ts';

const mask = (hex: string): Mask64 => Mask64.parse(`0x${hex}`);

describe('a kernel’s line', () => {
  const masks = "feature set mismatch, my 106b84a842a42 < server's 40106b84a842a42, missing 400000000000000";

  it('gives the three masks, the peer, and the side that lacks features', () => {
    expect(parseMismatch(`libceph: mon0 10.0.0.1:6789 ${masks}`)).toEqual({
      logged: 'kernel', logger: null, space: 'rados', lacking: 'local', actor: 'kernel', who: 'mon0', address: '10.0.0.1:6789',
      my: mask('106b84a842a42'), theirs: mask('40106b84a842a42'), required: null, missing: mask('400000000000000'), stated: mask('400000000000000'),
      release: null, incarnation: 1, of: null,
    });
  });

  it.each([
    [`[ 5540.015074] libceph: mon0 192.168.100.153:6789 ${masks}`, 'mon0', '192.168.100.153:6789'],
    [`Aug 25 12:47:59 host kernel: [218516.671115] libceph: mon2 10.0.0.3:6789 ${masks}`, 'mon2', '10.0.0.3:6789'],
    [`libceph: osd12 (1)10.0.0.3:6801 ${masks}\n`, 'osd12', '(1)10.0.0.3:6801'],
    [`libceph: mds-1 [2001:db8::1]:6800 ${masks}`, 'mds-1', '[2001:db8::1]:6800'],
    [`mon0 192.168.0.1:6789 ${masks}`, 'mon0', '192.168.0.1:6789'],
    [masks, null, null],
  ])('may have other text around it: %s', (line, who, address) => {
    expect(parseMismatch(line)).toMatchObject({ who, address, missing: mask('400000000000000') });
  });

  it('may hide its masks, as in github.com/canonical/lxd/issues/3716', () => {
    expect(parseMismatch("mon0 192.168.0.1:6789 feature set mismatch, my XXXXXX < server's XXXXXX, missing 40000000")).toMatchObject({
      lacking: 'local', who: 'mon0', my: null, theirs: null, missing: mask('40000000'),
    });
  });

  it('may be about features that the server lacks', () => {
    expect(parseMismatch("libceph: mon0 10.0.0.1:6789 protocol feature mismatch, my required 2a42 > server's 2, need 2a40")).toMatchObject({
      logged: 'kernel', lacking: 'peer', my: null, theirs: mask('2'), missing: mask('2a40'),
    });
  });

  it.each([
    ["libceph: RADOS feature set mismatch: my required > server's supported 0x2, need 0x2a40", 'rados', 'peer'],
    ["libceph: msgr2 feature set mismatch: my required > server's supported 0x2, need 0x1", 'msgr2', 'peer'],
    ["libceph: msgr2 feature set mismatch: server's required > my supported 0x1, missing 0x2", 'msgr2', 'local'],
  ])('of messenger v2 says what the bits are: %s', (line, space, lacking) => {
    expect(parseMismatch(line)).toMatchObject({ logged: 'kernel', space, lacking });
  });
});

describe('a messenger’s line', () => {
  it('of the connecting side gives the three masks and the peer’s address', () => {
    const line = '2019-07-10 18:32:35.730848 7f30271b7700  0 -- 100.2.28.128:0/1011471 >> 100.2.26.65:6789/0 pipe(0x7f3008000a60 sd=4 '
      + ':40003 s=1 pgs=0 cs=0 l=1 c=0x7f300801a8c0).connect protocol feature mismatch, my 83ffffffffffff < peer 481dff8eea4fffb missing 400000000000000';
    expect(parseMismatch(line)).toMatchObject({
      logged: 'messenger', space: 'rados', lacking: 'local', actor: 'user_space', who: null, address: '100.2.26.65:6789/0',
      my: mask('83ffffffffffff'), theirs: mask('481dff8eea4fffb'), missing: mask('400000000000000'),
    });
  });

  it.each([
    ['-- 10.0.0.1:6789/0 >> 10.0.0.2:0/1 pipe(0x1).accept peer missing required features 400000000000000', 'peer', '400000000000000'],
    ['-- 10.0.0.2:0/1 >> 10.0.0.1:6789/0 conn(0x1)._process_connection missing required features 2000', 'peer', '2000'],
    ['--1- 10.0.0.2:0/1 >> v1:10.0.0.1:6789/0 conn(0x1) handle_connect_reply_2 missing required features 0x2000', 'peer', '2000'],
    ['--2- 10.0.0.2:0/1 >> [v2:10.0.0.1:3300/0,v1:10.0.0.1:6789/0] conn(0x1).handle_ident_missing_features client does not support all server features: 800000000000000', 'local', '800000000000000'],
  ])('may give only the missing bits: %s', (line, lacking, missing) => {
    expect(parseMismatch(line)).toMatchObject({ logged: 'messenger', lacking, my: null, theirs: null, missing: mask(missing) });
    expect(parseMismatch(line).address).toMatch(/10\.0\.0\.[12]/);
  });

  it('about the banner of messenger v2 gives the missing bits as the difference of two masks', () => {
    expect(parseMismatch('_handle_peer_banner_payload peer does not support all required features required=3 supported=1')).toMatchObject({
      space: 'msgr2', lacking: 'peer', theirs: mask('1'), missing: mask('2'),
    });
    expect(parseMismatch('x we do not support all peer required features required=3 supported=1')).toMatchObject({
      space: 'msgr2', lacking: 'local', my: mask('1'), missing: mask('2'),
    });
  });
});

describe('another line', () => {
  it.each([
    ["libceph: mds0 (1)172.21.15.45:6829 protocol version mismatch, my 32 != server's 32"],
    ["feature set mismatch, my 1 < server's 2, missing 11112222333344445"], // 17 digits
    [''],
  ])('is refused: %s', (line) => {
    expect(() => parseMismatch(line)).toThrow(new TypeError(`no feature mismatch in the line "${line}"`));
  });

  it.each([
    ['libceph: mon0 10.0.0.1:6789 missing required protocol features', /: the masks are in the line above it, "feature set mismatch, my …"/],
    ['5 mon.a@0(electing) e2  ignoring propose from mon1 without required features', /: the masks are in the line above it, "… required features …, peer features …"/],
    ['RBD image feature set mismatch. You can disable features unsupported by the kernel with "rbd feature disable".', /: these are features of an RBD image/],
    ["mds.0 lacks required features '0x3000', closing session", /: these are features of CephFS/],
  ])('is refused with the way to the right one: %s', (line, message) => {
    expect(() => parseMismatch(line)).toThrow(message);
  });

  it('is quoted in part if it is long', () => {
    expect(() => parseMismatch('x'.repeat(10_000))).toThrow(/"x{200}…"$/);
  });

  it('is refused with a TypeError, whatever it contains', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(() => parseMismatch(line)).toThrow(TypeError);
      }),
    );
    expect(() => parseMismatch(12 as unknown as string)).toThrow(new TypeError('a log line is a string, got number'));
  });
});
