type Read = (view: DataView, at: number) => number | bigint;

/** How the numbers are read that decoders do not put together from bytes themselves: little-endian, but for those of a sockaddr. */
export const NUMBERS = {
  u64: (view, at) => view.getBigUint64(at, true),
  s8: (view, at) => view.getInt8(at),
  s16: (view, at) => view.getInt16(at, true),
  s64: (view, at) => view.getBigInt64(at, true),
  float: (view, at) => view.getFloat32(at, true),
  double: (view, at) => view.getFloat64(at, true),
  u32be: (view, at) => view.getUint32(at, false),
} satisfies Record<string, Read>;

export type NumberKind = keyof typeof NUMBERS;
