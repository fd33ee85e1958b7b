/** Below this, a loop beats the call into `TypedArray.set` (and the view it needs for a part). */
const SHORT = 24;

/** Copies `length` bytes of `from` at `fromAt` to `to` at `toAt`. The caller has checked both ranges. */
export function copyBytes(from: Uint8Array, fromAt: number, to: Uint8Array, toAt: number, length: number): void {
  if (length < SHORT) {
    for (let i = 0; i < length; i++) to[toAt + i] = from[fromAt + i] as number;
  } else {
    to.set(length === from.length ? from : from.subarray(fromAt, fromAt + length), toAt);
  }
}

/** -1, 0 or 1 as `a` comes before, with or after `b`: by unsigned bytes, a prefix first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(a.length - b.length);
}

/** Whether every byte is zero; true of none. A loop, as a file may have gigabytes: a call for each byte takes ten times as long. */
export function isZeroBytes(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) return false;
  return true;
}
