/** What a file is that is not one encoded value. */
export type KnownFileKind =
  | 'capture' | 'messenger_v1' | 'messenger_v2' | 'stored_message' | 'compressed' | 'device' | 'zeros' | 'struct' | KnownTextKind;

/** What a text file is. */
export type KnownTextKind = 'json' | 'hex' | 'base64' | 'map_text' | 'mismatch_line' | 'features' | 'configuration' | 'text';

/** A file that is not one encoded value of a known type. */
export interface KnownFile {
  readonly kind: KnownFileKind;
  /** In words: `a capture of network traffic (pcapng)`. */
  readonly what: string;
  /** What to do with it; empty if there is nothing to say. */
  readonly advice: string;
}
