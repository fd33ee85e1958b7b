/** What lies before a value that is the rest of the bytes. */
export interface Wrapping {
  /** Empty for nothing. */
  readonly name: string;
  readonly length: number;
}

const NONE: Wrapping = { name: '', length: 0 };

/** A bufferlist inside another struct or in the front of a message. */
const LENGTH: Wrapping = { name: 'a u32 length', length: 4 };

/**
 * The `latest` of a service in a monitor's store, up to Bobtail. Since Cuttlefish the store has the bare values.
 *
 * Source  ceph v0.56 src/mon/Paxos.cc stash_latest, src/ceph_mon.cc; v16.0.0 src/mon/MonmapMonitor.cc encode_pending
 */
const STASHED: Wrapping = { name: 'a u64 version and a u32 length', length: 12 };

/** Returns in which ways a value can lie in the bytes: alone, and behind each length that is exactly the number of the bytes after it. */
export function wrappingsOf(bytes: Uint8Array): Wrapping[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const fits = ({ length }: Wrapping): boolean => bytes.length > length && view.getUint32(length - 4, true) === bytes.length - length;
  return [NONE, ...[LENGTH, STASHED].filter(fits)];
}
