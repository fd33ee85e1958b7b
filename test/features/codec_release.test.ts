import { describe, expect, it } from 'vitest';
import { codecRelease } from '../../src/features/codec_release.ts';

describe('the release whose code is known', () => {
  it.each([
    ['squid', 'squid'], ['Squid', 'squid'], ['19.2.0', 'squid 19.2.0'], ['19.2', 'squid'], ['19.2.5', 'squid 19.2.4'], ['squid 19.2.6', 'squid'], ['v19.2.6', 'squid'],
    ['19.2.7', 'squid'], ['HAMMER', 'hammer'], ['0.94.9', 'hammer'], ['0.93', 'hammer'], ['12.2.5', 'luminous 12.2.0'], ['hammer@0.94.4', 'hammer'], ['20', 'tentacle'],
  ])('is read in every form: %s', (text, name) => expect(codecRelease(text).name).toBe(name));

  it.each(['firefly', '0.80.11', 'squid@18.2.7', '', 'hamer'])('is not "%s"', (text) => {
    expect(() => codecRelease(text)).toThrow(/^the code of release ".*" is not known: known are hammer, /);
  });
});
