/** A kind of evidence: how much it weighs, and how it is told. */
interface Weight {
  /**
   * In bits, as the logarithm of a ratio: with 10 bits more, a reading is a thousand times as probable as before. The ratio is
   * that of true readings to readings of other bytes, random ones and other structs of Ceph, which pass the same check.
   */
  readonly bits: number;
  /** So many times it counts; more of the same adds nothing, as it is not independent. */
  readonly most: number;
  readonly one: string;
  /** After a number. */
  readonly many: string;
}

/**
 * All evidence for and against a reading. Zeros are no evidence: every struct of Ceph has many of them.
 *
 * An envelope or a length weighs less than its 32 bits, as other structs of Ceph have them too.
 */
const WEIGHTS = {
  header: weight(32, 1, 'the header of a stored message of this type, with the right checksum or lengths'),
  whole: weight(6, 1, 'the fields end exactly where the bytes end'),
  envelope: weight(10, 6, 'an envelope that encloses its fields', 'envelopes that enclose their fields'),
  length: weight(8, 3, 'a length that fits', 'lengths that fit'),
  count: weight(4, 4, 'a list with as many items as it counts', 'lists with as many items as they count'),
  address: weight(16, 6, 'an address of a known type and family', 'addresses of a known type and family'),
  name: weight(8, 6, 'a name of visible characters', 'names of visible characters'),
  entity: weight(8, 3, 'an entity of a known type', 'entities of a known type'),
  time: weight(4, 3, 'a time between 2004 and 2100', 'times between 2004 and 2100'),
  uuid: weight(5, 2, 'a UUID of a version that Ceph makes', 'UUIDs of a version that Ceph makes'),
  features: weight(6, 2, 'monitor features that all have names', 'sets of monitor features that all have names'),
  field: weight(6, 4, 'a number within its limits', 'numbers within their limits'),
  noUuid: weight(-2, 1, 'a UUID that is zero or of no version'),
  notLimited: weight(-10, 3, 'a number beyond its limits', 'numbers beyond their limits'),
  noTime: weight(-10, 3, 'a time that is none', 'times that are none'),
  noFeatures: weight(-10, 2, 'monitor features without names', 'sets of monitor features without names'),
  noEntity: weight(-16, 2, 'an entity of an unknown type or with an absurd number', 'entities of an unknown type or with an absurd number'),
  noAddress: weight(-16, 2, 'an address of an unknown type or family', 'addresses of an unknown type or family'),
  noName: weight(-12, 3, 'a text with characters that nobody sees', 'texts with characters that nobody sees'),
  padding: weight(-6, 2, 'padding that is not zero', 'paddings that are not zero'),
  appended: weight(-6, 2, 'bytes that a newer or another encoder appended', 'times bytes that a newer or another encoder appended'),
  remark: weight(-4, 3, 'something odd in the value', 'odd things in the value'),
  few: weight(-16, 1, 'most of the bytes were skipped or come after the value'),
} as const;

/** What was seen in the bytes: `address` speaks for a reading, `noAddress` against it. */
export type EvidenceKind = keyof typeof WEIGHTS;

/** Something about the bytes that speaks for a reading, or against it. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** How often it was seen. */
  readonly count: number;
  /** Positive for the reading, negative against it; see {@link Candidate.bits}. */
  readonly bits: number;
  /** In words: `2 addresses of a known type and family`. */
  readonly text: string;
}

function weight(bits: number, most: number, one: string, many = one): Weight {
  return { bits, most, one, many };
}

/** Counts evidence. Its size does not grow with the input. */
export class Tally {
  private readonly counts = new Map<EvidenceKind, number>();

  add(kind: EvidenceKind, times = 1): void {
    if (times > 0) this.counts.set(kind, (this.counts.get(kind) ?? 0) + times);
  }

  /** In the order of the table: for the reading, then against it. */
  evidence(): Evidence[] {
    const kinds = Object.keys(WEIGHTS) as EvidenceKind[];
    return kinds.flatMap((kind) => {
      const count = this.counts.get(kind);
      return count === undefined ? [] : [evidenceOf(kind, count)];
    });
  }
}

function evidenceOf(kind: EvidenceKind, count: number): Evidence {
  const { bits, most, one, many }: Weight = WEIGHTS[kind];
  return { kind, count, bits: bits * Math.min(count, most), text: count === 1 || one === many ? one : `${count} ${many}` };
}
