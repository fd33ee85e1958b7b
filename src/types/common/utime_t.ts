import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { CephType } from '../../encoding/ceph_type.ts';
import { cephType, valuesOf } from '../../encoding/values.ts';
import type { Json, JsonNode } from '../../text/json.ts';

/**
 * A point in time, or a duration.
 *
 * Layout  u32 sec, u32 nsec; no envelope
 * Units   seconds since 1970-01-01 UTC, nanoseconds; not normalised: nsec may be 10^9 and more
 * Source  ceph v16.0.0 src/include/utime.h
 */
export interface Utime {
  readonly sec: number;
  readonly nsec: number;
}

export const makeUtime = /* @__PURE__ */ valuesOf<Utime>('utime_t');

export const zeroUtime = (): Utime => makeUtime({ sec: 0, nsec: 0 });

export function decodeUtime(d: Decoder): Utime {
  return makeUtime({ sec: d.u32('sec'), nsec: d.u32('nsec') });
}

export function encodeUtime(e: Encoder, time: Utime): void {
  e.u32(time.sec);
  e.u32(time.nsec);
}

function dumpUtime({ sec, nsec }: Utime): Json {
  return { seconds: sec, nanoseconds: nsec };
}

function loadUtime(json: JsonNode): Utime {
  return makeUtime({ sec: json.get('seconds').integer(0, 0xffffffff), nsec: json.get('nanoseconds').integer(0, 0xffffffff) });
}

/** Ceph takes a time below this for a duration, and prints it as seconds. */
const TEN_YEARS = 60 * 60 * 24 * 365 * 10;

/**
 * Returns a time as Ceph prints it, in UTC: `2026-11-22T02:35:03.341161` and the zone, or `123.000456` below ten years.
 *
 * @param zone the sign for UTC: Ceph writes `Z` in JSON, `+0000` in text. `local` is the form up to Nautilus, a space before the
 *   hours and no zone: Ceph prints the local time of its host there
 * @param digits the number of digits in the fraction: Ceph prints 6, which drops the nanoseconds; 9 keeps them
 *
 * @example
 * ```ts
 * import { formatUtime } from 'cephwire';
 *
 * const time = { sec: 1_795_314_903, nsec: 341_161_007 };
 * console.log(formatUtime(time), formatUtime(time, '+0000', 9)); // → 2026-11-22T02:35:03.341161Z 2026-11-22T02:35:03.341161007+0000
 * ```
 */
export function formatUtime(time: Utime, zone: 'Z' | '+0000' | 'local' = 'Z', digits: 6 | 9 = 6): string {
  if (time.sec < TEN_YEARS) return `${time.sec}.${fractionOf(time, digits)}`;
  return zone === 'local' ? formatInstant(time, '', digits).replace('T', ' ') : formatInstant(time, zone, digits);
}

/** Returns a time as Ceph prints its `real_time`: also below ten years it is an instant. */
export function formatInstant(time: Utime, zone = '+0000', digits: 6 | 9 = 6): string {
  return `${new Date(time.sec * 1000).toISOString().slice(0, 19)}.${fractionOf(time, digits)}${zone}`;
}

function fractionOf({ nsec }: Utime, digits: 6 | 9): string {
  return String(digits === 9 ? nsec : Math.floor(nsec / 1000)).padStart(digits, '0');
}

const SECONDS = /^(\d{1,10})\.(\d{6,7}|\d{9,10})$/;
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6,7}|\d{9,10})(?:Z|([+-])(\d\d):?([0-5]\d))$/;
const LOCAL = /^(\d{4}-\d\d-\d\d) ([\d:.]+)$/;

/**
 * Parses what {@link formatUtime} returns. A fraction of six or seven digits is in microseconds, one of nine or ten in nanoseconds.
 * The zone may be any: `+0100`, `-05:30`.
 *
 * Ceph up to Nautilus printed `2018-06-01 08:00:00.000000`, in the local time of its host. Such a text is taken as UTC.
 *
 * @throws TypeError for other text
 *
 * @example
 * ```ts
 * import { parseUtime } from 'cephwire';
 *
 * const { sec, nsec } = parseUtime('2026-11-22T02:35:03.341161Z');
 * console.log(sec, nsec); // → 1795314903 341161000
 * ```
 */
export function parseUtime(text: string): Utime {
  const [, seconds, spanFraction] = SECONDS.exec(text) ?? [];
  const [, instant, fraction, sign, hours, minutes] = INSTANT.exec(text.replace(LOCAL, '$1T$2Z')) ?? [];
  const ahead = sign === undefined ? 0 : (sign === '-' ? -60 : 60) * (Number(hours) * 60 + Number(minutes));
  const sec = seconds !== undefined ? Number(seconds) : secondsOf(instant ?? '') - ahead;
  const nsec = fractionToNsec(spanFraction ?? fraction ?? '');
  if (!(sec >= 0 && sec <= 0xffffffff && nsec <= 0xffffffff)) throw new TypeError(`"${text}" is not a time such as 2026-11-22T02:35:03.341161Z`);
  return makeUtime({ sec, nsec });
}

/** Returns NaN for a day or an hour that does not exist: Date would silently take it as one of the next month or day. */
function secondsOf(instant: string): number {
  const date = new Date(`${instant}Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(instant) ? Number.NaN : date.getTime() / 1000;
}

/** Ceph does not normalise, so a fraction may have one digit more than its unit has. */
function fractionToNsec(digits: string): number {
  return digits.length < 8 ? Number(digits) * 1000 : Number(digits);
}

export const Utime: CephType<Utime> = /* @__PURE__ */ cephType(makeUtime, {
  decode: decodeUtime,
  encode: encodeUtime,
  dump: dumpUtime,
  load: loadUtime,
  print: (time) => formatUtime(time, '+0000'),
  kind: 'time',
});
