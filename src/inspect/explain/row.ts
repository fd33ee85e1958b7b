/** What the decoder did with the bytes of a row. */
export type RowState =
  /** It read them, as the value says. */
  | 'read'
  /** It read them and ignored their value: padding. */
  | 'padding'
  /** It skipped them at the end of a struct: a newer encoder appended them. */
  | 'skipped'
  /** It failed here. */
  | 'failed'
  /** It never reached them. */
  | 'unread';

/** A part of the input: a field, or a group of fields. Its texts may be made only when they are read, so a spread copy does not have them. */
export interface Row {
  /** Ceph's field names, from the outermost type inwards. */
  readonly path: string;
  /** The name of the type: `u32`, `string`, `entity_addr_t`; empty for a list or map. */
  readonly type: string;
  /** Counted from the first byte of the input. */
  readonly offset: number;
  readonly length: number;
  /** A view of the input. */
  readonly bytes: Uint8Array;
  /** The value as text; empty if there is none. */
  readonly value: string;
  /** What is unusual about these bytes; usually empty. */
  readonly note: string;
  readonly state: RowState;
  /** 0 for the whole input. */
  readonly depth: number;
  /** Whether it is a field. The leaves cover each byte of the input exactly once. The rows after a group, as long as they are deeper, are its members. */
  readonly isLeaf: boolean;
}

/** A plain copy of a row, with changes. */
export function copyOf({ path, type, offset, length, bytes, value, note, state, depth, isLeaf }: Row, changes: Partial<Row> = {}): Row {
  return { path, type, offset, length, bytes, value, note, state, depth, isLeaf, ...changes };
}
