import { Mask64 } from '../../mask64.ts';

/** The contents of a log line about features that one side requires and the other side lacks. */
export interface Mismatch {
  /** Who logged the line: the Linux kernel client, or a messenger of user-space Ceph. */
  readonly logged: 'kernel' | 'messenger';
  /** What the bits are: Ceph's features, or the few bits that messenger v2 exchanges in its banner. */
  readonly space: 'rados' | 'msgr2';
  /** The side that lacks the bits. `local` is the side that logged the line. */
  readonly lacking: 'local' | 'peer';
  /** The name that the kernel gives to its peer: `mon0`, `osd12`. */
  readonly who: string | null;
  /** The peer's address, as in the line. */
  readonly address: string | null;
  readonly my: Mask64 | null;
  /**
   * The peer's features, as it stated them. To a client that lacks features, a server does not state all of its own
   * features, but the bits that both sides have and the bits that it requires.
   */
  readonly theirs: Mask64 | null;
  readonly missing: Mask64;
}

interface Wording {
  readonly logged: Mismatch['logged'];
  /** Undefined if the line itself says it. */
  readonly space?: Mismatch['space'];
  readonly lacking: Mismatch['lacking'];
  readonly pattern: RegExp;
}

/** Makes a wording. In its text, a name in braces stands for a mask in hex, with or without `0x`. */
const wording = (logged: Wording['logged'], lacking: Wording['lacking'], text: string, space?: Wording['space']): Wording => ({
  logged,
  lacking,
  pattern: new RegExp(text.replace(/\{(\w+)\}/g, '(?:0x)?(?<$1>[0-9a-fA-F]{1,16})(?![0-9a-zA-Z])')),
  ...(space !== undefined && { space }),
});

/**
 * Source  ceph v0.94.9 src/msg/simple/Pipe.cc:439, 1093, 1149; v16.0.0 src/msg/async/ProtocolV1.cc:1661, 1720, 2023,
 *         ProtocolV2.cc:906, 915, 1973, 2370; Linux net/ceph/messenger.c, messenger_v1.c and messenger_v2.c
 */
const WORDINGS: readonly Wording[] = [
  wording('kernel', 'local', "feature set mismatch, my {my} < server's {theirs}, missing {missing}", 'rados'),
  wording('kernel', 'peer', "protocol feature mismatch, my required {required} > server's {theirs}, need {missing}", 'rados'),
  wording('kernel', 'peer', "(?<space>RADOS|msgr2) feature set mismatch: my required > server's supported {theirs}, need {missing}"),
  wording('kernel', 'local', "(?<space>RADOS|msgr2) feature set mismatch: server's required > my supported {my}, missing {missing}"),
  wording('messenger', 'local', 'connect protocol feature mismatch, my {my} < peer {theirs} missing {missing}', 'rados'),
  wording('messenger', 'peer', 'missing required features {missing}', 'rados'),
  wording('messenger', 'local', 'client does not support all server features: {missing}', 'rados'),
  wording('messenger', 'peer', 'peer does not support all required features required={required} supported={theirs}', 'msgr2'),
  wording('messenger', 'local', 'we do not support all peer required features required={required} supported={my}', 'msgr2'),
];

/** `libceph: mon0 (1)10.0.0.1:6789 `. Kernels that know messenger v2 write the type of the address before it. */
const KERNEL_PEER = /\b(?<who>(?:mon|osd|mds|mgr)-?\d+) (?<address>(?:\(\d+\))?\S*:\d+) /;
/** `-- 10.0.0.2:0/123 >> 10.0.0.1:6789/0 pipe(`, or with several addresses in brackets. */
const MESSENGER_PEER = / >> (?<address>\S*:\d+\S*) /;

/**
 * Reads the masks and the peer from a log line. Other text before and after them is ignored.
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
  for (const { pattern, logged, space, lacking } of WORDINGS) {
    const groups = pattern.exec(line)?.groups;
    if (groups === undefined) continue;
    const my = mask(groups['my']);
    const theirs = mask(groups['theirs']);
    const has = lacking === 'local' ? my : theirs;
    const required = mask(groups['required']) ?? Mask64.NONE;
    const peer = (logged === 'kernel' ? KERNEL_PEER : MESSENGER_PEER).exec(line)?.groups;
    return {
      logged,
      space: space ?? (groups['space'] === 'msgr2' ? 'msgr2' : 'rados'),
      lacking,
      who: peer?.['who'] ?? null,
      address: peer?.['address'] ?? null,
      my,
      theirs,
      missing: mask(groups['missing']) ?? required.without(has ?? Mask64.NONE),
    };
  }
  throw new TypeError(`no feature mismatch in the line "${line.length > 200 ? `${line.slice(0, 200)}…` : line}"`);
}

function mask(hex: string | undefined): Mask64 | null {
  return hex === undefined ? null : Mask64.of(BigInt(`0x${hex}`));
}
