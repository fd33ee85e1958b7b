import { describe, expect, it } from 'vitest';
import { run } from '../support.ts';

describe('cephwire negotiate', () => {
  it('says which bits of the peer are untrusted, what is missing, and which form results', async () => {
    const { status, text } = await run(['negotiate', 'luminous', '0x08c3ffffffffffff', '--tunables', 'jewel']);
    expect(status).toBe(1);
    expect(text).toMatch(/untrusted +bit 59 .*CEPH_OSD_PARTIAL_RECOVERY/);
    expect(text).toMatch(/encoding +luminous: entity_addr_t legacy, entity_addrvec_t one legacy address, .*MonMap v5/s);
    expect(text).toMatch(/peer lacks +bit 58 \(CRUSH_TUNABLES5/);
    expect(text).toMatch(/ceph osd crush tunables hammer/);
  });

  it('ends with status 0 where nothing is missing', async () => {
    expect(await run(['negotiate', 'pacific', 'nautilus', '--tunables', 'jewel'])).toMatchObject({ status: 0, text: expect.stringMatching(/entity_addr_t ADDR2, .*MonMap v9/s) });
  });

  it('gives the same as JSON', async () => {
    expect(JSON.parse((await run(['negotiate', 'pacific', 'hammer', '--json'])).text)).toMatchObject({ release: 'pacific', encoding: { MonMap: 'v5', entity_addr_t: 'legacy' } });
  });

  it.each([
    [['negotiate', 'luminous'], 'PEER is missing'],
    [['negotiate', 'luminous', 'hammer', '--tunables', 'cuttlefish'], /^unknown tunables profile "cuttlefish"/],
    [['negotiate', 'luminous', 'hammer', '--vendor', 'acme'], /^unknown vendor profile "acme"/],
    [['negotiate', 'luminous', 'hammer', '--release', 'bobtail'], /^the code of release "bobtail"/],
  ])('refuses %j with status 2', async (args, complaint) => {
    const { status, err } = await run(args);
    expect(status).toBe(2);
    expect(err[0]).toMatch(complaint);
  });
});
