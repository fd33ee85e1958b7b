import { describe, expect, it } from 'vitest';
import { CODEC_RELEASES, OURS, codecReader, codecRelease } from '../../src/features/codec_release.ts';
import { KERNEL_ERAS, KERNEL_RANGES, hasMend, kernelNamed } from '../../src/features/kernel_reader.ts';

describe('a kernel client as a reader', () => {
  it.each([
    ['linux-5.15', 'linux-5.15', 'linux-5.11'],
    ['Linux 3.10', 'linux-3.10', 'linux-2.6.34'],
    ['linux-4.4.0-92-generic', 'linux-4.4.0', 'linux-2.6.34'],
    ['LINUX-v5.4.0', 'linux-5.4.0', 'linux-5.3'],
    ['linux-5.10', 'linux-5.10', 'linux-5.3'],
    ['linux-7.1,ms_mode=legacy', 'linux-7.1', 'linux-5.11'],
    ['linux-6.1,ms_mode=prefer-crc', 'linux-6.1,ms_mode=prefer-crc', 'linux-5.11'],
  ] as const)('%s is %s, which reads as %s', (given, name, era) => {
    const reader = codecReader(given);
    expect([reader.name, KERNEL_ERAS[reader.kernel?.era ?? -1]]).toEqual([name, era]);
    expect(codecReader(reader.name)).toEqual(reader);
  });

  it('comes after this library in the order of readers, each era by itself', () => {
    expect(KERNEL_ERAS.map((era) => codecReader(era).order)).toEqual(KERNEL_ERAS.map((_, i) => OURS.order + 1 + i));
    expect(KERNEL_ERAS.map((era) => KERNEL_RANGES.find(({ name }) => name === era)?.name)).toEqual(KERNEL_ERAS);
  });

  it.each(['crc', 'secure', 'prefer-crc', 'prefer-secure'])('uses messenger v2 with ms_mode %s', (mode) => {
    expect(kernelNamed(`linux-5.11,ms_mode=${mode}`)).toMatchObject({ isMsgr2: true, msMode: mode });
    expect(kernelNamed('linux-5.11')).toMatchObject({ isMsgr2: false, msMode: 'legacy' });
  });

  it.each([
    ['linux', /needs a version, for example linux-5.15$/],
    ['linux-2.6.33', /^Linux 2.6.33 has no client of Ceph: the first with one is 2.6.34$/],
    ['linux-5.4,ms_mode=crc', /^Linux 5.4 has no ms_mode: messenger v2 came with 5.11; a kernel with a back-port reads as linux-5.11$/],
    ['linux-5.15,ms_mode=v2', /ms_mode is one of legacy, crc, secure, prefer-crc, prefer-secure$/],
    ['linux-x', /^"linux-x" needs a version/],
    ['linux-5.15.', /needs a version/],
    ['linuxmint-5.15', /^the code of release "linuxmint-5.15" is not known/],
  ])('is not %s', (name, message) => {
    expect(() => codecReader(name)).toThrow(TypeError);
    expect(() => codecReader(name)).toThrow(message);
  });

  it('does not encode for others', () => {
    expect(() => codecRelease('linux-5.15')).toThrow('"linux-5.15" only reads: to encode for it, give its features, and the release of the monitor that writes');
  });

  it('is no release of Ceph, whose readers are as before', () => {
    for (const release of CODEC_RELEASES) expect(codecReader(release.name)).toBe(release);
    expect(CODEC_RELEASES.every(({ kernel }) => kernel === null)).toBe(true);
  });
});

describe('a mend that went into stable series', () => {
  const mend = ['5.15.216', '6.1.183', '7.1.6'];
  it.each([
    ['5.15.215', false], ['5.15.216', true], ['5.15', false], ['5.16', false], ['6.1.183', true], ['6.2.9', false], ['7.1.5', false], ['7.1.6', true], ['7.2', true], ['5.4.300', false],
  ])('is in Linux %s: %s', (version, has) => {
    expect(hasMend(codecReader(`linux-${version}`).kernel ?? expect.unreachable(), mend)).toBe(has);
  });
});
