import { describe, expect, it } from 'vitest';
import { run } from '../support.ts';

const CEPH_FEATURES = JSON.stringify({
  mon: [{ features: '0x3f01cfbffffdffff', release: 'luminous', num: 3 }],
  client: [{ features: '0x2f018fb87aa4aafe', release: 'luminous', num: 12 }, { features: '0x27018fb86aa42ada', release: 'jewel', num: 2 }],
});

describe('cephwire features', () => {
  it('says how digits were read, then who that is', async () => {
    const { status, text } = await run(['features', '4540138322906710015']);
    expect(status).toBe(0);
    expect(text).toMatch(/^given +4540138322906710015, read as decimal\nfeatures +0x3f01cfbffffdffff\nwho +reef 18\.2\.0 to 18\.2\.8\n/);
  });

  it('names the other reading of digits that can be decimal or hex', async () => {
    expect((await run(['features', '2200130813952'])).text.replace(/\n +/g, ' ')).toMatch(
      /^given +2200130813952, read as decimal; it can be 0x0002200130813952 \(hex\) too, which is unknown/);
  });

  it('shows both readings, with status 1, if neither is known', async () => {
    expect(await run(['features', '1234567'])).toMatchObject({
      status: 1,
      text: [
        'given           "1234567" can be 0x0000000001234567 (hex) or 0x000000000012d687 (decimal): neither',
        '                is a known mask; write 0x and hex digits',
        'hex             0x0000000001234567, unknown',
        'decimal         0x000000000012d687, unknown',
        '',
      ].join('\n'),
    });
    expect(JSON.parse((await run(['features', '1234567', '--json'])).text)).toEqual({
      given: {
        text: '1234567',
        readings: [
          { base: 'hex', features: '0x0000000001234567', who: { kind: 'unknown' } },
          { base: 'decimal', features: '0x000000000012d687', who: { kind: 'unknown' } },
        ],
      },
    });
  });

  it('lists the masks of JSON on standard input, each with its group and number', async () => {
    expect((await run(['features', '-'], { files: { '-': CEPH_FEATURES } })).text).toBe([
      'mon             0x3f01cfbffffdffff, reef 18.2.0 to 18.2.8; 3 of them',
      'client          0x2f018fb87aa4aafe, kernel client of Linux 5.11 and later; 12 of them',
      'client          0x27018fb86aa42ada, kernel client of Linux 4.19 to 5.2 (also 4.15 of Ubuntu); 2 of',
      '                them',
      '',
    ].join('\n'));
    const { masks } = JSON.parse((await run(['features', CEPH_FEATURES, '--json'])).text) as { masks: unknown[] };
    expect(masks).toMatchObject([{ group: 'mon', count: 3, who: { release: 'reef' } }, { group: 'client', who: { kernel: { since: '5.11' } } }, { count: 2 }]);
  });

  it('refuses input without a mask: status 1 for standard input, 2 for the command line', async () => {
    expect(await run(['features', '-'], { files: { '-': '{}' } })).toMatchObject({ status: 1, err: [expect.stringMatching(/^no features in the JSON/)] });
    expect((await run(['features', '{}'])).status).toBe(2);
  });
});

describe('--features and the sides of negotiate', () => {
  it('take masks and names in the same forms', async () => {
    const { status, text } = await run(['negotiate', 'Squid', '3386991921068469998']);
    expect(status).toBe(0);
    expect(text).toMatch(/^local +0x3f03cffffffdffff, squid 19\.2\.0 to 19\.2\.6\n/);
    expect((await run(['negotiate', '19.2.6', 'linux-5.15'])).text).toMatch(/\npeer +0x2f018fb87aa4aafe, kernel client of Linux 5\.11 and later\n/);
  });

  it('refuse several different masks, and name them', async () => {
    expect(await run(['negotiate', 'squid', CEPH_FEATURES])).toMatchObject({
      status: 2, err: ['3 different masks: mon 0x3f01cfbffffdffff, client 0x2f018fb87aa4aafe, client 0x27018fb86aa42ada', expect.any(String)],
    });
  });
});

describe('cephwire diagnose --mismatch', () => {
  it('reads standard input, with other lines around', async () => {
    const dmesg = '[1.0] usb 1-1: new device\n[2.0] libceph: mon1 192.0.2.1:6789 feature set mismatch, my 106b84a842a42 < server\'s 40106b84a842a42,\n  missing 400000000000000\n';
    const { status, text } = await run(['diagnose', '--mismatch', '-'], { files: { '-': dmesg } });
    expect(status).toBe(0);
    expect(text).toMatch(/^peer +mon1 192\.0\.2\.1:6789\nmy +0x000106b84a842a42, kernel rbd client of Linux 4\.3 to 4\.4\n/);
  });
});

describe('--release', () => {
  it('takes what ceph --version prints', async () => {
    const args = ['encode', 'uuid_d', 'u.json', '--features', 'reef', '-o', 'u', '--release'];
    const files = { 'u.json': JSON.stringify({ uuid: '00000000-1111-4222-8333-000000000001' }) };
    expect((await run([...args, 'ceph version 18.2.7 (6b0e988052ec84cf2d4a54ff9bbbc5e720b621ad) reef (stable)'], { files })).status).toBe(0);
    expect((await run([...args, 'Squid'], { files })).status).toBe(0);
    expect((await run([...args, 'squid@18.2.7'], { files })).err[0]).toBe('"squid@18.2.7": 18.2.7 is a version of reef, not of squid');
  });
});
