/** Written out, for the declarations: TypeScript before 5.7 cannot read the type that a newer one infers for a DataView. */
export type NumberKind = 'u64' | 's8' | 's16' | 's64' | 'float' | 'double' | 'u32be';

/** Reads the numbers that a Cursor does not build from single bytes: little-endian, except where the name ends in `be`. */
export const NUMBERS: Readonly<Record<NumberKind, (view: DataView, at: number) => number | bigint>> = {
  u64: (view, at) => view.getBigUint64(at, true),
  s8: (view, at) => view.getInt8(at),
  s16: (view, at) => view.getInt16(at, true),
  s64: (view, at) => view.getBigInt64(at, true),
  float: (view, at) => view.getFloat32(at, true),
  double: (view, at) => view.getFloat64(at, true),
  u32be: (view, at) => view.getUint32(at, false),
};
