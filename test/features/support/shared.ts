import { existsSync, readFileSync } from 'node:fs';

/** The parts of ../shared/features.json, beside the repository, that these tests compare with. */
export interface SharedFeatures {
  readonly incarnation_masks: Readonly<Record<string, string>>;
  readonly sentinels: { readonly RESERVED: number; readonly RESERVED_BROKEN: number; readonly sanitize_result: string };
  readonly msg_addr2_companions: readonly number[];
  readonly releases: readonly SharedRelease[];
  readonly history: readonly { readonly from: string; readonly all: string }[];
  readonly bits: readonly SharedBit[];
  readonly observed_kernel_clients: readonly { readonly features: string; readonly msg_addr2: boolean }[];
}

export interface SharedRelease {
  readonly name: string;
  readonly version: string;
  readonly all: string;
  readonly bits: readonly number[];
  readonly source: string;
  readonly inferred: Readonly<Record<string, string>>;
}

export interface SharedBit {
  readonly bit: number;
  readonly mask: string;
  readonly advertised: readonly (readonly [string, string | null])[];
  readonly names: readonly SharedName[];
}

export interface SharedName {
  readonly name: string;
  readonly incarnation: number;
  readonly introduced: string | null;
  readonly introduced_exact: boolean;
  readonly deprecated: string | null;
  readonly retired: string | null;
  readonly last_defined: string | null;
  readonly mask: string;
}

const URL_OF_SHARED = new URL('../../../../shared/features.json', import.meta.url);

export const hasSharedFeatures = existsSync(URL_OF_SHARED);

export function sharedFeatures(): SharedFeatures {
  return JSON.parse(readFileSync(URL_OF_SHARED, 'utf8')) as SharedFeatures;
}
