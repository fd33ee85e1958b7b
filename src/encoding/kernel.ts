import { DecodeError } from './decode_error.ts';
import type { Fault, KernelFailure, Label } from './decode_error.ts';
import type { Decoder } from './decoder.ts';
import { byteCount } from './cursor.ts';

/*
 * The rules that all decoders of the kernel client share. They are known from source only: no running kernel was seen.
 * Source  Linux v5.15 include/linux/ceph/decode.h
 */

/** The numbers of Linux's errors. */
const ERRNO = { ENOENT: 2, EINVAL: 22, ERANGE: 34 } as const;

const ENVELOPE_LENGTH = 6;
/** A header that cannot be read is -ERANGE; any other missing bytes are -EINVAL. */
const OF_HEADER = /(?:^|\.)struct_(?:v|len)$/;

/** A struct that Linux reads: the version that its header gives, and where its bytes end. */
export interface KernelStruct {
  readonly structV: number;
  readonly end: number;
}

/** Reads the header of a struct, as ceph_start_decoding: the end is not checked while the fields are read. */
export function startInKernel(d: Decoder, supports: number, name: string): KernelStruct {
  d.need(ENVELOPE_LENGTH, 'struct_v');
  const structV = d.u8('struct_v');
  const compatAt = d.offset;
  const compat = d.u8('struct_compat');
  if (compat > supports) {
    const reason = `needs a decoder of version ${compat} or newer, this one is ${supports}`;
    refuse('struct_compat', { code: 'incompatible', offset: compatAt, reason }, 'EINVAL', `got struct_v ${structV} struct_compat ${compat} > ${supports} of ${name}`);
  }
  const lengthAt = d.offset;
  const length = d.u32('struct_len');
  const available = d.remaining;
  if (length > available) refuse('struct_len', { code: 'length_past_parent', offset: lengthAt, reason: `promises ${byteCount(length)}, ${available} left`, needed: length, available }, 'ERANGE');
  return { structV, end: d.offset + length };
}

/** Moves to the end of a struct. If the fields passed it, Linux goes back and reads bytes twice, which cannot be shown, so this fails. */
export function finishInKernel(d: Decoder, { end }: KernelStruct): void {
  const past = d.offset - end;
  if (past > 0) throw new DecodeError('', { code: 'past_struct_end', offset: d.offset, reason: `${byteCount(past)} read past the end that struct_len sets, to which Linux goes back` });
  if (past < 0) d.ignore(-past, '(ignored)');
}

/** Fails as Linux does; `log` is the line that it logs for this reason. */
export function refuse(label: Label, fault: Fault, errno: KernelFailure['errno'], log?: string): never {
  throw new DecodeError(label, { ...fault, linux: { errno, logs: log === undefined ? [] : [log] } });
}

/** Calls `read`; if it fails, the error gets what Linux returns, and with `what` the line that Linux logs about it. */
export function inKernel<T>(read: () => T, what?: 'monmap'): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeError && error.code !== 'aborts') {
      const { errno, logs } = error.linux ?? { errno: OF_HEADER.test(error.path) ? 'ERANGE' : 'EINVAL', logs: [] };
      error.inKernel({ errno, logs: what === undefined ? logs : [...logs, `problem decoding ${what}, -${ERRNO[errno]}`] });
    }
    throw error;
  }
}
