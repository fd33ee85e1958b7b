const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `text` in UTF-8; RangeError for a lone surrogate, which UTF-8 has no bytes for. */
export function encodeText(text: string): Uint8Array {
  const lone = text.search(/\p{Surrogate}/u);
  if (lone >= 0) throw new RangeError(`text has a lone surrogate at position ${lone}`);
  return encoder.encode(text);
}

/** The text that `bytes` write in UTF-8; TypeError if they do not. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
