import { describe, expect, it } from 'vitest';
import { Mask64 } from '../../../src/features/mask64.ts';
import { masker } from '../../../src/net/proxy/masking.ts';
import { reportText } from '../../../src/cli/render/proxy_log.ts';
import { run } from '../support.ts';

const BOTH = ['--listen', '127.0.0.1:0', '--upstream', '127.0.0.1:6790'];
const client = '10.0.0.7:51234';
const why = 'the server has accepted: SEQ';

describe('cephwire proxy', () => {
  it.each([
    [['proxy'], '--listen is missing'],
    [['proxy', '--listen', '127.0.0.1:0'], '--upstream is missing'],
    [['proxy', ...BOTH, 'more'], '"more" is one argument too many'],
    [['proxy', '--listen', '6789', '--upstream', '127.0.0.1:6790'], 'an endpoint is HOST:PORT, with IPv6 in brackets, got "6789"'],
    [['proxy', ...BOTH, '--mask', '23'], 'bits that change the protocol for both sides cannot be masked out: 23'],
    [['proxy', ...BOTH, '--mask', '0x2000000000800002'], 'bits that change the protocol for both sides cannot be masked out: 1, 23, 61'],
    [['proxy', ...BOTH, '--mask', '59,64'], 'a bit is 0 to 63, got 64'],
    [['proxy', ...BOTH, '--mask', '59-62'], '--mask takes bit numbers as in 59,62, or 0xHEX, not "59-62"'],
    [['proxy', ...BOTH, '--mask', '0xxyz'], 'a mask is "0x" and 1 to 16 hex digits, got "0xxyz"'],
    [['proxy', ...BOTH, '--vendor', 'acme'], /^unknown vendor profile "acme"/],
    [['proxy', ...BOTH, '--drain', '-1'], /--drain/],
    [['proxy', ...BOTH, '--drain', '5s'], '--drain takes milliseconds, not "5s"'],
    [['proxy', ...BOTH, '--timeout', '2147483648'], '--timeout takes milliseconds, not "2147483648"'],
  ])('refuses %j with status 2', async (args, complaint) => {
    const { status, err } = await run(args);
    expect(status).toBe(2);
    expect(err[0]).toEqual(complaint instanceof RegExp ? expect.stringMatching(complaint) : complaint);
  });

  it('answers with status 1 where it cannot listen', async () => {
    const { status, err } = await run(['proxy', '--listen', '192.0.2.1:6789', '--upstream', '127.0.0.1:6790']); // an address that nobody has
    expect({ status, err }).toEqual({ status: 1, err: [expect.stringMatching(/^cannot listen on 192\.0\.2\.1:6789: listen EADDRNOTAVAIL/)] });
  });

  it('says in its help where it has to listen, and what happens to messenger v2', async () => {
    const { text } = await run(['proxy', '--help']);
    expect(text).toContain('--public-bind-addr');
    expect(text).toMatch(/Messenger v2 passes unchanged/);
  });
});

describe('reportText', () => {
  it('tells who was masked, and why', () => {
    const masking = masker({ mask: Mask64.bit(48) })(Mask64.parse('0x08c3ffffffffffff'));
    expect(reportText({ client, outcome: 'masked', masking, why })).toBe(
      '10.0.0.7:51234 masked: 0x08c3ffffffffffff became 0x00c2ffffffffffff, bit 48 (CRUSH_V4) is masked out for every client, bit 59 (FS_BTIME, FS_CHANGE_ATTR, MSG_ADDR2) '
      + 'is CEPH_OSD_PARTIAL_RECOVERY in hammer-partial-recovery, a fork of hammer 0.94.9; the server has accepted: SEQ',
    );
  });

  it('tells a reason once, however many bits it masks out', () => {
    const text = reportText({ client, outcome: 'masked', masking: masker({})(Mask64.ALL), why });
    expect(text.split('only bits 0 to 32 are valid')).toHaveLength(2);
  });

  it('tells why nothing was masked', () => {
    const masking = masker({})(Mask64.parse('0x3f01cfbdfffdffff'));
    expect(reportText({ client, outcome: 'passed', masking, why })).toBe('10.0.0.7:51234 passed: nothing to mask out of 0x3f01cfbdfffdffff; the server has accepted: SEQ');
    expect(reportText({ client, outcome: 'failed', masking: null, why: 'no handshake within 50 ms' })).toBe('10.0.0.7:51234 failed: no handshake within 50 ms');
  });
});
