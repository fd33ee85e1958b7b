import { decode } from '../../encoding/ceph_type.ts';
import { DecodeError } from '../../encoding/decode_error.ts';
import { TYPES } from '../../types/registry.ts';
import type { AnyCephType } from '../../types/registry.ts';
import { InputError } from './errors.ts';
import type { Terminal } from './terminal.ts';

/** The bytes of an encoded object; an empty file is an error. */
export async function readObject(terminal: Terminal, file: string): Promise<Uint8Array> {
  const bytes = await terminal.read(file);
  if (bytes.length === 0) throw new InputError(file === '-' ? 'standard input is empty' : `"${file}" is empty`);
  return bytes;
}

/** Whether the first four bytes are the length of the rest, as in the front of a message that carries one object. */
export function isLengthPrefixed(bytes: Uint8Array): boolean {
  return bytes.length > 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === bytes.length - 4;
}

/** For bytes that failed to decode as `type`: the types that read them, if a length prefix explains the failure; '' if none. */
export function typeHint(type: AnyCephType, bytes: Uint8Array): string {
  const types = isLengthPrefixed(bytes) ? [...TYPES.values()].filter((other) => other !== type && decodes(other, bytes)) : [];
  return types.length === 0 ? '' : `the first 4 bytes are the length of the rest: try type ${types.map(({ name }) => name).join(' or ')}`;
}

function decodes(type: AnyCephType, bytes: Uint8Array): boolean {
  try {
    decode(type, bytes);
    return true;
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
}
