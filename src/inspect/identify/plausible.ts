import type { CephType } from '../../encoding/ceph_type.ts';
import type { AnyDecode } from '../../encoding/trace.ts';
import type { Mask64 } from '../../features/mask64.ts';
import { monFeatureNames } from '../../features/tables/mon_features.ts';
import { EntityAddr, TYPE_CIDR } from '../../types/common/entity_addr_t.ts';
import { EntityAddrvec } from '../../types/common/entity_addrvec_t.ts';
import { EntityName, entityTypeName } from '../../types/common/entity_name_t.ts';
import { AF_UNSPEC } from '../../types/common/sockaddr.ts';
import { Utime } from '../../types/common/utime_t.ts';
import { Uuid } from '../../types/common/uuid_d.ts';
import { MonFeature } from '../../types/mon/mon_feature_t.ts';
import type { EvidenceKind, Tally } from './evidence.ts';

/* What the values of Ceph's basic types are like. Any bytes decode as a time or a UUID, but few of them as a plausible one. */

type Judge = (value: unknown, tally: Tally) => void;

/** Returns what judges the values that a decoder returns; undefined for a decoder whose values have nothing of their own to judge. */
export function judgeOf(decode: AnyDecode): Judge | undefined {
  return JUDGES.get(decode);
}

const JUDGES: ReadonlyMap<AnyDecode, Judge> = new Map<AnyDecode, Judge>([
  judges(EntityAddr, ofAddr),
  judges(EntityAddrvec, ofVector),
  judges(EntityName, ofName),
  judges(Utime, ofTime),
  judges(Uuid, ofUuid),
  judges(MonFeature, ofFeatures),
]);

/** The decoder of a type, and what judges the values that it returns: they have the type. */
function judges<T>({ decode }: CephType<T>, kindOf: (value: T) => EvidenceKind | null): [AnyDecode, Judge] {
  const judge: Judge = (value, tally) => {
    const kind = kindOf(value as T);
    if (kind !== null) tally.add(kind);
  };
  return [decode, judge];
}

function ofAddr({ type, family, ip }: EntityAddr): EvidenceKind | null {
  if (type > TYPE_CIDR) return 'noAddress';
  if (ip !== null) return 'address';
  return family === AF_UNSPEC ? null : 'noAddress';
}

/** A vector in the form of a single address, which has no items that were judged. */
function ofVector([addr, ...others]: EntityAddrvec): EvidenceKind | null {
  return addr === undefined || others.length > 0 ? null : ofAddr(addr);
}

/** Far more clients than a cluster ever had. */
const MOST_ENTITIES = 2n ** 40n;

function ofName({ type, num }: EntityName): EvidenceKind | null {
  if (type === 0 && num === 0n) return null;
  return entityTypeName(type) !== 'unknown' && num >= -1n && num < MOST_ENTITIES ? 'entity' : 'noEntity';
}

/** 2004, when Ceph was begun, and 2100, in seconds since 1970. */
const FROM = Date.UTC(2004, 0) / 1000;
const TO = Date.UTC(2100, 0) / 1000;
const NSEC_PER_SEC = 1_000_000_000;
/** Ceph stores durations in the same type. */
const LONGEST_DURATION = 366 * 86400;

function ofTime({ sec, nsec }: Utime): EvidenceKind | null {
  if (nsec >= NSEC_PER_SEC) return 'noTime';
  if (sec >= FROM && sec < TO) return 'time';
  return sec < LONGEST_DURATION ? null : 'noTime';
}

/** Version 4, of random numbers, as Ceph makes them, or version 1, as cephadm does. */
const MADE_BY_CEPH = /^.{14}[14].{4}[89ab]/;

function ofUuid(uuid: Uuid): EvidenceKind {
  return MADE_BY_CEPH.test(uuid) ? 'uuid' : 'noUuid';
}

function ofFeatures(mask: Mask64): EvidenceKind | null {
  if (mask.bits().length === 0) return null;
  return monFeatureNames(mask).includes('unknown') ? 'noFeatures' : 'features';
}

/** The lowest and the highest value of a field, by its label. */
export type Limits = ReadonlyMap<string, readonly [lowest: number, highest: number]>;

const NO_LIMITS: Limits = new Map();

const MON_MAP: Limits = new Map([['min_mon_release', [1, 40]], ['strategy', [1, 3]]]);

/** Fields for which Ceph's code has few values. Source  ceph v16.0.0 src/messages, src/auth/Auth.h, src/mon/MonMap.h */
const LIMITS: ReadonlyMap<string, Limits> = new Map([
  ['MonMap', MON_MAP],
  ['MMonMap', MON_MAP],
  ['MAuth', new Map([['deprecated_session_mon', [-1, 30]], ['protocol', [0, 2]]])],
  ['MAuthReply', new Map([['protocol', [0, 2]], ['result', [-4095, 0]]])],
  ['MMonSubscribe', new Map([['flags', [0, 7]], ['onetime', [0, 1]]])],
  ['MMonSubscribeAck', new Map([['interval', [1, 7 * 86400]]])],
]);

/** Returns the limits of the fields of a type that have limits. */
export function limitsOf(type: string): Limits {
  return LIMITS.get(type) ?? NO_LIMITS;
}
