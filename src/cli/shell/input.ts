import { InputError } from './errors.ts';
import type { Terminal } from './terminal.ts';

/** The bytes of an encoded object, of which there must be some. */
export async function readObject(terminal: Terminal, file: string): Promise<Uint8Array> {
  const bytes = await terminal.read(file);
  if (bytes.length === 0) throw new InputError(file === '-' ? 'standard input is empty' : `"${file}" is empty`);
  return bytes;
}

/** Whether bytes are the front of an MMonMap, or any bufferlist around one object: the length of the rest comes first. */
export function isFront(bytes: Uint8Array): boolean {
  return bytes.length > 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === bytes.length - 4;
}
