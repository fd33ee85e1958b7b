/** Bytes that a text writes. */
export interface Dump {
  /** How they are written, in words: `a hex dump`, `base64`. */
  readonly form: string;
  readonly bytes: Uint8Array;
}
