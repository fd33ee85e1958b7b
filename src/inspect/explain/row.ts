/** What became of a run of bytes. */
export type RowState =
  /** Read as the value says. */
  | 'read'
  /** Read, and not looked at: padding. */
  | 'padding'
  /** Passed over at the end of a struct: what a newer encoder appended. */
  | 'skipped'
  /** Here reading failed. */
  | 'failed'
  /** Never reached. */
  | 'unread';

/** A run of the input: a field, or a group of fields. Its texts may be made when they are asked for: a spread copy lacks them. */
export interface Row {
  /** Ceph's field names from the outermost type inwards. */
  readonly path: string;
  /** The type in Ceph's words: `u32`, `string`, `entity_addr_t`; empty for a list or map. */
  readonly type: string;
  /** From the first byte of the input. */
  readonly offset: number;
  readonly length: number;
  /** A view of the input. */
  readonly bytes: Uint8Array;
  /** As text; empty where there is nothing to say. */
  readonly value: string;
  /** What is odd here; empty as a rule. */
  readonly note: string;
  readonly state: RowState;
  /** 0 for the whole. */
  readonly depth: number;
  /** Leaves cover each byte of the input exactly once; groups hold the leaves that follow them, as deep as they are deeper. */
  readonly isLeaf: boolean;
}

/** A plain copy, with changes. */
export function copyOf({ path, type, offset, length, bytes, value, note, state, depth, isLeaf }: Row, changes: Partial<Row> = {}): Row {
  return { path, type, offset, length, bytes, value, note, state, depth, isLeaf, ...changes };
}
