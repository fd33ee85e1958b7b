import { Mask64 } from '../../mask64.ts';
import { FEATURES } from '../../tables/ceph_features.ts';
import type { Mismatch } from './mismatch.ts';
import { unpasted } from '../../../text/unpasted.ts';
import { WORDINGS } from './wordings.ts';

/** `libceph: mon0 (1)10.0.0.1:6789 `. Kernels that know messenger v2 write the type of the address before it. */
const KERNEL_PEER = /\b(?<who>(?:mon|osd|mds|mgr)-?\d+) (?<address>(?:\(\d+\))?\S{1,200}:\d+) $/;
/** `-- 10.0.0.2:0/123 >> 10.0.0.1:6789/0 pipe(`, or with several addresses in brackets. */
const MESSENGER_PEER = / >> (?<address>\S{0,300}:\d+\S{0,100}) /g;
/** `mon.b@1(probing) e3`, `osd.3 12`. */
const LOGGER = /\b(?<logger>(?:mon|osd|mds|mgr)\.[\w.-]{1,100}?)(?:@-?\d+\(|\s\d+\s)/g;
/** How much of the text before the masks is looked at for the peer. */
const BEFORE = 700;

/**
 * Reads the masks and the peer from a log line, as it was pasted: see {@link unpasted}. Other text before and after it is ignored, so
 * that several lines may be given; the first one about missing features counts.
 *
 * Errors  TypeError for a line without such masks, for example "missing required protocol features" alone
 *
 * @example
 * ```ts
 * import { parseMismatch } from 'cephwire/features';
 *
 * const { my, missing } = parseMismatch('libceph: mon0 10.0.0.1:6789 feature set mismatch, my 4a042a42 < server\'s 2104a042a42, missing 21000000000');
 * console.log(String(my), missing.bits()); // → 0x000000004a042a42 [ 36, 41 ]
 * ```
 */
export function parseMismatch(line: string): Mismatch {
  if (typeof line !== 'string') throw new TypeError(`a log line is a string, got ${typeof line}`);
  const text = unpasted(line);
  const found = WORDINGS.flatMap((w) => {
    const match = w.pattern.exec(text);
    return match === null ? [] : [{ ...w, index: match.index, groups: match.groups ?? {} }];
  });
  const first = found.reduce<(typeof found)[number] | undefined>((best, f) => (best === undefined || f.index < best.index ? f : best), undefined);
  if (first === undefined) throw new TypeError(noMismatch(text));
  const { logged, lacking, actor, groups } = first;
  const my = mask(groups, 'my');
  const theirs = mask(groups, 'theirs');
  const required = mask(groups, 'required');
  const stated = mask(groups, 'missing') ?? named(groups['names']);
  const has = lacking === 'local' ? my : theirs;
  const peer = peerBefore(text.slice(Math.max(0, first.index - BEFORE), first.index), logged);
  return {
    logged,
    logger: logged === 'kernel' ? null : peer.logger,
    space: first.space ?? (groups['space'] === 'msgr2' ? 'msgr2' : 'rados'),
    lacking,
    actor,
    who: groups['who']?.trim() ?? peer.who,
    address: groups['address'] ?? peer.address,
    my,
    theirs,
    required,
    missing: lacking === null ? Mask64.NONE : required === null || (has === null && stated !== null) ? stated ?? Mask64.NONE : required.without(has ?? Mask64.NONE),
    stated,
    release: groups['is'] === undefined || groups['needs'] === undefined ? null : { is: groups['is'], needs: groups['needs'] },
    incarnation: first.incarnation ?? 1,
    of: groups['of'] ?? null,
  };
}

interface PeerInLine {
  readonly who: string | null;
  readonly address: string | null;
  readonly logger: string | null;
}

function peerBefore(text: string, logged: Mismatch['logged']): PeerInLine {
  if (logged === 'kernel') {
    const peer = KERNEL_PEER.exec(text)?.groups;
    return { who: peer?.['who'] ?? null, address: peer?.['address'] ?? null, logger: null };
  }
  const address = logged === 'monitor' ? null : [...text.matchAll(MESSENGER_PEER)].at(-1)?.groups?.['address'] ?? null;
  return { who: null, address, logger: [...text.matchAll(LOGGER)].at(-1)?.groups?.['logger'] ?? null };
}

function mask(groups: Readonly<Record<string, string | undefined>>, name: string): Mask64 | null {
  const hex = groups[name];
  if (hex !== undefined) return Mask64.of(BigInt(`0x${hex}`));
  const decimal = groups[`${name}Decimal`];
  if (decimal === undefined) return null;
  const value = BigInt(decimal);
  if (BigInt.asUintN(64, value) !== value) throw new TypeError(`the line has the mask ${decimal}, which is more than 64 bits`);
  return Mask64.of(value);
}

/** The bits of `CEPH_FEATURE_SERVER_NAUTILUS;CEPH_FEATURE_…`. */
function named(names: string | undefined): Mask64 | null {
  if (names === undefined) return null;
  const wanted = names.split(';').map((name) => name.replace('CEPH_FEATURE_', ''));
  return FEATURES.filter((f) => wanted.includes(f.name)).reduce((all, f) => all.or(Mask64.bit(f.bit)), Mask64.NONE);
}

/** Why the line is refused, and which line is wanted. */
function noMismatch(text: string): string {
  const quoted = `no feature mismatch in the line "${text.length > 200 ? `${text.slice(0, 200)}…` : text}"`;
  if (/missing required protocol features/.test(text)) return `${quoted}: the masks are in the line above it, "feature set mismatch, my …" or "connect protocol feature mismatch, my …"`;
  if (/without required (mon_)?features/.test(text)) return `${quoted}: the masks are in the line above it, "… required features …, peer features …", at debug_mon 10`;
  if (/image feature set mismatch|image uses unsupported features/.test(text)) return `${quoted}: these are features of an RBD image: "rbd info" lists them, "rbd feature disable" turns them off`;
  if (/required (client )?features '|required_client_features/.test(text)) return `${quoted}: these are features of CephFS, not of the connection: "ceph fs feature ls" lists them`;
  return quoted;
}
