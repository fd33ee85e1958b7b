import type { Mask64 } from '../../features/mask64.ts';
import type { Diagnosis } from '../../inspect/diagnose/diagnose.ts';
import type { MonMap } from '../../types/mon/MonMap/MonMap.ts';
import type { Endpoint } from '../endpoint.ts';
import type { ProbeError } from './probe_error.ts';
import type { ProbeStep } from './step.ts';

/** What a probe found out before it ended. */
export interface ProbeResult extends Endpoint {
  /** What the client offered. */
  readonly features: Mask64;
  readonly steps: readonly ProbeStep[];
  /** The monitor's map; null if there is an error. */
  readonly map: ProbedMap | null;
  /** Why there is no map; null if there is one. */
  readonly error: ProbeError | null;
}

/** The map that a monitor sent to a probe. */
export interface ProbedMap {
  /** The front of the MMonMap, as the monitor sent it: a length, then the MonMap. */
  readonly front: Uint8Array;
  /**
   * What the map contains, and how a client with the offered features reads it: `peer` is that client. Offsets count from the
   * MonMap.
   */
  readonly diagnosis: Diagnosis<MonMap>;
}
