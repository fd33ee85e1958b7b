import { isSame } from '../../../encoding/fast/decode.ts';

/*
 * The mon_addr of a v5 map, which usually repeats mon_info. The two are compared as bytes, and mon_addr is decoded only if they
 * differ.
 */

const LEGACY_LENGTH = 136;
const ADDR2_HEADER_LENGTH = 7;
const ENVELOPE_LENGTH = 6;

/** Returns where the mon_addr that begins at `at` ends, going by its lengths alone; -1 if it is not complete. */
export function endOfMonAddr(view: DataView, at: number, limit: number): number {
  let end = at + 4;
  if (end > limit) return -1;
  let left = view.getInt32(at, true);
  for (; left > 0 && end + 4 <= limit; left--) {
    const nameLength = view.getInt32(end, true);
    const addr = end + 4 + nameLength;
    if (nameLength < 0 || addr + ADDR2_HEADER_LENGTH > limit) return -1;
    const length = lengthOfAddr(view, addr);
    end = addr + length;
    if (length < 0 || end > limit) return -1;
  }
  return left === 0 ? end : -1;
}

function lengthOfAddr(view: DataView, at: number): number {
  return view.getUint8(at) === 0 ? LEGACY_LENGTH : ADDR2_HEADER_LENGTH + view.getInt32(at + 3, true);
}

/**
 * Returns whether the mon_addr at `monAddr` has the names and addresses of the mon_info at `monInfo`, byte for byte and in the
 * same order. Both must have been read already, so that their lengths are checked.
 */
export function repeatsMonInfo(view: DataView, monAddr: number, monInfo: number): boolean {
  const count = view.getInt32(monAddr, true);
  if (count !== view.getInt32(monInfo, true)) return false;
  let entry = monAddr + 4;
  let key = monInfo + 4;
  for (let left = count; left > 0; left--) {
    const nameLength = view.getInt32(entry, true);
    if (!isSame(view, entry, key, 4 + nameLength)) return false;
    // The fields of a mon_info_t v1 or v2 begin with the same bytes as the entry.
    const info = key + 4 + nameLength + ENVELOPE_LENGTH;
    const infoEnd = info + view.getInt32(info - 4, true);
    const length = 4 + nameLength + lengthOfAddr(view, entry + 4 + nameLength);
    if (info + length > infoEnd || !isSame(view, entry, info, length)) return false;
    entry += length;
    key = infoEnd;
  }
  return true;
}
