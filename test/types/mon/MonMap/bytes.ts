import { hex } from '../../../support/support.ts';
import { ADDR2, LEGACY, MON_INFO_BYTES } from '../mon_info_t/bytes.ts';

const FSID_AND_EPOCH = hex`
  a95fdcf2 74c1 456e 9de8 b4bd237924bc # fsid
  07000000                             # epoch 7`;

const TIMES = hex`
  00105e5f 15cd5b07                    # last_changed 1600000000.123456789
  002f6859 00000000                    # created 1500000000.0`;

const FEATURES = hex`
  01 01 08000000 1f00000000000000      # persistent_features: kraken to nautilus
  01 01 08000000 0000000000000000      # optional_features`;

const RANKS = hex`
  01000000 01000000 61                 # ranks: "a"`;

const SINCE_7 = hex`
  ${RANKS}
  0e                                   # min_mon_release 14, nautilus`;

const SINCE_8 = hex`
  ${SINCE_7}
  01000000 03000000                    # removed_ranks: 3
  02                                   # strategy 2, disallow
  01000000 01000000 61                 # disallowed_leaders: "a"`;

const SINCE_9 = hex`
  ${SINCE_8}
  01                                   # stretch_mode_enabled
  01000000 61                          # tiebreaker_mon "a"
  01000000 01000000 61                 # stretch_marked_down_mons: "a"`;

const SINCE_10 = hex`
  ${SINCE_9}
  09000000                             # auth_epoch 9
  02000000                             # auth_service_cipher 2, aes256k
  02000000 01000000 02000000           # auth_allowed_ciphers: 1, 2
  02000000                             # auth_preferred_cipher 2`;

/** A map with the monitor of mon_info_t/bytes.ts, in every version. No field has its default if the version allows another value. */
export const MON_MAP_BYTES = {
  v1: hex`
    0100 ${FSID_AND_EPOCH}             # struct_v 1, a u16
    01000000 01 0000000000000000       # mon_inst: 1 entry, mon.0
    ${LEGACY} ${TIMES}`,
  v2: hex`
    0200 ${FSID_AND_EPOCH}             # struct_v 2, a u16
    01000000 01000000 61               # mon_addr: 1 entry, "a"
    ${LEGACY} ${TIMES}`,
  v3: hex`
    03 03 b5000000 ${FSID_AND_EPOCH}   # struct_v 3, compat 3, struct_len 181
    01000000 01000000 61               # mon_addr: 1 entry, "a"
    ${LEGACY} ${TIMES}`,
  v4: hex`
    04 03 d1000000 ${FSID_AND_EPOCH}   # struct_v 4, compat 3, struct_len 209
    01000000 01000000 61               # mon_addr: 1 entry, "a"
    ${LEGACY} ${TIMES} ${FEATURES}`,
  v5: hex`
    05 03 a5000000 ${FSID_AND_EPOCH}   # struct_v 5, compat 3, struct_len 165
    01000000 01000000 61               # mon_addr: 1 entry, "a"
    ${ADDR2} ${TIMES} ${FEATURES}
    01000000 01000000 61               # mon_info: 1 entry, "a"
    ${MON_INFO_BYTES.v2}`,
  v6: hex`
    06 06 87000000 ${FSID_AND_EPOCH}   # struct_v 6, compat 6, struct_len 135
    ${TIMES} ${FEATURES}
    01000000 01000000 61               # mon_info: 1 entry, "a"
    ${MON_INFO_BYTES.v3} ${RANKS}`,
  v7: hex`
    07 06 88000000 ${FSID_AND_EPOCH}   # struct_v 7, compat 6, struct_len 136
    ${TIMES} ${FEATURES}
    01000000 01000000 61               # mon_info: 1 entry, "a"
    ${MON_INFO_BYTES.v3} ${SINCE_7}`,
  v8: hex`
    08 06 9c000000 ${FSID_AND_EPOCH}   # struct_v 8, compat 6, struct_len 156
    ${TIMES} ${FEATURES}
    01000000 01000000 61               # mon_info: 1 entry, "a"
    ${MON_INFO_BYTES.v4} ${SINCE_8}`,
  v9: hex`
    09 06 bd000000 ${FSID_AND_EPOCH}   # struct_v 9, compat 6, struct_len 189
    ${TIMES} ${FEATURES}
    01000000 01000000 61               # mon_info: 1 entry, "a"
    ${MON_INFO_BYTES.v5} ${SINCE_9}`,
  v10: hex`
    0a 06 dd000000 ${FSID_AND_EPOCH}   # struct_v 10, compat 6, struct_len 221
    ${TIMES} ${FEATURES}
    01000000 01000000 61               # mon_info: 1 entry, "a"
    ${MON_INFO_BYTES.v6} ${SINCE_10}`,
  v11: hex`
    0b 06 e0000000 ${FSID_AND_EPOCH}   # struct_v 11, compat 6, struct_len 224
    ${TIMES} ${FEATURES}
    01000000 01000000 61               # mon_info: 1 entry, "a"
    ${MON_INFO_BYTES.v6} ${SINCE_10}
    00                                 # global_stretch_mode_enabled: off, although the map says on
    cafe                               # what a newer encoder appended`,
} as const;
