import { compareVersions } from './versions.ts';

/**
 * The first Linux of each row in the tables by kernel: see byKernel. A kernel without a row of its own behaves as the one before
 * it. Distributions back-port, so the kernel of a distribution may follow a later row than its number says.
 */
const ERAS = ['2.6.34', '4.19', '5.3', '5.11'] as const;

/** The key of a row in a table by kernel. */
export type KernelEra = `linux-${(typeof ERAS)[number]}`;

/** A kernel client as a reader: `linux-5.15`, `linux-6.1,ms_mode=crc`; also with what `uname -r` appends. */
export type KernelName = `linux-${string}`;

/** The values of the option ms_mode of `mount -t ceph` and `rbd map`; legacy is the default. */
const MS_MODES = ['legacy', 'crc', 'secure', 'prefer-crc', 'prefer-secure'] as const;

/** The messenger that a kernel client uses: legacy is v1, all others are v2. */
export type MsMode = (typeof MS_MODES)[number];

/** The first Linux with messenger v2. Source  Linux v5.11 net/ceph/ceph_common.c, net/ceph/messenger_v2.c */
const MSGR2_SINCE = '5.11';

/**
 * The kernel client of one Linux, which reads what monitors send and never encodes for others. All rules for it are known from
 * source only: no running kernel was seen.
 */
export interface Kernel {
  /** `5.15`, `5.15.0`. */
  readonly version: string;
  /** The index of its row in {@link KERNEL_ERAS}. */
  readonly era: number;
  readonly msMode: MsMode;
  /** Whether it uses messenger v2, and so looks for addresses of type v2. */
  readonly isMsgr2: boolean;
}

/** The keys of the tables by kernel, oldest first. */
export const KERNEL_ERAS: readonly KernelEra[] = ERAS.map((since): KernelEra => `linux-${since}`);

/** A kernel that stands for all that read in the same way, up to the Linux before the next one's. */
export interface KernelRange extends Kernel {
  readonly name: KernelName;
  /** The last series of Linux in it; null for the newest. */
  readonly until: string | null;
}

const range = (version: string, until: string | null, msMode: MsMode = 'legacy'): KernelRange => ({ ...kernelOf(version, msMode), name: kernelName(version, msMode), until });

/** A kernel of each way of reading, oldest first; the last one uses messenger v2. */
export const KERNEL_RANGES: readonly KernelRange[] = [
  /* @__PURE__ */ range('2.6.34', '4.18'), /* @__PURE__ */ range('4.19', '5.2'), /* @__PURE__ */ range('5.3', '5.10'), /* @__PURE__ */ range('5.11', null),
  /* @__PURE__ */ range('5.11', null, 'crc'),
];

/** `linux-5.15`, `Linux 5.15.0-91-generic`: behind the numbers stands what a distribution appends. */
const NUMBERS = /^linux[- ]v?(\d{1,3}(?:\.\d{1,5}){1,3})(?![\d.])/i;

/**
 * The kernel of a name: `linux-` and a version, as `uname -r` prints it, then perhaps `,ms_mode=` and its value, as in the options of
 * mount; undefined if the text names no Linux.
 *
 * Errors  TypeError for `linux` without a version, for one older than the client, and for an ms_mode that this Linux does not have
 */
export function kernelNamed(text: string): (Kernel & { readonly name: KernelName }) | undefined {
  const [name = '', mode = 'legacy', ...more] = text.split(/,\s*ms_mode=/);
  if (!/^linux\b/i.test(name)) return undefined;
  const version = NUMBERS.exec(name)?.[1];
  if (version === undefined) throw new TypeError(`"${text}" needs a version, for example linux-5.15`);
  if (compareVersions(version, ERAS[0]) < 0) throw new TypeError(`Linux ${version} has no client of Ceph: the first with one is ${ERAS[0]}`);
  const msMode = MS_MODES.find((known) => known === mode.toLowerCase());
  if (msMode === undefined || more.length > 0) throw new TypeError(`"${text}": ms_mode is one of ${MS_MODES.join(', ')}`);
  if (msMode !== 'legacy' && compareVersions(version, MSGR2_SINCE) < 0) {
    throw new TypeError(`Linux ${version} has no ms_mode: messenger v2 came with ${MSGR2_SINCE}; a kernel with a back-port reads as linux-${MSGR2_SINCE}`);
  }
  return { ...kernelOf(version, msMode), name: kernelName(version, msMode) };
}

function kernelOf(version: string, msMode: MsMode): Kernel {
  return { version, era: ERAS.filter((since) => compareVersions(since, version) <= 0).length - 1, msMode, isMsgr2: msMode !== 'legacy' };
}

function kernelName(version: string, msMode: MsMode): KernelName {
  return msMode === 'legacy' ? `linux-${version}` : `linux-${version},ms_mode=${msMode}`;
}

/** Whether the text names a kernel, and not a release of Ceph. */
export function isKernelName(name: string): name is KernelName {
  return name.startsWith('linux-');
}

/** Returns whether a kernel has a mend that went into one version of each stable series, oldest first, and into all later series. */
export function hasMend({ version }: Kernel, mendedIn: readonly string[]): boolean {
  const own = mendedIn.find((mended) => seriesOf(mended) === seriesOf(version)) ?? mendedIn.at(-1);
  return own !== undefined && compareVersions(version, own) >= 0;
}

/** `5.15` of 5.15.216. */
function seriesOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
