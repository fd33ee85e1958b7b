# The Ceph bytes of a v5 MonMap with IPv4 addresses in the ADDR2 form: for Kaitai Struct. Lengths of structs are plain fields,
# and confine nothing: with `size: struct_len` for each it takes more than twice the time.
meta:
  id: mon_map
  endian: le
  encoding: UTF-8
seq:
  - id: struct_v
    type: u1
  - id: struct_compat
    type: u1
  - id: struct_len
    type: u4
  - id: fsid
    size: 16
  - id: epoch
    type: u4
  - id: num_mon_addr
    type: u4
  - id: mon_addr
    type: named_addr
    repeat: expr
    repeat-expr: num_mon_addr
  - id: last_changed
    type: utime
  - id: created
    type: utime
  - id: persistent_features
    type: mon_feature
  - id: optional_features
    type: mon_feature
  - id: num_mon_info
    type: u4
  - id: mon_info
    type: named_info
    repeat: expr
    repeat-expr: num_mon_info
types:
  utime:
    seq:
      - id: sec
        type: u4
      - id: nsec
        type: u4
  mon_feature:
    seq:
      - id: struct_v
        type: u1
      - id: struct_compat
        type: u1
      - id: struct_len
        type: u4
      - id: lo
        type: u4
      - id: hi
        type: u4
  named_addr:
    seq:
      - id: len_name
        type: u4
      - id: name
        type: str
        size: len_name
      - id: addr
        type: entity_addr
  entity_addr:
    seq:
      - id: marker
        type: u1
      - id: struct_v
        type: u1
      - id: struct_compat
        type: u1
      - id: struct_len
        type: u4
      - id: type
        type: u4
      - id: nonce
        type: u4
      - id: elen
        type: u4
      - id: family
        type: u2
      - id: port
        type: u2be
      - id: ip
        type: u4be
      - id: zero
        size: 8
  named_info:
    seq:
      - id: len_key
        type: u4
      - id: key
        type: str
        size: len_key
      - id: value
        type: mon_info
  mon_info:
    seq:
      - id: struct_v
        type: u1
      - id: struct_compat
        type: u1
      - id: struct_len
        type: u4
      - id: len_name
        type: u4
      - id: name
        type: str
        size: len_name
      - id: public_addr
        type: entity_addr
      - id: priority
        type: u2
