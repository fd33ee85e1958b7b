import { RELEASES, releaseOfVersion } from './releases.ts';
import type { ReleaseName } from './releases.ts';

/** Whose code a text names, as people and programs write it. */
export type VersionName = CephVersion | LinuxVersion;

/** A release of Ceph, or a version of it. */
export interface CephVersion {
  readonly kind: 'ceph';
  readonly release: ReleaseName;
  /** The numbers alone, one to three: `19.2.6`, `0.94.9`, `19`. Null if the text names the release only. */
  readonly version: string | null;
}

/** A version of Linux, whose kernel has a client. */
export interface LinuxVersion {
  readonly kind: 'linux';
  /** The numbers alone: `5.15`, `5.15.0`. Null for `linux` alone. */
  readonly version: string | null;
  /** What a distribution appends: `-91-generic`, `-305.el8.x86_64`; '' if nothing. Such a kernel may have back-ports of newer ones. */
  readonly build: string;
}

const NAMES = /* @__PURE__ */ RELEASES.map(({ name }) => name).join('|');
/** No version text is longer; `ceph version` with its hash has about 90 characters. */
const LONGEST = 300;
const NUMBERS = String.raw`v?(?<version>\d{1,3}(?:\.\d{1,5}){0,3})(?<build>[-+~._][\w.+~:-]*)?`;

/** `linux-5.15`, `Linux 5.15.0-91-generic`, `Linux version 6.1.0 (…) …`, and what `uname -a` prints: `Linux host 5.15.0 #1 SMP …`. */
const LINUX = /* @__PURE__ */ new RegExp(String.raw`^(?:linux|kernel)(?:(?:[\s@:_-]+version)?[\s@:_-]*|\s+\S+\s+)${NUMBERS}(?:\s.*)?$`, 'isu');
const LINUX_ALONE = /^(?:linux|kernel)$/i;
/** `uname -r` alone. Ceph never had a major number from 1 to 8. */
const KERNEL_NUMBERS = /* @__PURE__ */ new RegExp(String.raw`^(?=v?[2-8]\.)${NUMBERS}$`, 'iu');
/** What may stand around them: `ceph-mon`, `ceph version`; the hash and `(stable)`. */
const BEFORE = String.raw`^(?:ceph(?:-[a-z]+)?[\s@:_-]*(?:version\s+)?)?`;
const AFTER = String.raw`(?:\s+\([^()]*\))*$`;
/** `Squid`, `squid 19.2.6`, `hammer@0.94.4`. */
const CEPH_NAMED = /* @__PURE__ */ new RegExp(`${BEFORE}(?<name>${NAMES})(?:[\\s@:_-]*${NUMBERS})?${AFTER}`, 'iu');
/** `v12.2.5`, `16.2.15-0.el8`, `ceph version 16.2.15 (<hash>) pacific (stable)`. */
const CEPH_NUMBERED = /* @__PURE__ */ new RegExp(String.raw`${BEFORE}${NUMBERS}(?:\s+\([^()]*\))?(?:\s+(?<name>${NAMES}))?${AFTER}`, 'iu');

/**
 * The Ceph or the Linux that a text names, in any case: a release (`Squid`), a version (`v12.2.5`, `19.2.6-0.el9`, `18`), both
 * (`hammer@0.94.4`, `squid 19.2.6`), what `ceph --version`, `uname -r` and `uname -a` print, `linux-5.15`, `linux`. Undefined for other text.
 *
 * Errors  TypeError if the text names a release and the version of another one
 *
 * @example
 * ```ts
 * import { parseVersionName } from 'cephwire/features';
 *
 * console.log(parseVersionName('v12.2.5')); // → { kind: 'ceph', release: 'luminous', version: '12.2.5' }
 * console.log(parseVersionName('5.15.0-91-generic')); // → { kind: 'linux', version: '5.15.0', build: '-91-generic' }
 * ```
 */
export function parseVersionName(text: string): VersionName | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return undefined;
  if (LINUX_ALONE.test(trimmed)) return { kind: 'linux', version: null, build: '' };
  const linux = (LINUX.exec(trimmed) ?? KERNEL_NUMBERS.exec(trimmed))?.groups;
  if (linux !== undefined) return { kind: 'linux', version: linux['version'] ?? '', build: linux['build'] ?? '' };
  const { name, version = null } = (CEPH_NAMED.exec(trimmed) ?? CEPH_NUMBERED.exec(trimmed))?.groups ?? {};
  const named = name?.toLowerCase() as ReleaseName | undefined;
  const numbered = version === null ? named : releaseOfVersion(version);
  if (numbered === undefined) return undefined;
  if (named !== undefined && named !== numbered) throw new TypeError(`"${trimmed}": ${version} is a version of ${numbered}, not of ${named}`);
  return { kind: 'ceph', release: numbered, version };
}
