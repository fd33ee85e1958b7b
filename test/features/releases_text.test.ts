import { describe, expect, it } from 'vitest';
import { CODEC_RELEASES } from '../../src/features/codec_release.ts';
import type { CodecReleaseName } from '../../src/features/codec_release.ts';
import { diagnose } from '../../src/inspect/diagnose/diagnose.ts';
import { diagnosisText } from '../../src/inspect/diagnose/text.ts';
import { releasesText, spanText } from '../../src/features/releases_text.ts';
import { MonMap } from '../../src/types/mon/MonMap/MonMap.ts';
import { fixture } from '../support/fixtures.ts';

describe('releases in words', () => {
  it.each<[readonly CodecReleaseName[], string]>([
    [[], ''],
    [['pacific', 'quincy'], 'pacific, quincy'],
    [['reef 18.2.0', 'reef'], 'reef'],
    [['reef'], 'reef since 18.2.5'],
    [['squid 19.2.0'], 'squid 19.2.0'],
    [['squid 19.2.0', 'squid 19.2.1', 'tentacle'], 'squid 19.2.0 to 19.2.3, tentacle since 20.2.4'],
    [['squid 19.2.1', 'squid'], 'squid 19.2.1 to 19.2.3, squid since 19.2.6'],
    [['luminous 12.2.0'], 'luminous 12.2.0 to 12.2.11'],
    [CODEC_RELEASES.slice(-8).map(({ name }) => name), 'reef since 18.2.5, squid, tentacle'],
  ])('%j are %s', (names, text) => {
    expect(releasesText(names)).toBe(text);
  });

  it.each<[CodecReleaseName, CodecReleaseName, string]>([
    ['hammer', 'tentacle', 'hammer to tentacle'],
    ['kraken', 'luminous 12.2.0', 'kraken to luminous 12.2.11'],
    ['luminous', 'tentacle 20.2.0', 'luminous 12.2.12 to tentacle 20.2.2'],
    ['squid 19.2.0', 'squid', 'squid to squid'],
  ])('from %s to %s is %s', (oldest, newest, text) => {
    expect(spanText(oldest, newest)).toBe(text);
  });
});

describe('the senders of a map', () => {
  const writtenBy = (file: string): string | undefined => /^written by +(.*)$/m.exec(diagnosisText(diagnose(MonMap, fixture(file).bytes)))?.[1];

  it.each([
    ['mon/MonMap/v10-squid.bin', 'squid since 19.2.6, tentacle since 20.2.4'],
    ['mon/MonMap/v10-three-mons.bin', 'squid since 19.2.6, tentacle since 20.2.4'],
    ['mon/MonMap/v9-three-mons.bin', 'pacific, quincy, reef, squid 19.2.0 to 19.2.3, tentacle 20.2.0 to 20.2.2'],
    ['mon/MonMap/v5-three-mons-addr2.bin', 'pacific, quincy, reef 18.2.0 to 18.2.4, squid 19.2.0'],
    // A map with relabelled addresses alone may be that of monitors with legacy addresses.
    ['mon/MonMap/v5-three-mons-relabelled.bin', 'pacific, quincy, reef, squid 19.2.0 to 19.2.3, tentacle 20.2.0 to 20.2.2'],
  ])('%s are %s', (file, text) => {
    expect(writtenBy(file)).toBe(text);
  });
});
