import { Mask64 } from './mask64.ts';

/*
 * The features on which encodings and handshakes depend, by Ceph's names. Each mask includes the bits of its incarnation.
 * They are not in the table of all names, because a program that only decodes does not need that table.
 */

/** SERVER_JEWEL. A reused bit has its second meaning only together with it. */
const SECOND = /* @__PURE__ */ Mask64.bit(57);
/** SERVER_JEWEL and SERVER_MIMIC. A reused bit has its third meaning only together with both. */
const THIRD = /* @__PURE__ */ Mask64.fromHalves(1 << 28, 1 << 25);

/** Bit 1: messages do not carry the address of their sender; the headers of messenger v1 depend on it. */
export const NOSRCADDR = /* @__PURE__ */ Mask64.bit(1);
/** Bit 4: subscriptions have a start and flags. MMonSubscribe depends on it. */
export const SUBSCRIBE2 = /* @__PURE__ */ Mask64.bit(4);
/** Bit 5: monitors have names. MonMap depends on it. */
export const MONNAMES = /* @__PURE__ */ Mask64.bit(5);
/** Bit 6: a session of messenger v1 that is resumed goes on with the sequence numbers that each side received. */
export const RECONNECT_SEQ = /* @__PURE__ */ Mask64.bit(6);
/** Bit 15: MonMap has an envelope, v3 and later. */
export const MONENC = /* @__PURE__ */ Mask64.bit(15);
/** Bit 23: messages are signed; the footers of messenger v1 are 8 bytes longer. */
export const MSG_AUTH = /* @__PURE__ */ Mask64.bit(23);
/** Bit 42: keepalives carry a time, and are answered. */
export const MSGR_KEEPALIVE2 = /* @__PURE__ */ Mask64.bit(42);
/** Bit 57: monitors remember subscriptions: clients need not renew them. */
export const MON_STATEFUL_SUB = /* @__PURE__ */ Mask64.bit(57);
/** Bit 59: addresses have an envelope and a type, and lists of them exist. Every address depends on it. */
export const MSG_ADDR2 = /* @__PURE__ */ Mask64.bit(59);
/** Bit 61: cephx uses its second protocol. */
export const CEPHX_V2 = /* @__PURE__ */ Mask64.bit(61);
/** Bits 21 and 57: the peer is Luminous or later. */
export const SERVER_LUMINOUS = /* @__PURE__ */ meaning(SECOND, 21);
/** Bits 28 and 57: the peer is Mimic or later. */
export const SERVER_MIMIC = /* @__PURE__ */ meaning(SECOND, 28);
/** Bits 2, 28 and 57: the peer is Nautilus or later. */
export const SERVER_NAUTILUS = /* @__PURE__ */ meaning(THIRD, 2);
/** Bits 16, 28 and 57: the peer is Octopus or later. */
export const SERVER_OCTOPUS = /* @__PURE__ */ meaning(THIRD, 16);
/** Bits 20, 28 and 57: the peer is Pacific or later. */
export const SERVER_PACIFIC = /* @__PURE__ */ meaning(THIRD, 20);
/** Bits 33, 28 and 57: the peer is Quincy or later. */
export const SERVER_QUINCY = /* @__PURE__ */ meaning(THIRD, 33);
/** Bits 31, 28 and 57: the peer is Reef or later. */
export const SERVER_REEF = /* @__PURE__ */ meaning(THIRD, 31);
/** Bits 49 and 57: the peer is Squid or later. */
export const SERVER_SQUID = /* @__PURE__ */ meaning(SECOND, 49);
/** Bits 50 and 57: the peer is Tentacle or later. */
export const SERVER_TENTACLE = /* @__PURE__ */ meaning(SECOND, 50);

function meaning(incarnation: Mask64, bit: number): Mask64 {
  return incarnation.or(Mask64.bit(bit));
}
