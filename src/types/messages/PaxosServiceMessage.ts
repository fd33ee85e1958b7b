import type { Decoder } from '../../encoding/decoder.ts';
import type { Encoder } from '../../encoding/encoder.ts';
import type { Json, JsonNode } from '../../text/json.ts';

/**
 * The fields at the start of the front of every request to one of the monitors' services.
 *
 * Layout  u64 version, s16 deprecated_session_mon, u64 deprecated_session_mon_tid
 * Source  ceph v16.0.0 src/messages/PaxosServiceMessage.h
 */
export interface PaxosServiceMessage {
  /** The version of the service's state that the sender has seen; 0 from clients. */
  readonly version: bigint;
  readonly deprecatedSessionMon: number;
  readonly deprecatedSessionMonTid: bigint;
}

/** The values that every client sends. */
export const PAXOS_OF_CLIENT: PaxosServiceMessage = { version: 0n, deprecatedSessionMon: -1, deprecatedSessionMonTid: 0n };

export function decodePaxos(d: Decoder): PaxosServiceMessage {
  return {
    version: d.u64('version'),
    deprecatedSessionMon: d.s16('deprecated_session_mon'),
    deprecatedSessionMonTid: d.u64('deprecated_session_mon_tid'),
  };
}

export function encodePaxos(e: Encoder, paxos: PaxosServiceMessage): void {
  e.u64(paxos.version);
  e.s16(paxos.deprecatedSessionMon);
  e.u64(paxos.deprecatedSessionMonTid);
}

export function dumpPaxos(paxos: PaxosServiceMessage): { readonly [key: string]: Json } {
  return {
    version: paxos.version,
    deprecated_session_mon: paxos.deprecatedSessionMon,
    deprecated_session_mon_tid: paxos.deprecatedSessionMonTid,
  };
}

export function loadPaxos(json: JsonNode): PaxosServiceMessage {
  return {
    version: json.get('version').bigInteger(0n, 2n ** 64n - 1n),
    deprecatedSessionMon: json.get('deprecated_session_mon').integer(-0x8000, 0x7fff),
    deprecatedSessionMonTid: json.get('deprecated_session_mon_tid').bigInteger(0n, 2n ** 64n - 1n),
  };
}
