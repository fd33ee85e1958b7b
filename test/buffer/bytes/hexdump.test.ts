import { describe, expect, it } from 'vitest';
import { hexdump } from '../../../src/buffer/bytes/hexdump.ts';
import { bytes } from '../support/support.ts';

function lines(...of: string[]): string {
  return of.map((line) => `${line}\n`).join('');
}

const ZEROS = '00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|';

describe('hexdump', () => {
  it('hexdump: writes offset, bytes and characters, and last the length', () => {
    expect(hexdump(bytes('The quick brown fox jumps\0over it'))).toBe(
      lines(
        '00000000  54 68 65 20 71 75 69 63  6b 20 62 72 6f 77 6e 20  |The quick brown |',
        '00000010  66 6f 78 20 6a 75 6d 70  73 00 6f 76 65 72 20 69  |fox jumps.over i|',
        '00000020  74                                                |t|',
        '00000021',
      ),
    );
  });

  it('keeps the columns when the last line is short of the second half', () => {
    expect(hexdump(bytes('abcdefgh'))).toBe(
      lines('00000000  61 62 63 64 65 66 67 68                           |abcdefgh|', '00000008'),
    );
  });

  it('shows ASCII from space to tilde and a dot for everything else', () => {
    expect(hexdump(Uint8Array.of(0x1f, 0x20, 0x7e, 0x7f, 0x80, 0xff))).toContain('|. ~...|');
  });

  it('puts one star for lines that repeat a single byte, but writes the last', () => {
    expect(hexdump(new Uint8Array(80))).toBe(lines(`00000000  ${ZEROS}`, '*', `00000040  ${ZEROS}`, '00000050'));
  });

  it('writes repeated lines of different bytes, as Ceph does', () => {
    expect(hexdump(bytes('0123456789abcdef'.repeat(4)))).not.toContain('*');
  });

  it('starts over after a line that differs', () => {
    const data = new Uint8Array(16 * 8);
    data[16 * 4] = 1;
    expect(hexdump(data).split('\n').map((line) => line.slice(0, 8))).toEqual(
      ['00000000', '*', '00000040', '00000050', '*', '00000070', '00000080', ''],
    );
  });

  it('is empty for no bytes', () => {
    expect(hexdump(new Uint8Array(0))).toBe('');
  });
});
