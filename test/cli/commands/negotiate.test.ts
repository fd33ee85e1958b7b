import { describe, expect, it } from 'vitest';
import { run } from '../support.ts';

describe('cephwire negotiate', () => {
  it('says which bits of the peer are untrusted, what is missing, and which form results', async () => {
    const { status, text } = await run(['negotiate', 'luminous', '0x08c3ffffffffffff', '--tunables', 'jewel']);
    expect(status).toBe(1);
    expect(text).toMatch(/not believed +bit 59 .*CEPH_OSD_PARTIAL_RECOVERY/);
    expect(text).toMatch(/encoding +luminous: legacy addresses, MonMap v5/);
    expect(text).toMatch(/peer lacks +bit 58 \(CRUSH_TUNABLES5/);
    expect(text).toMatch(/ceph osd crush tunables hammer/);
  });

  it('ends with status 0 where nothing is missing', async () => {
    expect(await run(['negotiate', 'pacific', 'nautilus', '--tunables', 'jewel'])).toMatchObject({ status: 0, text: expect.stringMatching(/ADDR2 addresses, MonMap v9/) });
  });

  it('gives the same as JSON', async () => {
    expect(JSON.parse((await run(['negotiate', 'pacific', 'hammer', '--json'])).text)).toMatchObject({ release: 'pacific', encoding: { mon_map: 5, addresses: 'legacy' } });
  });

  it.each([
    [['negotiate', 'luminous'], 'PEER is missing'],
    [['negotiate', 'luminous', 'hammer', '--tunables', 'cuttlefish'], /^unknown tunables profile "cuttlefish"/],
    [['negotiate', 'luminous', 'hammer', '--vendor', 'acme'], /^unknown vendor profile "acme"/],
    [['negotiate', 'luminous', 'hammer', '--release', 'bobtail'], /^unknown release "bobtail"/],
  ])('refuses %j with status 2', async (args, complaint) => {
    const { status, err } = await run(args);
    expect(status).toBe(2);
    expect(err[0]).toMatch(complaint);
  });
});
