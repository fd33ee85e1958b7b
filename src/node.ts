/** The `./node` entry: everything that needs sockets, and so Node. */
export { formatEndpoint, parseEndpoint } from './net/endpoint.ts';
export type { Endpoint } from './net/endpoint.ts';
export type { MaskedBit, Masking, MaskingOptions, MaskingReason } from './net/proxy/masking.ts';
export { probeJson, probeStepJson } from './net/probe/json.ts';
export type { ProbeJson, ProbeStepJson, ProbedMapJson } from './net/probe/json.ts';
export { PROBE_TIMEOUT, probe } from './net/probe/probe.ts';
export type { ProbeOptions } from './net/probe/probe.ts';
export type { ProbeResult, ProbedMap } from './net/probe/result.ts';
export { CephwireError } from './error/cephwire_error.ts';
export { ProbeError } from './net/probe/probe_error.ts';
export type { ProbeErrorCode } from './net/probe/probe_error.ts';
export type {
  AuthStep, BannerStep, ConnectedStep, FeaturesStep, MapStep, MessengerVersion, MissingStep, ProbeStep, SeenStep, ServerStep,
} from './net/probe/step.ts';
export type { ConnectionReport } from './net/proxy/proxied_connection.ts';
export { createProxy } from './net/proxy/proxy.ts';
export type { Proxy, ProxyOptions } from './net/proxy/proxy.ts';
