import { givenText } from './given.ts';

/** What keeps bytes in parts, and can join them: a BufferList or a BufferPtr. */
export interface Joinable {
  cStr(): Uint8Array;
}

/** Bytes in any form in which a program holds them. A view stands for the bytes that it covers, whatever its elements are. */
export type BytesLike = ArrayBufferView | ArrayBuffer | SharedArrayBuffer | Joinable;

/**
 * Returns the bytes that a caller gave, in the same memory. A SharedArrayBuffer is copied, since another thread may write to it.
 *
 * Errors  TypeError for anything that is not bytes: it names what was given, and what to do instead
 */
export function bytesOf(given: BytesLike): Uint8Array {
  return given instanceof Uint8Array ? given : otherBytes(given);
}

/** Apart from `bytesOf`, so that V8 keeps the ordinary case short. What another realm made comes here too: no prototype is ours. */
function otherBytes(given: unknown): Uint8Array {
  if (typeof given === 'object' && given !== null) {
    if (ArrayBuffer.isView(given)) return viewed(given) ?? refuse(`${givenText(given)} whose memory was transferred`);
    if ('cStr' in given && typeof given.cStr === 'function') return given.cStr() as Uint8Array;
    const view = viewOf(given);
    if (view !== null) return isShared(view.buffer) ? new Uint8Array(view.buffer).slice() : new Uint8Array(view.buffer);
  }
  return refuse(notBytesText(given));
}

/** Returns null if the memory of the view was transferred. */
function viewed(view: ArrayBufferView): Uint8Array | null {
  try {
    return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  } catch {
    return null;
  }
}

/** Returns a view of an ArrayBuffer of any realm, shared or not; null for anything else, and for one that was transferred. */
function viewOf(given: object): DataView | null {
  try {
    return new DataView(given as ArrayBuffer);
  } catch {
    return null;
  }
}

/** Without the name SharedArrayBuffer, which browsers hide from pages that are not isolated. */
function isShared(buffer: ArrayBufferLike): boolean {
  return Object.prototype.toString.call(buffer) === '[object SharedArrayBuffer]';
}

function refuse(given: string): never {
  throw new TypeError(`bytes must be an ArrayBuffer, a view of one or a BufferList, not ${given}`);
}

/** Names what was given and, if it leads to bytes, how. */
function notBytesText(given: unknown): string {
  const remedy = remedyFor(given);
  return `${givenText(given)}${remedy === '' ? '' : `: ${remedy}`}`;
}

function remedyFor(given: unknown): string {
  if (typeof given === 'string') return 'readFileSync(file) without an encoding returns bytes';
  if (given instanceof ArrayBuffer) return 'it was transferred, and has no bytes any more';
  if (Array.isArray(given)) return 'Uint8Array.from(array) makes bytes of it';
  if (typeof given !== 'object' || given === null) return '';
  if ('then' in given) return 'await it';
  if ('arrayBuffer' in given) return 'await its arrayBuffer()';
  if (Symbol.asyncIterator in given || 'getReader' in given) return 'read it to its end, and give the bytes';
  return 'type' in given && given.type === 'Buffer' && 'data' in given ? 'a Buffer that went through JSON is Uint8Array.from(object.data)' : '';
}
