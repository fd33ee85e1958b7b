// The least that can be done, for what yardstick.mjs has no yardstick of.

export function countWithBit(flags, bit) {
  let count = 0;
  for (let i = 0; i < flags.length; i++) if ((flags[i] & bit) !== 0) count++;
  return count;
}

export function writeU32s(view, count) {
  for (let i = 0; i < count; i++) view.setUint32(4 * i, i, true);
  return view;
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  return crc;
});

/** crc32c, one table lookup for each byte. */
export function crc32cByByte(start, bytes) {
  let crc = start;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[i]) & 255];
  return crc >>> 0;
}

/** A utime_t, of bytes that are known to be there. */
export function utimeAt(bytes, at) {
  const sec = (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
  const nsec = (bytes[at + 4] | (bytes[at + 5] << 8) | (bytes[at + 6] << 16) | (bytes[at + 7] << 24)) >>> 0;
  return { sec, nsec };
}
