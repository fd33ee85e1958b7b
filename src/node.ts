/** The `./node` entry: what needs sockets, and so Node. */
export { formatEndpoint, parseEndpoint } from './net/endpoint.ts';
export type { Endpoint } from './net/endpoint.ts';
export type { HiddenBit, Hiding, HidingOptions, HidingReason } from './net/hiding.ts';
export { PROBE_TIMEOUT, probe } from './net/probe.ts';
export type { ProbeOptions, ProbeResult, ProbedMap } from './net/probe.ts';
export { ProbeError } from './net/probe_error.ts';
export type { ProbeErrorCode } from './net/probe_error.ts';
export type {
  AuthStep, BannerStep, ConnectedStep, FeaturesStep, MapStep, MessengerVersion, MissingStep, ProbeStep, SeenStep, ServerStep,
} from './net/probe_step.ts';
export type { ConnectionReport } from './net/proxied_connection.ts';
export { createProxy } from './net/proxy.ts';
export type { Proxy, ProxyOptions } from './net/proxy.ts';
