import { describe, expect, it } from 'vitest';
import { releaseOfVersion } from '../../src/features/releases.ts';
import { parseVersionName } from '../../src/features/version_name.ts';

describe('parseVersionName', () => {
  it.each([
    ['squid', 'squid', null],
    ['Squid', 'squid', null],
    ['SQUID', 'squid', null],
    [' squid\n', 'squid', null],
    ['v12.2.5', 'luminous', '12.2.5'],
    ['V12.2.5', 'luminous', '12.2.5'],
    ['19.2.6', 'squid', '19.2.6'],
    ['18', 'reef', '18'],
    ['18.2', 'reef', '18.2'],
    ['0.94.9', 'hammer', '0.94.9'],
    ['hammer@0.94.4', 'hammer', '0.94.4'],
    ['squid 19.2.6', 'squid', '19.2.6'],
    ['Squid-19.2.6', 'squid', '19.2.6'],
    ['ceph-18.2.7', 'reef', '18.2.7'],
    ['ceph-mon 16.2.15', 'pacific', '16.2.15'],
    ['ceph-common-17.2.6-0.el9.x86_64', 'quincy', '17.2.6'],
    ['16.2.15+ds-0+deb12u1', 'pacific', '16.2.15'],
    ['17.2.6-0ubuntu0.22.04.1', 'quincy', '17.2.6'],
    ['ceph version 0.94.9 (fe6d859066244b97b24f09d46552afc2071e6f90)', 'hammer', '0.94.9'],
    ['ceph version 16.2.15 (618f440892089921c3e944a991122ddc44e60516) pacific (stable)', 'pacific', '16.2.15'],
    ['ceph version 12.2.5-59.el7cp (d4b9f17b56b3348566926849313084dd6efc2ca2) luminous (stable)', 'luminous', '12.2.5'],
  ])('reads %j as Ceph', (text, release, version) => {
    expect(parseVersionName(text)).toEqual({ kind: 'ceph', release, version });
  });

  it.each([
    ['linux', null, ''],
    ['linux-5.15', '5.15', ''],
    ['Linux 5.15', '5.15', ''],
    ['LINUX 5.15.0', '5.15.0', ''],
    ['kernel 6.1', '6.1', ''],
    ['Linux 5.15.0-91-generic', '5.15.0', '-91-generic'],
    ['5.15.0-91-generic', '5.15.0', '-91-generic'],
    ['4.18.0-305.el8.x86_64', '4.18.0', '-305.el8.x86_64'],
    ['linux-6.1.0-18-amd64', '6.1.0', '-18-amd64'],
    ['Linux version 6.6.13-200.fc39.x86_64 (mockbuild@host) (gcc) #1 SMP', '6.6.13', '-200.fc39.x86_64'],
    ['Linux node1 5.15.0-91-generic #101-Ubuntu SMP Tue Nov 14 13:30:08 UTC 2023 x86_64 GNU/Linux', '5.15.0', '-91-generic'],
  ])('reads %j as Linux', (text, version, build) => {
    expect(parseVersionName(text)).toEqual({ kind: 'linux', version, build });
  });

  it.each(['', 'ceph', 'squidd', '0.95', '21.1', '1.2.3', '0x3f01cfb8ffadffff', '4541880224203014143', 'hammer hammer', `linux ${'a '.repeat(1000)}`])(
    'does not read %j', (text) => expect(parseVersionName(text)).toBeUndefined(),
  );

  it('refuses a version of another release', () => {
    expect(() => parseVersionName('squid@18.2.7')).toThrow(new TypeError('"squid@18.2.7": 18.2.7 is a version of reef, not of squid'));
  });
});

describe('releaseOfVersion', () => {
  it.each([
    ['0.48', 'argonaut'], ['0.61.9', 'cuttlefish'], ['0.62', 'dumpling'], ['0.94.10', 'hammer'], ['9.0.0', 'infernalis'], ['10.0.5', 'jewel'],
    ['20.2.4', 'tentacle'], ['0.95', undefined], ['2.6', undefined], ['21.0.0', undefined],
  ])('of %s is %s', (version, release) => expect(releaseOfVersion(version)).toBe(release));
});
