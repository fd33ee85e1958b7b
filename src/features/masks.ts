import { Mask64 } from './mask64.ts';

/*
 * The features on which encodings and handshakes depend, by Ceph's names. Each mask includes the bits of its incarnation.
 * They are not in the table of all names, because a program that only decodes does not need that table.
 */

/** SERVER_JEWEL. A reused bit has its second meaning only together with it. */
const SECOND = /* @__PURE__ */ Mask64.bit(57);
/** SERVER_JEWEL and SERVER_MIMIC. A reused bit has its third meaning only together with both. */
const THIRD = /* @__PURE__ */ Mask64.fromHalves(1 << 28, 1 << 25);

export const NOSRCADDR = /* @__PURE__ */ Mask64.bit(1);
export const SUBSCRIBE2 = /* @__PURE__ */ Mask64.bit(4);
export const MONNAMES = /* @__PURE__ */ Mask64.bit(5);
export const RECONNECT_SEQ = /* @__PURE__ */ Mask64.bit(6);
export const MONENC = /* @__PURE__ */ Mask64.bit(15);
export const MSG_AUTH = /* @__PURE__ */ Mask64.bit(23);
export const MSGR_KEEPALIVE2 = /* @__PURE__ */ Mask64.bit(42);
export const MON_STATEFUL_SUB = /* @__PURE__ */ Mask64.bit(57);
export const MSG_ADDR2 = /* @__PURE__ */ Mask64.bit(59);
export const CEPHX_V2 = /* @__PURE__ */ Mask64.bit(61);
export const SERVER_LUMINOUS = /* @__PURE__ */ meaning(SECOND, 21);
export const SERVER_MIMIC = /* @__PURE__ */ meaning(SECOND, 28);
export const SERVER_NAUTILUS = /* @__PURE__ */ meaning(THIRD, 2);
export const SERVER_OCTOPUS = /* @__PURE__ */ meaning(THIRD, 16);
export const SERVER_PACIFIC = /* @__PURE__ */ meaning(THIRD, 20);
export const SERVER_QUINCY = /* @__PURE__ */ meaning(THIRD, 33);
export const SERVER_REEF = /* @__PURE__ */ meaning(THIRD, 31);
export const SERVER_SQUID = /* @__PURE__ */ meaning(SECOND, 49);
export const SERVER_TENTACLE = /* @__PURE__ */ meaning(SECOND, 50);

function meaning(incarnation: Mask64, bit: number): Mask64 {
  return incarnation.or(Mask64.bit(bit));
}
