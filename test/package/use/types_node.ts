// What users of sockets write. Compiled only.
import { createProxy, parseEndpoint, probe } from 'cephwire/node';
import type { ConnectionReport, ProbeResult, Proxy } from 'cephwire/node';
import { MSG_ADDR2 } from 'cephwire/features';
import { explainTable } from 'cephwire/inspect';

export async function tableOf(address: string, signal: AbortSignal): Promise<string> {
  const { map, error }: ProbeResult = await probe({ ...parseEndpoint(address), features: MSG_ADDR2, signal });
  return map === null ? String(error?.code) : explainTable(map.diagnosis.own, { colour: false });
}

export const proxy = (onConnection: (report: ConnectionReport) => void): Proxy => createProxy({ listen: parseEndpoint('127.0.0.1:0'), upstream: parseEndpoint('127.0.0.1:6789'), onConnection });
export * as core from 'cephwire';
export * as buffer from 'cephwire/buffer';
export * as capture from 'cephwire/capture';
export * as reading from 'cephwire/decode';
export * as messenger from 'cephwire/messenger';
