/** Whether bytes are the front of an MMonMap, or any bufferlist around one object: the length of the rest comes first. */
export function isFront(bytes: Uint8Array): boolean {
  return bytes.length > 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === bytes.length - 4;
}
