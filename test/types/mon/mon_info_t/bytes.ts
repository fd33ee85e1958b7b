import { hex } from '../../../support/support.ts';

/** v1:10.0.0.1:6789/0 in the ADDR2 form: 35 bytes. */
export const ADDR2 = hex`
  01 01 01 1c000000                    # marker 1, struct_v 1, compat 1, struct_len 28
  01000000 00000000 10000000           # type v1, nonce 0, elen 16
  0200 1a85 0a000001 0000000000000000  # AF_INET, port 6789, 10.0.0.1`;

/** The same address in the legacy form: 136 bytes. */
export const LEGACY = hex`
  00000000 00000000                    # marker 0 and three unused bytes, nonce 0
  0002 1a85 0a000001                   # AF_INET, big-endian here, port 6789, 10.0.0.1
  ${new Uint8Array(120)}`;

/** The same address as the only one in an addrvec: 40 bytes. */
const ADDRVEC = hex`02 01000000 ${ADDR2}`;

/** The monitor "a" at that address, in every version. */
export const MON_INFO_BYTES = {
  v1: hex`
    01 01 28000000                     # struct_v 1, compat 1, struct_len 40
    01000000 61                        # name "a"
    ${ADDR2}                           # public_addr`,
  v2: hex`
    02 01 2a000000                     # struct_v 2, compat 1, struct_len 42
    01000000 61                        # name "a"
    ${ADDR2}                           # public_addr
    0500                               # priority 5`,
  v3: hex`
    03 01 2f000000                     # struct_v 3, compat 1, struct_len 47
    01000000 61                        # name "a"
    ${ADDRVEC}                         # public_addrs
    0500                               # priority 5`,
  v4: hex`
    04 01 31000000                     # struct_v 4, compat 1, struct_len 49
    01000000 61                        # name "a"
    ${ADDRVEC}                         # public_addrs
    0500 0700                          # priority 5, weight 7`,
  v5: hex`
    05 01 43000000                     # struct_v 5, compat 1, struct_len 67
    01000000 61                        # name "a"
    ${ADDRVEC}                         # public_addrs
    0500 0700                          # priority 5, weight 7
    01000000                           # crush_loc: 1 entry
    04000000 7261636b 02000000 7231    #   "rack", "r1"`,
  v6: hex`
    06 01 4b000000                     # struct_v 6, compat 1, struct_len 75
    01000000 61                        # name "a"
    ${ADDRVEC}                         # public_addrs
    0500 0700                          # priority 5, weight 7
    01000000                           # crush_loc: 1 entry
    04000000 7261636b 02000000 7231    #   "rack", "r1"
    00105e5f 15cd5b07                  # time_added 1600000000.123456789`,
} as const;
