const PER_LINE = 16;

/**
 * `bytes` as lines of offset, sixteen bytes and their characters, and last the length.
 *
 * A line that repeats the one above is left out if it is a single byte sixteen times over; `*` stands for any
 * number of these. The last line of bytes is always there. Of no bytes, the empty string.
 *
 * ```
 * 00000000  61 62 63 00                                       |abc.|
 * 00000004
 * ```
 * Source  ceph v16.0.0 src/common/buffer.cc:2016-2097 (buffer::list::hexdump)
 */
export function hexdump(bytes: Uint8Array): string {
  if (bytes.length === 0) return '';
  const lines: string[] = [];
  let starred = false;
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const isLast = at + PER_LINE >= bytes.length;
    if (!isLast && at > 0 && isOneByte(bytes.subarray(at - PER_LINE, at + PER_LINE))) {
      if (!starred) lines.push('*');
      starred = true;
    } else {
      lines.push(line(at, bytes.subarray(at, at + PER_LINE)));
      starred = false;
    }
  }
  return `${lines.join('\n')}\n${hex(bytes.length, 8)}\n`;
}

function line(at: number, bytes: Uint8Array): string {
  const pairs = Array.from(bytes, (byte) => hex(byte, 2));
  const columns = `${pairs.slice(0, 8).join(' ')}  ${pairs.slice(8).join(' ')}`;
  const characters = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
  return `${hex(at, 8)}  ${columns.padEnd(48)}  |${characters.join('')}|`;
}

function isOneByte(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === bytes[0]);
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
