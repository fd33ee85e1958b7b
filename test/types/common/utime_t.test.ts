import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/encoding/ceph_type.ts';
import { JsonNode } from '../../../src/text/json.ts';
import { formatInstant, formatUtime, parseUtime, Utime } from '../../../src/types/common/utime_t.ts';
import { hex } from '../../support/support.ts';
import { itIsACephType, outcome, written } from '../support/support.ts';

const bytes = hex`
  00105e5f                             # sec 1600000000
  15cd5b07                             # nsec 123456789`;
const time = { sec: 1_600_000_000, nsec: 123_456_789 };

describe('utime_t', () => {
  itIsACephType(Utime, bytes);

  it('is seconds and nanoseconds', () => {
    expect(decode(Utime, bytes)).toEqual(time);
    expect(written(Utime, time)).toBe('00105e5f15cd5b07');
  });

  it('is not normalised', () => {
    expect(decode(Utime, hex`ffffffff ffffffff`)).toEqual({ sec: 0xffffffff, nsec: 0xffffffff });
  });

  it('names the field that is missing', () => {
    expect(outcome(Utime, bytes.subarray(0, 7))).toMatchObject({ path: 'utime_t.nsec', offset: 4, code: 'end_of_buffer' });
  });

  it('does not write a number that does not fit its field', () => {
    expect(() => written(Utime, { sec: 2 ** 32, nsec: 0 })).toThrow(RangeError);
    expect(() => written(Utime, { sec: -1, nsec: 0 })).toThrow(RangeError);
  });

  it('has the JSON of ceph-dencoder', () => {
    expect(Utime.dump(time)).toEqual({ seconds: 1_600_000_000, nanoseconds: 123_456_789 });
    expect(() => Utime.load(new JsonNode({ seconds: 2 ** 32, nanoseconds: 0 }, ''))).toThrow('seconds: needs 0 to 4294967295, got 4294967296');
  });
});

describe('the text of a time', () => {
  it.each([
    [time, '2020-09-13T12:26:40.123456Z'],
    [{ sec: 315_360_000, nsec: 0 }, '1979-12-30T00:00:00.000000Z'],
    [{ sec: 315_359_999, nsec: 999 }, '315359999.000000'],
    [{ sec: 0, nsec: 0 }, '0.000000'],
    [{ sec: 0xffffffff, nsec: 0 }, '2106-02-07T06:28:15.000000Z'],
    [{ sec: 1_600_000_000, nsec: 4_000_000_000 }, '2020-09-13T12:26:40.4000000Z'],
  ])('of %j is %s', (value, text) => {
    expect(formatUtime(value)).toBe(text);
  });

  it('has the zone of Ceph’s text, or all digits, on request', () => {
    expect(formatUtime(time, '+0000')).toBe('2020-09-13T12:26:40.123456+0000');
    expect(formatUtime(time, 'Z', 9)).toBe('2020-09-13T12:26:40.123456789Z');
    expect(Utime.print(time)).toBe('2020-09-13T12:26:40.123456+0000');
    expect(formatUtime(time, 'local')).toBe('2020-09-13 12:26:40.123456');
  });

  it('is an instant also below ten years where Ceph has a real_time', () => {
    expect(formatInstant({ sec: 1, nsec: 2000 })).toBe('1970-01-01T00:00:01.000002+0000');
  });

  it.each([
    ['2020-09-13T12:26:40.123456Z', { sec: 1_600_000_000, nsec: 123_456_000 }],
    ['2020-09-13T12:26:40.123456789+0000', time],
    ['2020-09-13T12:26:40.123456+00:00', { sec: 1_600_000_000, nsec: 123_456_000 }],
    ['2020-09-13T14:26:40.123456+0200', { sec: 1_600_000_000, nsec: 123_456_000 }],
    ['2020-09-13T06:56:40.123456-05:30', { sec: 1_600_000_000, nsec: 123_456_000 }],
    ['2020-09-13T12:26:40.4000000Z', { sec: 1_600_000_000, nsec: 4_000_000_000 }],
    ['123.000456', { sec: 123, nsec: 456_000 }],
    ['123.4000000000', { sec: 123, nsec: 4_000_000_000 }],
  ])('%s is read back', (text, value) => {
    expect(parseUtime(text)).toEqual(value);
  });

  it('may be that of Ceph up to Nautilus, which is taken as UTC', () => {
    expect(parseUtime('2020-09-13 12:26:40.123456')).toEqual({ sec: 1_600_000_000, nsec: 123_456_000 });
  });

  it.each([
    '', 'now', '2020-09-13', '2020-09-13T12:26:40Z', '2020-09-13T12:26:40.123Z', '2020-09-13T12:26:40.123456',
    '2020-09-13T12:26:40.12345678Z', '2020-09-13T12:26:40.123456+02', '2020-09-13T12:26:40.123456+0260', '1970-01-01T00:30:00.000000+0100', '2020-09-13 12:26:40.123456Z', '2021-02-29T00:00:00.000000Z',
    '2020-09-13T24:00:00.000000Z', '1960-01-01T00:00:00.000000Z', '2200-01-01T00:00:00.000000Z', '5.9999999999', '4294967296.000000',
  ])('is not "%s"', (text) => {
    expect(() => parseUtime(text)).toThrow(new TypeError(`"${text}" is not a time such as 2026-11-22T02:35:03.341161Z`));
  });
});
