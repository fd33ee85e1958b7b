import { decode } from '../../encoding/ceph_type.ts';
import { DecodeError } from '../../encoding/decode_error.ts';
import { TYPES } from '../../types/registry.ts';
import type { AnyCephType } from '../../types/registry.ts';
import type { JsonNode } from '../../text/json.ts';
import { InputError } from './errors.ts';
import type { Terminal } from './terminal.ts';
import { dumpIn, jsonOf, nameOf, textOf } from './text_input.ts';

/** The bytes of an encoded object, as {@link objectBytes} finds them; an empty file is an error. */
export async function readObject(terminal: Terminal, file: string, type: AnyCephType | undefined): Promise<Uint8Array> {
  return objectBytes(terminal, file, await readSome(terminal, file), type);
}

/** The bytes of a file; an empty file is an error. */
export async function readSome(terminal: Terminal, file: string): Promise<Uint8Array> {
  const bytes = await terminal.read(file);
  if (bytes.length === 0) throw new InputError(`${nameOf(file)} is empty`);
  return bytes;
}

/**
 * The bytes of an encoded object: those of the file, or, where it is text in a form such as a hex dump or base64, those that it
 * writes, with a note. Bytes that decode as they are, or that no text has, are never taken as text.
 *
 * @throws InputError for text that is known and no bytes, such as JSON, with what to do
 */
export function objectBytes(terminal: Terminal, file: string, bytes: Uint8Array, type: AnyCephType | undefined): Uint8Array {
  const text = textOf(bytes);
  const dump = text === null || (type !== undefined && decodes(type, bytes)) ? null : dumpIn(text, file, type?.name ?? 'TYPE');
  if (dump === null) return bytes;
  terminal.err(`note: ${nameOf(file)} is text, taken as ${dump.form}: ${dump.bytes.length} bytes`);
  return dump.bytes;
}

/** The JSON of an object in a file's bytes; what stands around it is left out, with a note. */
export function jsonIn(terminal: Terminal, file: string, bytes: Uint8Array, type: AnyCephType): JsonNode {
  return jsonOf(bytes, file, type.name, (text) => terminal.err(`note: ${text}`));
}

/** The value of JSON, with a note for each key that is not used. */
export function loaded(terminal: Terminal, type: AnyCephType, json: JsonNode): unknown {
  const value = type.load(json);
  for (const remark of json.remarks()) terminal.err(`note: ${remark}`);
  return value;
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
